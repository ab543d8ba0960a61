// What operations that slide a window over an image share.
#pragma once

#include <array>

#include "tensor/dims.h"

namespace nnl {

/// A number for height and one for width.
using Pair = std::array<int64_t, 2>;

/// Fails with Code::invalid_argument, naming `op` and `what`, unless `value` is in [least, 2^31).
void check_window_setting(const char* op, const char* what, int64_t value, int64_t least);

/// Elements that a window covers along an axis, gaps included.
inline int64_t window_extent(int64_t kernel, int64_t dilation) { return dilation * (kernel - 1) + 1; }

}  // namespace nnl
