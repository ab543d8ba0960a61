#include "optim/sparse_adam.h"

#include <cmath>

#include "kernels/optimizer.h"

namespace nnl {
namespace {

enum Buffer : size_t { mean, square };

}  // namespace

const OptimizerKind SparseAdam::own_kind = {
    "sparse_adam", "sparse_adam step", "beta1", true, {"exp_avg", "exp_avg_sq"}};

void SparseAdam::add(std::vector<Variable> parameters, const SparseAdamOptions& o) {
  check_setting("eps", o.eps);
  if (!(o.learning_rate > 0 && o.eps > 0))
    fail(Code::invalid_argument, "sparse_adam: learning rate {} and eps {} must be above 0", o.learning_rate,
         o.eps);
  check_beta("beta1", o.beta1);
  check_beta("beta2", o.beta2);
  add_group_with(std::move(parameters), o, o.beta1);
}

void SparseAdam::prepare(Update& update) const {
  if (!update.gradient.is_row_sparse())
    fail(Code::not_supported,
         "sparse_adam: a parameter of group {}, of shape {}, has a dense gradient; adam takes these",
         update.group, to_string(update.parameter.shape()));
  make_buffer(update, mean);
  make_buffer(update, square);
}

void SparseAdam::apply(const Update& update) const {
  const SparseAdamOptions& o = options(update.group);
  const Tensor& p = update.parameter;
  const RowSparse& g = update.gradient.row_sparse();
  const double rate = group(update.group).learning_rate, beta1 = group(update.group).momentum;
  const auto steps = static_cast<double>(update.memory.steps);
  const double corrected = rate * std::sqrt(1 - std::pow(o.beta2, steps)) / (1 - std::pow(beta1, steps));
  const int64_t rows = g.rows.count();
  if (rows == 0) return;
  dispatch_floating("sparse_adam", p.dtype(), [&](auto type) {
    using T = decltype(type);
    const kernels::SparseAdamStep<T> step{static_cast<T>(corrected), static_cast<T>(1 - beta1),
                                          static_cast<T>(1 - o.beta2), static_cast<T>(o.eps), o.maximize};
    kernels::sparse_adam<T>(p.threads(), g.rows.data<int64_t>(), rows, g.values.count() / rows, step,
                            g.values.data<T>(), p.mutable_data<T>(),
                            update.memory.buffers[mean].mutable_data<T>(),
                            update.memory.buffers[square].mutable_data<T>());
  });
}

}  // namespace nnl
