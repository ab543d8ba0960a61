// Tensors as DLPack describes them.
#pragma once

#include "dlpack_layout.h"
#include "tensor/tensor.h"

namespace nnl::capi::dlpack {

/// The tensor's memory as it lies. `shape` and `strides` have room for its axes and must stay.
Array array_of(const Tensor& tensor, int64_t* shape, int64_t* strides);

/// An array that a tensor can lie over.
struct Layout {
  DType dtype;
  Dims shape, strides;
  void* data;
  int64_t bytes;  // from the first element to the last
  bool overlaps;  // elements may share memory
};

/// Checks an array of another library. Fails with Code::not_supported for what a tensor cannot be, and with
/// Code::invalid_argument or Code::shape_mismatch for what no array can be.
Layout layout_of(const Array& array);

}  // namespace nnl::capi::dlpack
