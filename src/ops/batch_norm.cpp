// Ioffe & Szegedy 2015, with the semantics of torch.nn.functional.batch_norm.
#include "kernels/batch_norm.h"

#include <cmath>
#include <limits>

#include "autograd/node.h"
#include "base/transaction.h"
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
  const Tensor& counter = state.num_batches_tracked;
  if (counter) {
    check_same_context("batch_norm", x.data(), counter);
    if (counter.dtype() != DType::i64 || counter.count() != 1)
      fail(Code::dtype_mismatch, "batch_norm: num_batches_tracked must be one i64");
    const int64_t count = *counter.data<int64_t>();
    if (count < 0 || count == std::numeric_limits<int64_t>::max())
      fail(Code::invalid_state, "batch_norm: num_batches_tracked is {}", count);
  }
  if (options.training && options.track)
    for (const Tensor& tensor : {state.running_mean, state.running_var, counter})
      if (tensor) check_writable("batch_norm", tensor);
  if (options.training && options.track && state.running_mean && !options.momentum && !counter)
    fail(Code::invalid_argument, "batch_norm: a cumulative average needs num_batches_tracked");
  int64_t inner = 1;
  for (int axis = 2; axis < x.rank(); ++axis) inner *= x.size(axis);
  return {x.size(0), x.size(1), inner};
}

/// Has `tensor`, which is about to be changed once, put back as it is now if the surrounding transaction
/// fails, unless somebody else, such as a call inside a callback, has changed it since.
void restore_on_rollback(const Tensor& tensor) {
  Transaction::on_rollback([tensor, before = tensor.copy(), version = tensor.storage()->version()] {
    if (tensor.storage()->version() != version + 1) return;
    copy_into(before, tensor);
    tensor.storage()->restore_version(version);
  });
}

/// Counts the batch and moves the running statistics towards it; n is the number of values a channel.
void track(const BatchNormState& state, const BatchNormOptions& options, int64_t n, const Tensor& mean,
           const Tensor& var) {
  double factor = options.momentum.value_or(0);
  if (state.num_batches_tracked) {
    restore_on_rollback(state.num_batches_tracked);
    const int64_t count = ++*state.num_batches_tracked.mutable_data<int64_t>();
    state.num_batches_tracked.changed("batch_norm");
    if (!options.momentum) factor = 1 / static_cast<double>(count);
  }
  if (!state.running_mean || n == 0) return;
  restore_on_rollback(state.running_mean);
  restore_on_rollback(state.running_var);
  const double unbiased = static_cast<double>(n) / static_cast<double>(n - 1);
  dispatch_floating("batch_norm", state.running_mean.dtype(), [&](auto type) {
    using T = decltype(type);
    T* running_mean = state.running_mean.mutable_data<T>();
    T* running_var = state.running_var.mutable_data<T>();
    for (int64_t c = 0; c < mean.count(); ++c) {
      const double m = mean.data<double>()[c], v = var.data<double>()[c] * unbiased;
      running_mean[c] = static_cast<T>((1 - factor) * static_cast<double>(running_mean[c]) + factor * m);
      running_var[c] = static_cast<T>((1 - factor) * static_cast<double>(running_var[c]) + factor * v);
    }
  });
  state.running_mean.changed("batch_norm");
  state.running_var.changed("batch_norm");
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

}  // namespace

void check_batch_norm(const char* op, double eps, const std::optional<double>& momentum) {
  check_eps(op, eps);
  if (momentum && !(*momentum >= 0 && *momentum <= 1))
    fail(Code::invalid_argument, "{}: momentum {} is not in [0, 1]", op, *momentum);
}

Variable batch_norm(const Variable& x, const Variable& weight, const Variable& bias,
                    const BatchNormState& state, const BatchNormOptions& options) {
  const kernels::BatchNormShape shape = checked_shape(x, weight, bias, state, options);
  const int64_t n = shape.batch * shape.inner;
  const bool batch_statistics = options.training || !state.running_mean;
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
  dispatch_floating("batch_norm", x.dtype(), [&](auto type) {
    using T = decltype(type);
    if (n > 0 && batch_statistics)
      kernels::batch_norm_train<T>(x.threads(), shape, input.data<T>(), data_or_null<T>(gamma),
                                   data_or_null<T>(beta), options.eps, y.mutable_data<T>(),
                                   mean.mutable_data<double>(), var.mutable_data<double>(),
                                   inverse_std.mutable_data<double>());
    if (n > 0 && !batch_statistics)
      kernels::batch_norm_eval<T>(x.threads(), shape, input.data<T>(), data_or_null<T>(gamma),
                                  data_or_null<T>(beta), state.running_mean.data<T>(),
                                  state.running_var.data<T>(), options.eps, y.mutable_data<T>());
  });
  if (!batch_statistics) use_running(state, options.eps, mean, inverse_std);
  Variable result = record("batch_norm", y, {x, weight, bias}, {input, gamma, mean, inverse_std},
                           [shape, n, batch_statistics](Backward& b) {
                             const Tensor& saved = b.saved(0);
                             const Tensor& scale = b.saved(1);
                             const Dims per_channel{shape.channels};
                             Tensor dx, dgamma, dbeta;
                             if (b.needs(0)) dx = Tensor(saved.context(), saved.dtype(), saved.shape());
                             if (b.needs(1))
                               dgamma = Tensor::zeros(saved.context(), saved.dtype(), per_channel);
                             if (b.needs(2))
                               dbeta = Tensor::zeros(saved.context(), saved.dtype(), per_channel);
                             dispatch_floating("batch_norm", saved.dtype(), [&](auto type) {
                               using T = decltype(type);
                               if (n > 0)
                                 kernels::batch_norm_backward<T>(
                                     saved.threads(), shape, saved.data<T>(), b.dy().template data<T>(),
                                     b.saved(2).data<double>(), b.saved(3).data<double>(),
                                     data_or_null<T>(scale), batch_statistics, mutable_data_or_null<T>(dx),
                                     mutable_data_or_null<T>(dgamma), mutable_data_or_null<T>(dbeta));
                             });
                             if (dx) b.give(0, dx);
                             if (dgamma) b.give(1, dgamma);
                             if (dbeta) b.give(2, dbeta);
                           });
  if (options.training && options.track) track(state, options, n, mean, var);
  return result;
}

}  // namespace nnl
