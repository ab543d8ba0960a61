#include "tensor/row_sparse.h"

#include <algorithm>

#include "kernels/rows.h"

namespace nnl {

Tensor to_dense(const RowSparse& sparse) {
  Tensor dense = Tensor::zeros(sparse.values.context(), sparse.values.dtype(), sparse.shape);
  add_rows(sparse, dense);
  return dense;
}

void add_rows(const RowSparse& sparse, const Tensor& dense) {
  const int64_t count = sparse.rows.count();
  if (count == 0) return;
  dispatch_floating("row-sparse add", dense.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::add_rows(dense.threads(), sparse.rows.data<int64_t>(), count, sparse.values.count() / count,
                      sparse.values.data<T>(), T{1}, dense.mutable_data<T>());
  });
}

RowSparse add(const RowSparse& a, const RowSparse& b) {
  const int64_t* ra = a.rows.data<int64_t>();
  const int64_t* rb = b.rows.data<int64_t>();
  const int64_t na = a.rows.count(), nb = b.rows.count();
  int64_t total = na + nb;
  for (int64_t i = 0, j = 0; i < na && j < nb;) {
    if (ra[i] == rb[j]) --total;
    const bool step_a = ra[i] <= rb[j], step_b = rb[j] <= ra[i];
    i += step_a;
    j += step_b;
  }
  Dims value_shape = a.shape;
  value_shape[0] = total;
  RowSparse sum{Tensor(a.rows.context(), DType::i64, {total}),
                Tensor(a.values.context(), a.values.dtype(), value_shape), a.shape};
  value_shape[0] = 1;
  const int64_t width = count_elements(value_shape);
  dispatch_floating("row-sparse add", a.values.dtype(), [&](auto type) {
    using T = decltype(type);
    const T* va = a.values.data<T>();
    const T* vb = b.values.data<T>();
    T* out = sum.values.mutable_data<T>();
    int64_t* rows = sum.rows.mutable_data<int64_t>();
    for (int64_t i = 0, j = 0; i < na || j < nb; out += width) {
      const bool has_a = i < na && (j == nb || ra[i] <= rb[j]);
      const bool has_b = j < nb && (i == na || rb[j] <= ra[i]);
      *rows++ = has_a ? ra[i] : rb[j];
      if (has_a && has_b)
        for (int64_t k = 0; k < width; ++k) out[k] = va[i * width + k] + vb[j * width + k];
      else
        std::copy_n(has_a ? va + i * width : vb + j * width, width, out);
      i += has_a;
      j += has_b;
    }
  });
  return sum;
}

}  // namespace nnl
