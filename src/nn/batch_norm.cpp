#include "nn/batch_norm.h"

#include "base/transaction.h"
#include "nn/rectifier.h"
#include "ops/batch_statistics.h"

namespace nnl {
namespace {

/// The statistics of two batches as one: Chan, Golub & LeVeque 1979.
BatchMoments pool(const BatchMoments& a, const BatchMoments& b) {
  if (a.n == 0) return b;
  if (b.n == 0) return a;
  const BatchMoments all{a.n + b.n, a.mean.copy(), a.var.copy()};
  const double share = static_cast<double>(b.n) / static_cast<double>(all.n);
  double* mean = all.mean.mutable_data<double>();
  double* var = all.var.mutable_data<double>();
  for (int64_t c = 0; c < all.mean.count(); ++c) {
    const double distance = b.mean.data<double>()[c] - mean[c];
    mean[c] += share * distance;
    var[c] += share * (b.var.data<double>()[c] - var[c]) + share * (1 - share) * distance * distance;
  }
  return all;
}

}  // namespace

thread_local BatchNormObserver* BatchNormObserver::current_ = nullptr;

BatchNorm::BatchNorm(Context& context, int dimensions, int64_t num_features,
                     const BatchNormSettings& settings, DType dtype)
    : Layer(context),
      dimensions_(dimensions),
      num_features_(num_features),
      settings_(settings),
      dtype_(dtype) {
  if (num_features < 0) fail(Code::invalid_argument, "{}: {} features", kind(), num_features);
  if (!is_floating(dtype))
    fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", kind(), name_of(dtype));
  check_batch_norm(kind(), settings.eps, settings.momentum);
  if (settings.affine) weight_ = add_parameter("weight", Tensor::full(context, dtype, {num_features}, 1));
  if (settings.affine && settings.bias)
    bias_ = add_parameter("bias", Tensor::zeros(context, dtype, {num_features}));
  if (settings.track_running_stats) {
    state_.running_mean = add_buffer("running_mean", Tensor::zeros(context, dtype, {num_features}));
    state_.running_var = add_buffer("running_var", Tensor::full(context, dtype, {num_features}, 1));
    state_.num_batches_tracked = add_buffer("num_batches_tracked", Tensor::zeros(context, DType::i64, {}));
  }
}

const char* BatchNorm::kind() const {
  return dimensions_ == 1 ? "BatchNorm1d" : dimensions_ == 2 ? "BatchNorm2d" : "BatchNorm3d";
}

bool BatchNorm::joins(const Module& next) const { return dynamic_cast<const Rectifier*>(&next); }

Variable BatchNorm::run(const Variable& x) { return rectified(x, {}); }

Variable BatchNorm::apply_joined(const Variable& x, const Module& next) {
  return rectified(x, static_cast<const Rectifier&>(next).function());
}

Variable BatchNorm::rectified(const Variable& x, const kernels::Rectifier& rectifier) {
  const bool fits = x.rank() == dimensions_ + 2 || (dimensions_ == 1 && x.rank() == 2);
  if (!fits)
    fail(Code::shape_mismatch, "{}: input {} must have {} axes", kind(), to_string(x.shape()),
         dimensions_ == 1   ? "2 or 3"
         : dimensions_ == 2 ? "4"
                            : "5");
  if (x.size(1) != num_features_)
    fail(Code::shape_mismatch, "{}: input {} has {} channels, the layer {}", kind(), to_string(x.shape()),
         x.size(1), num_features_);
  BatchNormObserver* const observer = BatchNormObserver::current();
  const bool by_batch = observer ? observer->uses_batch(*this) : training() && !frozen_;
  const bool gathers = !observer && by_batch && accumulating_ && state_.running_mean;
  BatchMoments moments;
  const Variable y =
      batch_norm(x, weight_, bias_, state_,
                 {settings_.eps, settings_.momentum, by_batch, !observer && !gathers, settings_.batch_of_one,
                  observer || gathers ? &moments : nullptr, rectifier});
  if (observer) observer->saw(*this, moments);
  if (gathers) gather(moments);
  return y;
}

Ref<Module> BatchNorm::duplicate() const {
  const auto made = make_ref<BatchNorm>(context(), dimensions_, num_features_, settings_, dtype_);
  made->frozen_ = frozen_;
  made->accumulating_ = accumulating_;
  return made;
}

void BatchNorm::freeze_statistics(bool frozen) {
  frozen_ = frozen;
  gathered_.reset();
}

void BatchNorm::accumulate_statistics(bool accumulate) {
  accumulating_ = accumulate;
  gathered_.reset();
}

void BatchNorm::commit_statistics() {
  if (!gathered_) return;
  check_trackable(state_, settings_.momentum);
  track_batch(state_, settings_.momentum, *gathered_);
  set_gathered(std::nullopt);
}

void BatchNorm::gather(const BatchMoments& batch) {
  if (batch.n == 1) return;  // it was normalised by the running statistics
  set_gathered(gathered_ ? pool(*gathered_, batch) : batch);
}

void BatchNorm::set_gathered(std::optional<BatchMoments> gathered) {
  Transaction::on_rollback([layer = Ref<BatchNorm>(this), before = gathered_] { layer->gathered_ = before; });
  gathered_ = std::move(gathered);
}

}  // namespace nnl
