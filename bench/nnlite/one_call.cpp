// A training step as one call of the C interface; core/ has the same step by the core itself.
#include "cells.h"

namespace bench {
namespace {

using namespace nnlite;

auto step(const Module& model, const Tensor& x, const Tensor& y) {
  return [model, loss = CrossEntropyLoss(), sgd = Sgd(model.parameters()), x, y] {
    const nnl_tensor input = x.handle(), target = y.handle();
    double value = 0;
    nnl_train_step(model.handle(), loss.handle(), sgd.handle(), 1, &input, 1, &target, nullptr, &value);
    benchmark::DoNotOptimize(value);
  };
}

}  // namespace

void register_one_call() {
  cell("step_one_call/smallest", [] {
    const Shape& s = smallest_step;
    const Sequential model{Linear(s[1], s[2]), BatchNorm1d(s[2]), Tanh(), Linear(s[2], s[3])};
    return step(model, random_tensor({s[0], s[1]}), index_tensor(uniform(s[0], s[3]), {s[0]}));
  });
  cell("step_one_call/quickstart", [] {
    LinearOptions without_bias;
    without_bias.bias = false;
    const Sequential model{Embedding(27, 16), Flatten(), Linear(80, 256, without_bias),
                           BatchNorm1d(256),  Tanh(),    Linear(256, 27)};
    return step(model, index_tensor(uniform(quickstart_batch * 5, 27), {quickstart_batch, 5}),
                index_tensor(uniform(quickstart_batch, 27, 2), {quickstart_batch}));
  });
}

}  // namespace bench
