// A training step by the core itself, with no C interface in between.
#include "../cells.h"
#include "base/transaction.h"
#include "nn/batch_norm.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/loss.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "ops/losses.h"
#include "ops/ops.h"
#include "optim/sgd.h"
#include "train/step.h"

namespace bench {
namespace {

using namespace nnl;

Context& context() { return Context::shared(); }

Ref<Module> dense(std::int64_t inputs, std::int64_t outputs, bool bias = true) {
  return make_ref<Linear>(context(), inputs, outputs, bias, DType::f32);
}
Ref<Module> normalised(std::int64_t features) {
  return make_ref<BatchNorm>(context(), 1, features, BatchNormSettings{}, DType::f32);
}
Ref<Module> curved() {
  return make_simple(context(), "Tanh", [](const Variable& x) { return nnl::tanh(x); });
}

template <class T>
Variable variable(const std::vector<T>& values, const Dims& shape) {
  return Variable(Tensor::from<T>(context(), shape, values));
}

auto step(const std::vector<Ref<Module>>& layers, const Variable& x, const Variable& y) {
  const Ref<Module> model = make_ref<Sequential>(context(), layers);
  const Ref<Module> loss = make_loss(context(), "CrossEntropyLoss", 2, {}, [](std::span<const Variable> in) {
    return nnl::cross_entropy(in[0], in[1]);
  });
  std::vector<Variable> parameters;
  for (const NamedVariable& parameter : model->parameters()) parameters.push_back(parameter.variable);
  return [model, loss, sgd = make_ref<Sgd>(parameters, SgdOptions{}), x, y] {
    Transaction transaction;
    benchmark::DoNotOptimize(train_step(*model, *loss, *sgd, {&x, 1}, {&y, 1}));
    transaction.commit();
  };
}

}  // namespace

std::string describe() { return "nnlite's core without the C interface"; }

void set_threads(int threads) { context().set_threads(threads); }

void register_cells() {
  cell("step_one_call/smallest", [] {
    const Shape& s = smallest_step;
    return step({dense(s[1], s[2]), normalised(s[2]), curved(), dense(s[2], s[3])},
                variable(normal(s[0] * s[1]), {s[0], s[1]}), variable(uniform(s[0], s[3]), {s[0]}));
  });
  cell("step_one_call/quickstart", [] {
    const Ref<Module> table = make_ref<Embedding>(context(), 27, 16, EmbeddingOptions{}, DType::f32);
    const Ref<Module> flat =
        make_simple(context(), "Flatten", [](const Variable& x) { return flatten(x, 1, -1); });
    return step({table, flat, dense(80, 256, false), normalised(256), curved(), dense(256, 27)},
                variable(uniform(quickstart_batch * 5, 27), {quickstart_batch, 5}),
                variable(uniform(quickstart_batch, 27, 2), {quickstart_batch}));
  });
}

}  // namespace bench
