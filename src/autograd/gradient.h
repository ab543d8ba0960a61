// A gradient: dense, row-sparse, or none yet.
#pragma once

#include <optional>

#include "tensor/row_sparse.h"

namespace nnl {

/// What flows backwards. A row-sparse one stays so until something needs it dense.
class Gradient {
 public:
  Gradient() = default;
  Gradient(Tensor dense) : dense_(std::move(dense)) {}
  Gradient(RowSparse sparse) : sparse_(std::move(sparse)) {}

  explicit operator bool() const { return static_cast<bool>(dense_) || is_row_sparse(); }
  bool is_row_sparse() const { return sparse_ && sparse_->rows; }
  const RowSparse& row_sparse() const { return *sparse_; }
  const Tensor& dense_tensor() const { return dense_; }
  /// The dense tensor, made from the rows if need be.
  Tensor dense() const { return is_row_sparse() ? to_dense(*sparse_) : dense_; }

 private:
  Tensor dense_;  // at most one of the two is there
  std::optional<RowSparse> sparse_;
};

/// The sum, `a` first. Takes `a` over: its memory is reused if nobody else can see it.
Gradient add(Gradient a, const Gradient& b);

}  // namespace nnl
