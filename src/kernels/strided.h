// Copies between strided layouts, with conversion between element types.
#pragma once

#include <cstdint>

namespace nnl::kernels {

/// to[i] = from[i] over all indices of `shape` (rank <= 8); strides count elements. The regions must not
/// overlap unless they are the same. A conversion is C++'s; to bool it is "is not zero".
template <class From, class To>
void copy_strided(int rank, const int64_t* shape, const From* from, const int64_t* from_strides, To* to,
                  const int64_t* to_strides);

}  // namespace nnl::kernels
