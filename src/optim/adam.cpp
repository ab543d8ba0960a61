#include "optim/adam.h"

#include <cmath>

#include "kernels/optimizer.h"

namespace nnl {
namespace {

enum Buffer : size_t { mean, square, greatest };

}  // namespace

template <>
const OptimizerKind Adam::own_kind = {
    "adam", "adam step", "beta1", true, {"exp_avg", "exp_avg_sq", "max_exp_avg_sq"}};
template <>
const OptimizerKind AdamW::own_kind = {
    "adamw", "adamw step", "beta1", true, {"exp_avg", "exp_avg_sq", "max_exp_avg_sq"}};

template <bool decoupled>
void AdamOf<decoupled>::add(std::vector<Variable> parameters, const AdamOptions& o) {
  check_setting("eps", o.eps);
  check_beta("beta1", o.beta1);
  check_beta("beta2", o.beta2);
  check_setting("weight_decay", o.weight_decay);
  add_group_with(std::move(parameters), o, o.beta1);
}

template <bool decoupled>
auto AdamOf<decoupled>::presence(int64_t i, size_t buffer) const -> Presence {
  return buffer == greatest && !options(i).amsgrad ? Presence::never : Presence::certain;
}

template <bool decoupled>
void AdamOf<decoupled>::prepare(Update& update) const {
  densify(update);
  make_buffer(update, mean);
  make_buffer(update, square);
  if (options(update.group).amsgrad) make_buffer(update, greatest);
}

template <bool decoupled>
void AdamOf<decoupled>::apply(const Update& update) const {
  const AdamOptions& o = options(update.group);
  const Tensor& p = update.parameter;
  const double rate = group(update.group).learning_rate, beta1 = group(update.group).momentum;
  const auto steps = static_cast<double>(update.memory.steps);
  dispatch_floating("adam", p.dtype(), [&](auto type) {
    using T = decltype(type);
    const kernels::AdamStep<T> step{static_cast<T>(rate / (1 - std::pow(beta1, steps))),
                                    static_cast<T>(1 / std::sqrt(1 - std::pow(o.beta2, steps))),
                                    static_cast<T>(beta1),
                                    static_cast<T>(1 - beta1),
                                    static_cast<T>(o.beta2),
                                    static_cast<T>(1 - o.beta2),
                                    static_cast<T>(o.eps),
                                    static_cast<T>(decoupled ? 0 : o.weight_decay),
                                    static_cast<T>(decoupled ? 1 - rate * o.weight_decay : 1),
                                    o.maximize};
    const auto& buffers = update.memory.buffers;
    kernels::adam<T>(p.threads(), p.count(), step, update.gradient.dense_tensor().data<T>(),
                     p.mutable_data<T>(), buffers[mean].mutable_data<T>(), buffers[square].mutable_data<T>(),
                     o.amsgrad ? buffers[greatest].mutable_data<T>() : nullptr);
  });
}

template class AdamOf<false>;
template class AdamOf<true>;

}  // namespace nnl
