#include <algorithm>

#include "autograd/node.h"
#include "kernels/gemm.h"
#include "ops/matmul_tensor.h"
#include "ops/ops.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

/// A matrix as GEMM takes it: rows of consecutive elements, or the transpose of such.
struct Operand {
  Tensor tensor;
  kernels::Transpose transpose;
  int64_t stride;
};

Operand operand(const Tensor& matrix) {
  const int64_t rows = matrix.size(-2), columns = matrix.size(-1);
  const int64_t row_step = matrix.strides()[matrix.rank() - 2], column_step = matrix.strides().back();
  if (column_step == 1 && row_step >= columns && row_step > 0)
    return {matrix, kernels::Transpose::no, row_step};
  if (row_step == 1 && column_step >= rows && column_step > 0)
    return {matrix, kernels::Transpose::yes, column_step};
  const Tensor copy = matrix.copy();
  return {copy, kernels::Transpose::no, std::max<int64_t>(columns, 1)};
}

void multiply_into(const Tensor& a, const Tensor& b, const Tensor& result) {
  const Operand left = operand(a), right = operand(b);
  dispatch_floating("matmul", a.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::gemm<T>(a.threads(), left.transpose, right.transpose, a.size(-2), b.size(-1), a.size(-1), T{1},
                     left.tensor.data<T>(), left.stride, right.tensor.data<T>(), right.stride, T{0},
                     result.mutable_data<T>(), std::max<int64_t>(b.size(-1), 1));
  });
}

Dims leading(const Dims& shape) { return Dims(shape.begin(), shape.size() - 2); }

Dims with_matrix(Dims lead, int64_t rows, int64_t columns) {
  lead.push_back(rows);
  lead.push_back(columns);
  return lead;
}

/// The matrix number `index` of a batch.
Tensor matrix_at(const Tensor& batch, int64_t index) {
  int64_t offset = batch.offset();
  for (int axis = batch.rank() - 3; axis >= 0; --axis) {
    offset += index % batch.shape()[axis] * batch.strides()[axis];
    index /= batch.shape()[axis];
  }
  const int rank = batch.rank();
  return Tensor(batch.storage(), batch.dtype(), {batch.size(-2), batch.size(-1)},
                {batch.strides()[rank - 2], batch.strides()[rank - 1]}, offset);
}

}  // namespace

Tensor multiply_matrices(const Tensor& a, const Tensor& b) {
  Tensor result(a.context(), a.dtype(), {a.size(0), b.size(1)});
  multiply_into(a, b, result);
  return result;
}

Tensor multiply_batches(const Tensor& a, const Tensor& b) {
  if (a.rank() == 2 && b.rank() == 2) return multiply_matrices(a, b);
  const Dims lead = broadcast_shapes("matmul", leading(a.shape()), leading(b.shape()));
  const Tensor left = a.broadcast_to(with_matrix(lead, a.size(-2), a.size(-1)));
  const Tensor right = b.broadcast_to(with_matrix(lead, b.size(-2), b.size(-1)));
  Tensor result(a.context(), a.dtype(), with_matrix(lead, a.size(-2), b.size(-1)));
  const int64_t batches = result.count() == 0 ? 0 : count_elements(lead);
  for (int64_t i = 0; i < batches; ++i)
    multiply_into(matrix_at(left, i), matrix_at(right, i), matrix_at(result, i));
  return result;
}

Variable matmul(const Variable& a, const Variable& b) {
  const OpScope scope("matmul", a);
  check_same_context("matmul", a.data(), b.data());
  check_same_dtype("matmul", a.data(), b.data());
  if (a.rank() == 0 || b.rank() == 0)
    fail(Code::shape_mismatch, "matmul: shapes {} and {}; both need at least one axis", to_string(a.shape()),
         to_string(b.shape()));
  const int64_t rows = b.rank() == 1 ? b.size(0) : b.size(-2);
  if (a.size(-1) != rows)
    fail(Code::shape_mismatch, "matmul: {} columns of {} do not meet {} rows of {}", a.size(-1),
         to_string(a.shape()), rows, to_string(b.shape()));
  const Tensor left = a.rank() == 1 ? a.data().reshape({1, a.size(0)}) : a.data();
  const Tensor right = b.rank() == 1 ? b.data().reshape({b.size(0), 1}) : b.data();
  Tensor product = multiply_batches(left, right);
  const Dims& full = product.shape();
  Dims shape = full;
  if (b.rank() == 1) shape.erase(shape.size() - 1);
  if (a.rank() == 1) shape.erase(shape.size() - (b.rank() == 1 ? 1 : 2));
  return record(
      "matmul", product.reshape(shape), {a, b},
      {b.requires_grad() ? left : Tensor(), a.requires_grad() ? right : Tensor()},
      [full, sa = a.shape(), sb = b.shape(), sl = left.shape(), sr = right.shape()](Backward& g) {
        const Tensor dy = g.dy().reshape(full);
        if (g.needs(0))
          g.give(0, sum_to_shape(multiply_batches(dy, g.saved(1).transpose(-1, -2)), sl).reshape(sa));
        if (g.needs(1))
          g.give(1, sum_to_shape(multiply_batches(g.saved(0).transpose(-1, -2), dy), sr).reshape(sb));
      });
}

}  // namespace nnl
