// Where the greatest or least elements stand. NaN is both; the first of equal elements wins. T is any element
// type.
#pragma once

#include <cstdint>

namespace nnl::kernels {

/// For a contiguous (outer, n, inner) array with n > 0: index[o, i] in [0, n) of the extremum of x[o, :, i],
/// and its value.
template <class T>
void extremum_middle(int threads, bool greatest, int64_t outer, int64_t n, int64_t inner, const T* x,
                     T* value, int64_t* index);

/// The index of the extremum of n > 0 contiguous elements.
template <class T>
int64_t extremum_of_all(int threads, bool greatest, int64_t n, const T* x);

}  // namespace nnl::kernels
