// Layers that normalise each sample on its own.
#pragma once

#include "nn/module.h"

namespace nnl {

/// Settings of a layer norm, with PyTorch's defaults.
struct LayerNormSettings {
  double eps = 1e-5;
  bool elementwise_affine = true;
  bool bias = true;  // with elementwise_affine only
};

/// torch.nn.LayerNorm: parameters weight (ones) and bias (zeros) of the normalized shape.
class LayerNorm final : public Layer {
 public:
  /// One axis or more. A normalized shape without axes is an error here, in PyTorch in forward.
  LayerNorm(Context& context, const Dims& normalized_shape, const LayerNormSettings& settings, DType dtype);
  const char* kind() const override { return "LayerNorm"; }

 private:
  Variable run(const Variable& x) override;
  Ref<Module> duplicate() const override;

  Dims normalized_shape_;
  LayerNormSettings settings_;
  DType dtype_;
  Variable weight_;
  Variable bias_;
};

/// torch.nn.GroupNorm: parameters weight (ones) and bias (zeros), one for each channel, if affine.
class GroupNorm final : public Layer {
 public:
  GroupNorm(Context& context, int64_t num_groups, int64_t num_channels, double eps, bool affine, DType dtype);
  const char* kind() const override { return "GroupNorm"; }

 private:
  Variable run(const Variable& x) override;
  Ref<Module> duplicate() const override;

  int64_t num_groups_;
  int64_t num_channels_;
  double eps_;
  DType dtype_;
  Variable weight_;
  Variable bias_;
};

}  // namespace nnl
