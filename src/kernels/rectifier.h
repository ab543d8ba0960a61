// A ReLU or leaky ReLU that stands behind something else.
#pragma once

#include <cstdint>

namespace nnl::kernels {

/// What kernels/activation.h calls relu and leaky_relu, or neither.
struct Rectifier {
  enum class Kind : int8_t { none, relu, leaky_relu };
  Kind kind = Kind::none;
  double slope = 0;  // of leaky_relu
};

}  // namespace nnl::kernels
