#include "optim/sgd.h"

#include <cmath>

#include "kernels/optimizer.h"
#include "kernels/rows.h"

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

void Sgd::prepare(Update& update) const {
  const double momentum = group(update.group).momentum;
  if (momentum != 0 || options(update.group).weight_decay != 0 || !update.gradient.is_row_sparse())
    densify(update);
  if (momentum != 0) make_buffer(update, 0);
}

void Sgd::apply(const Update& update) const {
  const SgdOptions& o = options(update.group);
  const Tensor& p = update.parameter;
  const double momentum = group(update.group).momentum;
  dispatch_floating("sgd", p.dtype(), [&](auto type) {
    using T = decltype(type);
    const T rate = static_cast<T>(group(update.group).learning_rate);
    if (update.gradient.is_row_sparse()) {
      const RowSparse& g = update.gradient.row_sparse();
      const int64_t rows = g.rows.count();
      if (rows > 0)
        kernels::add_rows<T>(p.threads(), g.rows.data<int64_t>(), rows, g.values.count() / rows,
                             g.values.data<T>(), o.maximize ? rate : -rate, p.mutable_data<T>());
      return;
    }
    const kernels::SgdStep<T> step{rate,
                                   static_cast<T>(momentum),
                                   static_cast<T>(1 - o.dampening),
                                   static_cast<T>(o.weight_decay),
                                   o.nesterov,
                                   o.maximize,
                                   update.first};
    kernels::sgd<T>(p.threads(), p.count(), step, update.gradient.dense_tensor().data<T>(),
                    p.mutable_data<T>(),
                    momentum != 0 ? update.memory.buffers[0].mutable_data<T>() : nullptr);
  });
}

}  // namespace nnl
