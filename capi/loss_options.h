// Settings that a loss as an operation and as a module share.
#pragma once

#include "arguments.h"
#include "ops/losses.h"

namespace nnl::capi {

inline Reduction reduction_of(int32_t number) { return enumerator(number, Reduction::sum, "reduction"); }

/// A constant tensor, or none for 0.
inline Tensor constant(nnl_tensor handle, const char* argument) {
  const Variable given = optional_tensor(handle, argument);
  return given ? given.data() : Tensor();
}

CrossEntropyOptions cross_entropy_options(const nnl_cross_entropy_options* options);
TripletMarginOptions triplet_margin_options(const nnl_triplet_margin_options* options);

}  // namespace nnl::capi
