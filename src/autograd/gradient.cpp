#include "autograd/gradient.h"

#include "kernels/elementwise.h"

namespace nnl {

Gradient::Gradient(Tensor dense) {
  if (!dense) return;
  values_ = make_ref<Values>();
  values_->dense = std::move(dense);
}

Gradient::Gradient(RowSparse sparse) : values_(make_ref<Values>()) { values_->sparse = std::move(sparse); }

namespace {

/// A tensor that is never destroyed, so that threads can look at it while the process ends.
union Lasting {
  Lasting() : tensor() {}
  ~Lasting() {}
  const Tensor tensor;
};
const Lasting none;

}  // namespace

const Tensor& Gradient::dense_tensor() const { return values_ ? values_->dense : none.tensor; }

Gradient add(Gradient a, const Gradient& b) {
  if (!a) return b;
  if (a.is_row_sparse() && b.is_row_sparse()) return add(a.row_sparse(), b.row_sparse());
  if (a.is_row_sparse()) return add(Gradient(b.dense_tensor().copy()), a);
  Tensor sum = a.dense_tensor();
  a = Gradient();
  if (!sum.storage()->unique() || !sum.is_contiguous()) sum = sum.copy();
  if (b.is_row_sparse()) {
    add_rows(b.row_sparse(), sum);
    return sum;
  }
  const Tensor other = b.dense_tensor().contiguous();
  dispatch_floating("gradient", sum.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::axpy(sum.threads(), sum.count(), other.data<T>(), T{1}, sum.mutable_data<T>());
  });
  return sum;
}

}  // namespace nnl
