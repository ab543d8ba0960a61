// Pooling of images (N, C, H, W) or (C, H, W): each window of a plane becomes one element.
#pragma once

#include "autograd/variable.h"
#include "ops/window.h"

namespace nnl {

/// What torch.nn.functional.max_pool2d takes.
struct MaxPoolOptions {
  Pair stride = {0, 0};   // 0: the kernel's size
  Pair padding = {0, 0};  // at most half the kernel
  Pair dilation = {1, 1};
  bool ceil_mode = false;  // a last window may reach beyond the padding, if it begins before it
};
/// What torch.nn.functional.avg_pool2d takes.
struct AvgPoolOptions {
  Pair stride = {0, 0};
  Pair padding = {0, 0};
  bool ceil_mode = false;
  bool count_include_pad = true;
  int64_t divisor_override = 0;  // unless 0: what every sum is divided by
};

/// Each fails with Code::invalid_argument, naming `op`, for settings that fit no input.
void check_max_pool(const char* op, const Pair& kernel, const MaxPoolOptions& options);
void check_avg_pool(const char* op, const Pair& kernel, const AvgPoolOptions& options);
void check_adaptive_pool(const char* op, const Pair& output);

/// The greatest element of each window; NaN counts as greater than all. The first of equal elements (the last
/// of NaNs, as in PyTorch) gets the gradient. Padding never wins, and a window of nothing else is -infinity.
Variable max_pool2d(const Variable& x, const Pair& kernel, const MaxPoolOptions& options = {});
/// The average of each window; padding counts as zeros, or not at all.
Variable avg_pool2d(const Variable& x, const Pair& kernel, const AvgPoolOptions& options = {});
/// Averages of windows that share a plane out evenly among `output` (height, width) elements; -1 keeps a
/// size.
Variable adaptive_avg_pool2d(const Variable& x, const Pair& output);

}  // namespace nnl
