// Matrix products of plain tensors, for matmul, linear and their gradients.
#pragma once

#include "tensor/tensor.h"

namespace nnl {

/// a (m, k) times b (k, n); either may be a transposed view, which is not copied.
Tensor multiply_matrices(const Tensor& a, const Tensor& b);

/// (..., m, k) times (..., k, n) with the leading axes broadcast.
Tensor multiply_batches(const Tensor& a, const Tensor& b);

}  // namespace nnl
