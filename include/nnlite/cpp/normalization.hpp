// Normalisation of each sample on its own, as operations and as layers.
#pragma once

#include <cstdint>

#include <nnlite/cpp/layers.hpp>

namespace nnlite {

/// (x - mean) / sqrt(variance + eps) * weight + bias over the last axes, of the sizes normalized_shape.
inline Tensor layer_norm(const Tensor& x, const Shape& normalized_shape, const Tensor& weight = {},
                         const Tensor& bias = {}, double eps = 1e-5) {
  return Tensor::make(nnl_layer_norm, x.handle(), detail::rank_of(normalized_shape), normalized_shape.data(),
                      weight.handle(), bias.handle(), eps);
}

/// The same over groups of the channels of each sample of x (N, C, ...).
inline Tensor group_norm(const Tensor& x, std::int64_t num_groups, const Tensor& weight = {},
                         const Tensor& bias = {}, double eps = 1e-5) {
  return Tensor::make(nnl_group_norm, x.handle(), num_groups, weight.handle(), bias.handle(), eps);
}

/// torch.nn.LayerNorm's settings.
struct LayerNormOptions {
  DType dtype = DType::f32;
  bool elementwise_affine = true;
  bool bias = true;
  double eps = 1e-5;

  /// As nnlite.h has it.
  nnl_layer_norm_options c() const {
    auto c = detail::defaults(nnl_layer_norm_options_init);
    c.dtype = static_cast<nnl_dtype>(dtype);
    c.elementwise_affine = elementwise_affine;
    c.bias = bias;
    c.eps = eps;
    return c;
  }
};

/// Layer norm over the last axes: parameters "weight" and "bias".
class LayerNorm : public Module {
 public:
  explicit LayerNorm(const Shape& normalized_shape, const LayerNormOptions& options = {},
                     const Context& context = {})
      : Module(nnl_layer_norm_create, context.handle(), detail::rank_of(normalized_shape),
               normalized_shape.data(), detail::address(options.c())) {}
};

/// torch.nn.GroupNorm's settings.
struct GroupNormOptions {
  DType dtype = DType::f32;
  bool affine = true;
  double eps = 1e-5;

  /// As nnlite.h has it.
  nnl_group_norm_options c() const {
    auto c = detail::defaults(nnl_group_norm_options_init);
    c.dtype = static_cast<nnl_dtype>(dtype);
    c.affine = affine;
    c.eps = eps;
    return c;
  }
};

/// Group norm of (N, num_channels, ...): parameters "weight" and "bias".
class GroupNorm : public Module {
 public:
  GroupNorm(std::int64_t num_groups, std::int64_t num_channels, const GroupNormOptions& options = {},
            const Context& context = {})
      : Module(nnl_group_norm_create, context.handle(), num_groups, num_channels,
               detail::address(options.c())) {}
};

}  // namespace nnlite
