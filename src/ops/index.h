// Tensors of indices, for operations that look things up.
#pragma once

#include "tensor/tensor.h"

namespace nnl {

/// A copy as contiguous i64 that nobody else can change. Fails with Code::dtype_mismatch, naming `op` and
/// `what` they are, unless the dtype is i32 or i64.
Tensor index_copy(const char* op, const Tensor& indices, const char* what = "indices");

}  // namespace nnl
