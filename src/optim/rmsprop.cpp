#include "optim/rmsprop.h"

#include "kernels/optimizer.h"

namespace nnl {
namespace {

enum Buffer : size_t { square, velocity, mean };

}  // namespace

const OptimizerKind Rmsprop::own_kind = {
    "rmsprop", "rmsprop step", "momentum", true, {"square_avg", "momentum_buffer", "grad_avg"}};

void Rmsprop::add(std::vector<Variable> parameters, const RmspropOptions& o) {
  check_setting("alpha", o.alpha);
  check_setting("eps", o.eps);
  check_setting("weight_decay", o.weight_decay);
  check_setting("momentum", o.momentum);
  add_group_with(std::move(parameters), o, o.momentum);
}

auto Rmsprop::presence(int64_t i, size_t buffer) const -> Presence {
  if (buffer == mean) return options(i).centered ? Presence::certain : Presence::never;
  return buffer == velocity ? Presence::possible : Presence::certain;
}

void Rmsprop::prepare(Update& update) const {
  densify(update);
  make_buffer(update, square);
  if (group(update.group).momentum != 0) make_buffer(update, velocity);
  if (options(update.group).centered) make_buffer(update, mean);
}

void Rmsprop::apply(const Update& update) const {
  const RmspropOptions& o = options(update.group);
  const Tensor& p = update.parameter;
  const ParameterGroup& g = group(update.group);
  dispatch_floating("rmsprop", p.dtype(), [&](auto type) {
    using T = decltype(type);
    const kernels::RmspropStep<T> step{static_cast<T>(g.learning_rate),
                                       static_cast<T>(o.alpha),
                                       static_cast<T>(1 - o.alpha),
                                       static_cast<T>(o.eps),
                                       static_cast<T>(o.weight_decay),
                                       static_cast<T>(g.momentum),
                                       o.maximize};
    const auto& buffers = update.memory.buffers;
    kernels::rmsprop<T>(p.threads(), p.count(), step, update.gradient.dense_tensor().data<T>(),
                        p.mutable_data<T>(), buffers[square].mutable_data<T>(),
                        g.momentum != 0 ? buffers[velocity].mutable_data<T>() : nullptr,
                        o.centered ? buffers[mean].mutable_data<T>() : nullptr);
  });
}

}  // namespace nnl
