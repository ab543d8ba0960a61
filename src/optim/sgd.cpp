#include "optim/sgd.h"

#include <cmath>

#include "kernels/optimizer.h"
#include "kernels/rows.h"

namespace nnl {
namespace {

/// One parameter's update with everything that it needs in place.
struct Update {
  Tensor parameter;
  Gradient gradient;  // dense and contiguous, or row-sparse where that is exact
  Tensor velocity;
  bool first;
  const SgdOptions* options;
  double learning_rate;
};

void apply(const Update& update) {
  const SgdOptions& o = *update.options;
  const Tensor& p = update.parameter;
  dispatch_floating("sgd", p.dtype(), [&](auto type) {
    using T = decltype(type);
    const T rate = static_cast<T>(update.learning_rate);
    if (update.gradient.is_row_sparse()) {
      const RowSparse& g = update.gradient.row_sparse();
      const int64_t rows = g.rows.count();
      if (rows > 0)
        kernels::add_rows<T>(p.threads(), g.rows.data<int64_t>(), rows, g.values.count() / rows,
                             g.values.data<T>(), o.maximize ? rate : -rate, p.mutable_data<T>());
      return;
    }
    const kernels::SgdStep<T> step{rate,
                                   static_cast<T>(o.momentum),
                                   static_cast<T>(1 - o.dampening),
                                   static_cast<T>(o.weight_decay),
                                   o.nesterov,
                                   o.maximize,
                                   update.first};
    kernels::sgd<T>(p.threads(), p.count(), step, update.gradient.dense_tensor().data<T>(),
                    p.mutable_data<T>(), update.velocity ? update.velocity.mutable_data<T>() : nullptr);
  });
  p.changed("sgd step");
}

}  // namespace

void Sgd::add(std::vector<Variable> parameters, const SgdOptions& options) {
  const auto bad = [](double value) { return !(value >= 0) || !std::isfinite(value); };
  if (bad(options.momentum) || bad(options.weight_decay) || !std::isfinite(options.dampening))
    fail(Code::invalid_argument,
         "sgd: momentum {} and weight_decay {} must be finite and not negative, dampening {} finite",
         options.momentum, options.weight_decay, options.dampening);
  if (options.nesterov && (options.momentum == 0 || options.dampening != 0))
    fail(Code::invalid_argument, "sgd: nesterov wants a momentum and no dampening, not {} and {}",
         options.momentum, options.dampening);
  settings_.push_back({options, std::vector<Tensor>(parameters.size())});
  try {
    add_group(std::move(parameters), options.learning_rate);
  } catch (...) {
    settings_.pop_back();
    throw;
  }
}

void Sgd::step() {
  std::vector<Update> updates;
  std::vector<std::pair<Tensor*, Tensor>> made;
  for (size_t g = 0; g < settings_.size(); ++g) {
    Group& group = settings_[g];
    const SgdOptions& options = group.options;
    const bool rows_suffice = options.momentum == 0 && options.weight_decay == 0;
    for (size_t i = 0; i < groups()[g].parameters.size(); ++i) {
      const Variable& parameter = groups()[g].parameters[i];
      if (!parameter.grad()) continue;
      Update update{parameter.data(), parameter.grad(),         group.velocity[i], false,
                    &options,         groups()[g].learning_rate};
      if (!update.gradient.is_row_sparse() || !rows_suffice)
        update.gradient = update.gradient.dense().contiguous();
      if (options.momentum != 0 && !update.velocity) {
        update.first = true;
        update.velocity = Tensor::zeros(parameter.context(), parameter.dtype(), parameter.shape());
        made.emplace_back(&group.velocity[i], update.velocity);
      }
      updates.push_back(std::move(update));
    }
  }
  for (auto& [slot, velocity] : made) *slot = velocity;
  for (const Update& update : updates) apply(update);
}

}  // namespace nnl
