// Elements picked by indices along one axis, and the way back.
#pragma once

#include <cstdint>

namespace nnl::kernels {

/// An index tensor of `shape` (rank 1 to 8) and the tensor it points into along `axis`; strides count
/// elements, those of the indices may be 0. The indices have been checked by the caller.
struct Picks {
  int rank;
  int axis;
  const int64_t* shape;
  const int64_t* index;
  const int64_t* index_strides;
  const int64_t* strides;  ///< of the tensor pointed into
};

/// out[..., j, ...] = x[..., index[..., j, ...], ...], contiguous, for any element type.
template <class T>
void gather(int threads, const Picks& picks, const T* x, T* out);

/// dx[..., index[..., j, ...], ...] += dy[..., j, ...] for contiguous dy, in the order of dy, in the
/// precision of T (floating).
template <class T>
void scatter_add(int threads, const Picks& picks, const T* dy, T* dx);

}  // namespace nnl::kernels
