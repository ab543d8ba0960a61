// Pooling of images (N, C, H, W) or (C, H, W), as operations and as layers.
#pragma once

#include <cstdint>

#include <nnlite/cpp/convolution.hpp>

namespace nnlite {

/// torch.nn.MaxPool2d's settings.
struct MaxPool2dOptions {
  Pair stride = 0;  ///< 0 is the kernel's size
  Pair padding = 0;
  Pair dilation = 1;
  bool ceil_mode = false;

  /// As nnlite.h has it.
  nnl_max_pool2d_options c() const {
    auto c = detail::defaults(nnl_max_pool2d_options_init);
    c.ceil_mode = ceil_mode;
    detail::put(stride, c.stride);
    detail::put(padding, c.padding);
    detail::put(dilation, c.dilation);
    return c;
  }
};

/// torch.nn.AvgPool2d's settings.
struct AvgPool2dOptions {
  Pair stride = 0;  ///< 0 is the kernel's size
  Pair padding = 0;
  bool ceil_mode = false;
  bool count_include_pad = true;
  std::int64_t divisor_override = 0;  ///< unless 0: what every sum is divided by

  /// As nnlite.h has it.
  nnl_avg_pool2d_options c() const {
    auto c = detail::defaults(nnl_avg_pool2d_options_init);
    c.ceil_mode = ceil_mode;
    c.count_include_pad = count_include_pad;
    c.divisor_override = divisor_override;
    detail::put(stride, c.stride);
    detail::put(padding, c.padding);
    return c;
  }
};

/// The greatest element of each window.
inline Tensor max_pool2d(const Tensor& x, Pair kernel, const MaxPool2dOptions& options = {}) {
  return Tensor::make(nnl_max_pool2d, x.handle(), kernel.height, kernel.width, detail::address(options.c()));
}
/// The average of each window.
inline Tensor avg_pool2d(const Tensor& x, Pair kernel, const AvgPool2dOptions& options = {}) {
  return Tensor::make(nnl_avg_pool2d, x.handle(), kernel.height, kernel.width, detail::address(options.c()));
}
/// Averages of windows that share each plane out evenly; -1 keeps a size.
inline Tensor adaptive_avg_pool2d(const Tensor& x, Pair output) {
  return Tensor::make(nnl_adaptive_avg_pool2d, x.handle(), output.height, output.width);
}

class MaxPool2d : public Module {
 public:
  explicit MaxPool2d(Pair kernel, const MaxPool2dOptions& options = {}, const Context& context = {})
      : Module(nnl_max_pool2d_create, context.handle(), kernel.height, kernel.width,
               detail::address(options.c())) {}
};

class AvgPool2d : public Module {
 public:
  explicit AvgPool2d(Pair kernel, const AvgPool2dOptions& options = {}, const Context& context = {})
      : Module(nnl_avg_pool2d_create, context.handle(), kernel.height, kernel.width,
               detail::address(options.c())) {}
};

class AdaptiveAvgPool2d : public Module {
 public:
  explicit AdaptiveAvgPool2d(Pair output, const Context& context = {})
      : Module(nnl_adaptive_avg_pool2d_create, context.handle(), output.height, output.width) {}
};

}  // namespace nnlite
