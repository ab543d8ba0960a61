// Convolution of signals and images, as operations and as layers.
#pragma once

#include <cstdint>

#include <nnlite/cpp/layers.hpp>

namespace nnlite {

/// A number for height and one for width; a single one stands for both.
struct Pair {
  constexpr Pair(std::int64_t both) : height(both), width(both) {}
  constexpr Pair(std::int64_t along_height, std::int64_t along_width)
      : height(along_height), width(along_width) {}

  std::int64_t height;
  std::int64_t width;
};

namespace detail {

inline void put(const Pair& pair, std::int64_t (&to)[2]) {
  to[0] = pair.height;
  to[1] = pair.width;
}

}  // namespace detail

/// torch.nn.Conv2d's settings. Those of signals read the height of each pair.
struct ConvOptions {
  DType dtype = DType::f32;  ///< of the parameters that a layer makes
  bool bias = true;          ///< of a layer
  std::int64_t groups = 1;
  Pair stride = 1;
  Pair padding = 0;
  Pair dilation = 1;
  bool padding_same = false;  ///< as much padding as keeps the size; for stride 1

  /// As nnlite.h has it.
  nnl_conv_options c() const {
    auto c = detail::defaults(nnl_conv_options_init);
    c.dtype = static_cast<nnl_dtype>(dtype);
    c.bias = bias;
    c.padding_same = padding_same;
    c.groups = groups;
    detail::put(stride, c.stride);
    detail::put(padding, c.padding);
    detail::put(dilation, c.dilation);
    return c;
  }
};

/// Convolution of x (N, C, L) or (C, L) with weight (out, C / groups, length); bias (out) may be empty.
inline Tensor conv1d(const Tensor& x, const Tensor& weight, const Tensor& bias = {},
                     const ConvOptions& options = {}) {
  return Tensor::make(nnl_conv1d, x.handle(), weight.handle(), bias.handle(), detail::address(options.c()));
}
/// Convolution of x (N, C, H, W) or (C, H, W) with weight (out, C / groups, height, width); bias (out) may be
/// empty.
inline Tensor conv2d(const Tensor& x, const Tensor& weight, const Tensor& bias = {},
                     const ConvOptions& options = {}) {
  return Tensor::make(nnl_conv2d, x.handle(), weight.handle(), bias.handle(), detail::address(options.c()));
}

/// Convolution of signals: parameters "weight" and "bias".
class Conv1d : public Module {
 public:
  Conv1d(std::int64_t in_channels, std::int64_t out_channels, std::int64_t kernel,
         const ConvOptions& options = {}, const Context& context = {})
      : Module(nnl_conv1d_create, context.handle(), in_channels, out_channels, kernel,
               detail::address(options.c())) {}
};

/// Convolution of images: parameters "weight" and "bias".
class Conv2d : public Module {
 public:
  Conv2d(std::int64_t in_channels, std::int64_t out_channels, Pair kernel, const ConvOptions& options = {},
         const Context& context = {})
      : Module(nnl_conv2d_create, context.handle(), in_channels, out_channels, kernel.height, kernel.width,
               detail::address(options.c())) {}
};

}  // namespace nnlite
