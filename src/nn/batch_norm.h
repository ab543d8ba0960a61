#pragma once

#include "nn/module.h"

namespace nnl {

/// Settings of a batch norm layer, with PyTorch's defaults.
struct BatchNormSettings {
  double eps = 1e-5;
  std::optional<double> momentum = 0.1;  // none: cumulative average
  bool affine = true;
  bool track_running_stats = true;
};

/// torch.nn.BatchNorm1d (dimensions 1: (N, C) or (N, C, L)) and BatchNorm2d (dimensions 2: (N, C, H, W)).
/// Ioffe & Szegedy 2015.
class BatchNorm final : public Layer {
 public:
  BatchNorm(Context& context, int dimensions, int64_t num_features, const BatchNormSettings& settings,
            DType dtype);
  const char* kind() const override { return dimensions_ == 1 ? "BatchNorm1d" : "BatchNorm2d"; }

 private:
  Variable run(const Variable& x) override;

  int dimensions_;
  int64_t num_features_;
  BatchNormSettings settings_;
  Variable weight_;
  Variable bias_;
  BatchNormState state_;
};

}  // namespace nnl
