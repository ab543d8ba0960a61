// A tensor of which only some rows are stored: the gradient of a look-up table.
#pragma once

#include "tensor/tensor.h"

namespace nnl {

/// Coalesced: `rows` (i64, shape [n]) ascends without repeats, and `values` (shape [n, ...]) has one slice
/// for each. All other rows of the dense `shape` are zero.
struct RowSparse {
  Tensor rows;
  Tensor values;
  Dims shape;
};

/// The dense tensor.
Tensor to_dense(const RowSparse& sparse);

/// dense[row] += values of that row; `dense` is contiguous.
void add_rows(const RowSparse& sparse, const Tensor& dense);

/// The sum; where both hold a row, the value of `a` comes first.
RowSparse add(const RowSparse& a, const RowSparse& b);

}  // namespace nnl
