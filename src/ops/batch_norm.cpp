// Ioffe & Szegedy 2015, with the semantics of torch.nn.functional.batch_norm.
#include "kernels/batch_norm.h"

#include <cmath>

#include "autograd/node.h"
#include "ops/batch_statistics.h"
#include "ops/data_or_null.h"
#include "ops/normalization.h"
#include "ops/ops.h"

namespace nnl {
namespace {

void check_per_channel(const char* name, const Tensor& x, const Tensor& values) {
  if (!values) return;
  check_same_context("batch_norm", x, values);
  check_same_dtype("batch_norm", x, values);
  if (!(values.shape() == Dims{x.size(1)}) || !values.is_contiguous())
    fail(Code::shape_mismatch,
         "batch_norm: {} {} must be contiguous and have one element for each of {} channels", name,
         to_string(values.shape()), x.size(1));
}

kernels::BatchNormShape checked_shape(const Variable& x, const Variable& weight, const Variable& bias,
                                      const BatchNormState& state, const BatchNormOptions& options) {
  if (!is_floating(x.dtype()))
    fail(Code::dtype_mismatch, "batch_norm: f32 or f64 wanted, not {}", name_of(x.dtype()));
  if (x.rank() < 2)
    fail(Code::shape_mismatch, "batch_norm: input {} has no axis of channels", to_string(x.shape()));
  check_batch_norm("batch_norm", options.eps, options.momentum);
  if (weight) check_per_channel("weight", x.data(), weight.data());
  if (bias) check_per_channel("bias", x.data(), bias.data());
  check_per_channel("running_mean", x.data(), state.running_mean);
  check_per_channel("running_var", x.data(), state.running_var);
  if (static_cast<bool>(state.running_mean) != static_cast<bool>(state.running_var))
    fail(Code::invalid_argument, "batch_norm: running_mean and running_var go together");
  if (state.running_mean && state.running_mean.storage() == state.running_var.storage() &&
      state.running_mean.offset() == state.running_var.offset())
    fail(Code::invalid_argument, "batch_norm: running_mean and running_var are one tensor");
  const Tensor& counter = state.num_batches_tracked;
  if (counter) {
    check_same_context("batch_norm", x.data(), counter);
    if (counter.dtype() != DType::i64 || counter.count() != 1)
      fail(Code::dtype_mismatch, "batch_norm: num_batches_tracked must be one i64");
  }
  if (options.training && options.track) check_trackable(state, options.momentum);
  int64_t inner = 1;
  for (int axis = 2; axis < x.rank(); ++axis) inner *= x.size(axis);
  return {x.size(0), x.size(1), inner};
}

/// The running statistics as backward wants them.
void use_running(const BatchNormState& state, double eps, const Tensor& mean, const Tensor& inverse_std) {
  copy_into(state.running_mean, mean);
  copy_into(state.running_var, inverse_std);
  for (int64_t c = 0; c < mean.count(); ++c) {
    double& value = inverse_std.mutable_data<double>()[c];
    value = 1 / std::sqrt(value + eps);
  }
}

/// The batch's own statistics: those that were used, or others made for the purpose.
BatchMoments moments_of(int threads, const kernels::BatchNormShape& shape, const Tensor& input,
                        bool were_used, const Tensor& mean, const Tensor& var) {
  BatchMoments own{shape.batch * shape.inner, mean, var};
  if (were_used) return own;
  own.mean = Tensor::zeros(input.context(), DType::f64, {shape.channels});
  own.var = Tensor::zeros(input.context(), DType::f64, {shape.channels});
  dispatch_floating("batch_norm", input.dtype(), [&](auto type) {
    using T = decltype(type);
    if (own.n > 0)
      kernels::batch_norm_moments<T>(threads, shape, input.data<T>(), own.mean.mutable_data<double>(),
                                     own.var.mutable_data<double>());
  });
  return own;
}

}  // namespace

void check_batch_norm(const char* op, double eps, const std::optional<double>& momentum) {
  check_eps(op, eps);
  if (momentum && !(*momentum >= 0 && *momentum <= 1))
    fail(Code::invalid_argument, "{}: momentum {} is not in [0, 1]", op, *momentum);
}

Variable batch_norm(const Variable& x, const Variable& weight, const Variable& bias,
                    const BatchNormState& state, const BatchNormOptions& options) {
  const OpScope scope("batch_norm", x);
  const kernels::BatchNormShape shape = checked_shape(x, weight, bias, state, options);
  const int64_t n = shape.batch * shape.inner;
  const bool spared = n == 1 && state.running_mean && options.batch_of_one == BatchOfOne::running;
  const bool training = options.training && !spared, batch_statistics = training || !state.running_mean;
  if (batch_statistics && n == 1)
    fail(Code::shape_mismatch,
         "batch_norm: more than 1 value per channel is needed when training, got input {}",
         to_string(x.shape()));
  Context& owner = x.context();
  const Tensor input = x.data().contiguous();
  const Tensor gamma = weight ? weight.data() : Tensor(), beta = bias ? bias.data() : Tensor();
  const Tensor y(owner, x.dtype(), x.shape());
  const Dims channels{shape.channels};
  const Tensor mean = Tensor::zeros(owner, DType::f64, channels),
               var = Tensor::zeros(owner, DType::f64, channels);
  const Tensor inverse_std = Tensor::zeros(owner, DType::f64, channels);
  if (!batch_statistics) use_running(state, options.eps, mean, inverse_std);
  dispatch_floating("batch_norm", x.dtype(), [&](auto type) {
    using T = decltype(type);
    if (n > 0 && batch_statistics)
      kernels::batch_norm_train<T>(x.threads(), shape, input.data<T>(), data_or_null<T>(gamma),
                                   data_or_null<T>(beta), options.eps, options.rectifier, y.mutable_data<T>(),
                                   mean.mutable_data<double>(), var.mutable_data<double>(),
                                   inverse_std.mutable_data<double>());
    if (n > 0 && !batch_statistics)
      kernels::batch_norm_eval<T>(x.threads(), shape, input.data<T>(), data_or_null<T>(gamma),
                                  data_or_null<T>(beta), mean.data<double>(), inverse_std.data<double>(),
                                  options.rectifier, y.mutable_data<T>());
  });
  if (options.moments) *options.moments = moments_of(x.threads(), shape, input, batch_statistics, mean, var);
  const kernels::Rectifier rectifier = options.rectifier;
  // Behind a rectifier backward computes what went into it again.
  const bool rectifies = rectifier.kind != kernels::Rectifier::Kind::none;
  const Tensor shift = rectifies && beta ? beta.copy() : Tensor();
  Variable result = record("batch_norm", y, {x, weight, bias}, {input, gamma, mean, inverse_std, shift},
                           [shape, n, batch_statistics, rectifier](Backward& b) {
                             const Tensor& saved = b.saved(0);
                             const Dims per_channel{shape.channels};
                             Tensor dx, dgamma, dbeta;
                             if (b.needs(0)) dx = Tensor(saved.context(), saved.dtype(), saved.shape());
                             if (b.needs(1))
                               dgamma = Tensor::zeros(saved.context(), saved.dtype(), per_channel);
                             if (b.needs(2))
                               dbeta = Tensor::zeros(saved.context(), saved.dtype(), per_channel);
                             dispatch_floating("batch_norm", saved.dtype(), [&](auto type) {
                               using T = decltype(type);
                               const kernels::BatchNormForward<T> forward{saved.data<T>(),
                                                                          data_or_null<T>(b.saved(1)),
                                                                          data_or_null<T>(b.saved(4)),
                                                                          b.saved(2).data<double>(),
                                                                          b.saved(3).data<double>(),
                                                                          batch_statistics,
                                                                          rectifier};
                               if (n > 0)
                                 kernels::batch_norm_backward<T>(
                                     saved.threads(), shape, forward, b.dy().template data<T>(),
                                     mutable_data_or_null<T>(dx), mutable_data_or_null<T>(dgamma),
                                     mutable_data_or_null<T>(dbeta));
                             });
                             if (dx) b.give(0, dx);
                             if (dgamma) b.give(1, dgamma);
                             if (dbeta) b.give(2, dbeta);
                           });
  if (training && options.track) track_batch(state, options.momentum, {n, mean, var});
  return result;
}

}  // namespace nnl
