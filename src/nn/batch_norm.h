#pragma once

#include "nn/module.h"

namespace nnl {

/// Settings of a batch norm layer, with PyTorch's defaults.
struct BatchNormSettings {
  double eps = 1e-5;
  std::optional<double> momentum = 0.1;  // none: cumulative average
  bool affine = true;
  bool track_running_stats = true;
  bool bias = true;  // with affine only
  BatchOfOne batch_of_one = BatchOfOne::error;
};

/// torch.nn.BatchNorm1d (dimensions 1: (N, C) or (N, C, L)), BatchNorm2d (dimensions 2: (N, C, H, W)) and
/// BatchNorm3d (dimensions 3: (N, C, D, H, W)). Ioffe & Szegedy 2015.
class BatchNorm final : public Layer {
 public:
  BatchNorm(Context& context, int dimensions, int64_t num_features, const BatchNormSettings& settings,
            DType dtype);
  const char* kind() const override;

  int dimensions() const { return dimensions_; }
  int64_t num_features() const { return num_features_; }
  const BatchNormSettings& settings() const { return settings_; }
  /// The running statistics, empty where they are not tracked.
  const BatchNormState& state() const { return state_; }
  /// Scale and shift; empty where there is none.
  const Variable& weight() const { return weight_; }
  const Variable& bias() const { return bias_; }

  /// Frozen, it uses and keeps its running statistics in training mode too; weight and bias still learn.
  bool statistics_frozen() const { return frozen_; }
  void freeze_statistics(bool frozen);

  /// While it accumulates, training leaves the running statistics alone and gathers what
  /// commit_statistics() then moves them by, as one batch of all that came would have. Either way what was
  /// gathered before is dropped.
  bool accumulates_statistics() const { return accumulating_; }
  void accumulate_statistics(bool accumulate);
  void commit_statistics();

  /// With a Rectifier.
  bool joins(const Module& next) const override;

 private:
  Variable run(const Variable& x) override;
  Variable apply_joined(const Variable& x, const Module& next) override;
  Ref<Module> duplicate() const override;
  Variable rectified(const Variable& x, const kernels::Rectifier& rectifier);
  /// Pools a batch with those gathered before.
  void gather(const BatchMoments& batch);
  /// Changes what is gathered; a surrounding Transaction that fails puts it back.
  void set_gathered(std::optional<BatchMoments> gathered);

  int dimensions_;
  int64_t num_features_;
  BatchNormSettings settings_;
  DType dtype_;
  Variable weight_;
  Variable bias_;
  BatchNormState state_;
  bool frozen_ = false;
  bool accumulating_ = false;
  std::optional<BatchMoments> gathered_;
};

/// Looks on, while it lives, at the batch norms that run on this thread: their running statistics stay as
/// they are.
class BatchNormObserver {
 public:
  BatchNormObserver() : outer_(current_) { current_ = this; }
  virtual ~BatchNormObserver() { current_ = outer_; }
  BatchNormObserver(const BatchNormObserver&) = delete;
  BatchNormObserver& operator=(const BatchNormObserver&) = delete;

  /// The innermost one of this thread, or none.
  static BatchNormObserver* current() { return current_; }

  /// Whether the layer is to normalise by the batch's statistics now.
  virtual bool uses_batch(const BatchNorm& layer) const = 0;
  /// A batch that the layer has seen.
  virtual void saw(const BatchNorm& layer, const BatchMoments& batch) = 0;

 private:
  static thread_local BatchNormObserver* current_;
  BatchNormObserver* outer_;
};

}  // namespace nnl
