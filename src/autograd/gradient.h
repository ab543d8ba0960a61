// A gradient: dense, row-sparse, or none yet.
#pragma once

#include <optional>

#include "tensor/row_sparse.h"

namespace nnl {

/// What flows backwards: a small shared handle, since most variables never have one. A row-sparse one stays
/// so until something needs it dense.
class Gradient {
 public:
  Gradient() = default;
  Gradient(Tensor dense);
  Gradient(RowSparse sparse);

  explicit operator bool() const { return static_cast<bool>(values_); }
  bool is_row_sparse() const { return values_ && values_->sparse; }
  /// Of a row-sparse one.
  const RowSparse& row_sparse() const { return *values_->sparse; }
  /// Empty unless it is dense.
  const Tensor& dense_tensor() const;
  /// The dense tensor, made from the rows if need be.
  Tensor dense() const { return is_row_sparse() ? to_dense(row_sparse()) : dense_tensor(); }

 private:
  struct Values : RefCounted {
    Tensor dense;  // one of the two is there
    std::optional<RowSparse> sparse;
  };

  Ref<Values> values_;
};

/// The sum, `a` first. Takes `a` over: its memory is reused if nobody else can see it.
Gradient add(Gradient a, const Gradient& b);

}  // namespace nnl
