#include "ops/batch_statistics.h"

#include <limits>

#include "base/transaction.h"

namespace nnl {
namespace {

/// Has `tensor`, which is about to be changed once, put back as it is now if the surrounding transaction
/// fails, unless somebody else, such as a call inside a callback, has changed it since.
void restore_on_rollback(const Tensor& tensor) {
  Transaction::on_rollback([tensor, before = tensor.copy(), version = tensor.storage()->version()] {
    if (tensor.storage()->version() != version + 1) return;
    copy_into(before, tensor);
    tensor.storage()->restore_version(version);
  });
}

/// Makes each running statistic change(old value, statistic of the batch), rounded to its dtype.
template <class Change>
void change_statistics(const BatchNormState& state, const Tensor& mean, const Tensor& var,
                       const Change& change) {
  restore_on_rollback(state.running_mean);
  restore_on_rollback(state.running_var);
  dispatch_floating("batch_norm", state.running_mean.dtype(), [&](auto type) {
    using T = decltype(type);
    for (const auto& [running, batch] :
         {std::pair(state.running_mean, mean), std::pair(state.running_var, var)})
      for (int64_t c = 0; c < batch.count(); ++c) {
        T& value = running.template mutable_data<T>()[c];
        value = static_cast<T>(change(static_cast<double>(value), batch.template data<double>()[c]));
      }
  });
  state.running_mean.changed("batch_norm");
  state.running_var.changed("batch_norm");
}

void set_count(const BatchNormState& state, int64_t count) {
  restore_on_rollback(state.num_batches_tracked);
  *state.num_batches_tracked.mutable_data<int64_t>() = count;
  state.num_batches_tracked.changed("batch_norm");
}

/// The variance with n - 1.
Tensor unbiased(const BatchMoments& batch) {
  const Tensor var = batch.var.copy();
  const double factor = static_cast<double>(batch.n) / static_cast<double>(batch.n - 1);
  for (int64_t c = 0; c < var.count(); ++c) var.mutable_data<double>()[c] *= factor;
  return var;
}

}  // namespace

void check_trackable(const BatchNormState& state, const std::optional<double>& momentum) {
  const Tensor& counter = state.num_batches_tracked;
  for (const Tensor& tensor : {state.running_mean, state.running_var, counter})
    if (tensor) check_writable("batch_norm", tensor);
  if (state.running_mean && !momentum && !counter)
    fail(Code::invalid_argument, "batch_norm: a cumulative average needs num_batches_tracked");
  if (!counter) return;
  const int64_t count = *counter.data<int64_t>();
  if (count < 0 || count == std::numeric_limits<int64_t>::max())
    fail(Code::invalid_state, "batch_norm: num_batches_tracked is {}", count);
}

void track_batch(const BatchNormState& state, const std::optional<double>& momentum,
                 const BatchMoments& batch) {
  double factor = momentum.value_or(0);
  if (state.num_batches_tracked) {
    const int64_t count = *state.num_batches_tracked.data<int64_t>() + 1;
    set_count(state, count);
    if (!momentum) factor = 1 / static_cast<double>(count);
  }
  if (!state.running_mean || batch.n == 0) return;
  change_statistics(state, batch.mean, unbiased(batch), [factor](double running, double value) {
    return (1 - factor) * running + factor * value;
  });
}

void replace_statistics(const BatchNormState& state, const Tensor& mean, const Tensor& var, int64_t batches) {
  if (state.num_batches_tracked) set_count(state, batches);
  change_statistics(state, mean, var, [](double /*running*/, double value) { return value; });
}

}  // namespace nnl
