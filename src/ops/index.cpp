#include "ops/index.h"

namespace nnl {

Tensor index_copy(const char* op, const Tensor& indices, const char* what) {
  if (indices.dtype() != DType::i32 && indices.dtype() != DType::i64)
    fail(Code::dtype_mismatch, "{}: {} must be i32 or i64, not {}", op, what, name_of(indices.dtype()));
  return indices.dtype() == DType::i64 ? indices.copy() : indices.to(DType::i64);
}

}  // namespace nnl
