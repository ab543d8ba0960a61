#include "optim/adagrad.h"

#include "kernels/optimizer.h"

namespace nnl {

const OptimizerKind Adagrad::own_kind = {"adagrad", "adagrad step", nullptr, true, {"sum"}};

void Adagrad::add(std::vector<Variable> parameters, const AdagradOptions& o) {
  check_setting("lr_decay", o.lr_decay);
  check_setting("weight_decay", o.weight_decay);
  check_setting("initial_accumulator_value", o.initial_accumulator_value);
  check_setting("eps", o.eps);
  add_group_with(std::move(parameters), o, 0);
}

void Adagrad::prepare(Update& update) const {
  const AdagradOptions& o = options(update.group);
  if (o.weight_decay != 0 || !update.gradient.is_row_sparse()) densify(update);
  make_buffer(update, 0, o.initial_accumulator_value);
}

void Adagrad::apply(const Update& update) const {
  const AdagradOptions& o = options(update.group);
  const Tensor& p = update.parameter;
  const auto earlier = static_cast<double>(update.memory.steps - 1);
  const double rate = group(update.group).learning_rate / (1 + earlier * o.lr_decay);
  dispatch_floating("adagrad", p.dtype(), [&](auto type) {
    using T = decltype(type);
    const kernels::AdagradStep<T> step{static_cast<T>(rate), static_cast<T>(o.eps),
                                       static_cast<T>(o.weight_decay), o.maximize};
    T* sum = update.memory.buffers[0].mutable_data<T>();
    if (!update.gradient.is_row_sparse())
      return kernels::adagrad<T>(p.threads(), p.count(), step, update.gradient.dense_tensor().data<T>(),
                                 p.mutable_data<T>(), sum);
    const RowSparse& g = update.gradient.row_sparse();
    const int64_t rows = g.rows.count();
    if (rows > 0)
      kernels::adagrad_rows<T>(p.threads(), g.rows.data<int64_t>(), rows, g.values.count() / rows, step,
                               g.values.data<T>(), p.mutable_data<T>(), sum);
  });
}

}  // namespace nnl
