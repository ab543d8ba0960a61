// Convolution (cross-correlation, as in PyTorch) of signals and images.
#pragma once

#include "autograd/variable.h"
#include "ops/window.h"

namespace nnl {

/// What torch.nn.functional.conv2d takes. Of each pair conv1d reads the first number alone.
struct ConvOptions {
  Pair stride = {1, 1};
  Pair padding = {0, 0};  // zeros on both sides
  Pair dilation = {1, 1};
  int64_t groups = 1;
  bool padding_same = false;  // as many zeros as keep the size, an odd one behind; for stride 1 and padding 0
};

/// Fails with Code::invalid_argument, naming `op`, unless the first `axes` numbers of each pair and `groups`
/// are settings that some input could be convolved with.
void check_conv_options(const char* op, int axes, const ConvOptions& options);

/// x (N, C, L) or (C, L) with weight (out, C / groups, length); bias (out) or none.
Variable conv1d(const Variable& x, const Variable& weight, const Variable& bias,
                const ConvOptions& options = {});
/// x (N, C, H, W) or (C, H, W) with weight (out, C / groups, height, width); bias (out) or none. The result
/// has floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1 elements along an axis.
Variable conv2d(const Variable& x, const Variable& weight, const Variable& bias,
                const ConvOptions& options = {});

}  // namespace nnl
