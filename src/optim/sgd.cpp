#include "optim/sgd.h"

#include <cmath>

#include "kernels/optimizer.h"

namespace nnl {

const OptimizerKind Sgd::own_kind = {"sgd", "sgd step", "momentum", false, {"momentum_buffer"}};

void Sgd::add(std::vector<Variable> parameters, const SgdOptions& options) {
  check_setting("momentum", options.momentum);
  check_setting("weight_decay", options.weight_decay);
  if (!std::isfinite(options.dampening))
    fail(Code::invalid_argument, "sgd: dampening {} must be finite", options.dampening);
  if (options.nesterov && (options.momentum == 0 || options.dampening != 0))
    fail(Code::invalid_argument, "sgd: nesterov wants a momentum and no dampening, not {} and {}",
         options.momentum, options.dampening);
  add_group_with(std::move(parameters), options, options.momentum);
}

void Sgd::check_momentum_setting(int64_t i, double momentum) const {
  check_setting("momentum", momentum);
  if (options(i).nesterov && momentum == 0)
    fail(Code::invalid_argument, "sgd: nesterov wants a momentum, not 0");
}

bool Sgd::by_rows(const Update& update) const {
  const bool moves_all = group(update.group).momentum != 0 || options(update.group).weight_decay != 0;
  return update.gradient.is_row_sparse() && !update.parameter.storage()->exposed() &&
         (options(update.group).lazy_rows || !moves_all);
}

void Sgd::prepare(Update& update) const {
  const double momentum = group(update.group).momentum;
  const bool moves_all = momentum != 0 || options(update.group).weight_decay != 0;
  Ref<PendingRows>& pending = update.memory.pending;
  if (momentum != 0) make_buffer(update, 0);
  if (!by_rows(update)) return densify(update);
  if (moves_all && !pending) pending = make_ref<PendingRows>(update.parameter);
  if (pending) pending->reserve_step();
}

kernels::RowMotion Sgd::motion(const Update& update) const {
  const SgdOptions& o = options(update.group);
  const double rate = group(update.group).learning_rate, momentum = group(update.group).momentum;
  const double decay = o.weight_decay;
  if (momentum == 0) return {1 - rate * decay, 0, 0, 1};
  // v' = kept v + added w
  const double kept = update.first ? 0 : momentum, added = update.first ? decay : (1 - o.dampening) * decay;
  if (o.nesterov) return {1 - rate * (decay + momentum * added), -rate * momentum * kept, added, kept};
  return {1 - rate * added, -rate * kept, added, kept};
}

void Sgd::apply(const Update& update) const {
  const SgdOptions& o = options(update.group);
  const Tensor& p = update.parameter;
  const double momentum = group(update.group).momentum;
  dispatch_floating("sgd", p.dtype(), [&](auto type) {
    using T = decltype(type);
    const kernels::SgdStep<T> step{static_cast<T>(group(update.group).learning_rate),
                                   static_cast<T>(momentum),
                                   static_cast<T>(1 - o.dampening),
                                   static_cast<T>(o.weight_decay),
                                   o.nesterov,
                                   o.maximize,
                                   update.first};
    const Tensor& buffer = update.memory.buffers[0];
    T* velocity = momentum != 0 ? buffer.mutable_data<T>() : nullptr;
    if (!by_rows(update))
      return kernels::sgd<T>(p.threads(), p.count(), step, update.gradient.dense_tensor().data<T>(),
                             p.mutable_data<T>(), velocity);
    const RowSparse& g = update.gradient.row_sparse();
    const int64_t rows = g.rows.count();
    const auto update_rows = [&](const kernels::RowLag& lag, int32_t* last, void* table) {
      if (rows > 0)
        kernels::sgd_rows<T>(p.threads(), lag, last, g.rows.data<int64_t>(), rows, g.values.count() / rows,
                             step, g.values.data<T>(), static_cast<T*>(table),
                             buffer ? buffer.mutable_data<T>() : nullptr);
    };
    if (!update.memory.pending) return update_rows({}, nullptr, p.mutable_data<T>());
    update.memory.pending->step(buffer, motion(update), update_rows);
  });
}

}  // namespace nnl
