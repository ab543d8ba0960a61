// A gradient: dense, row-sparse, or none yet.
#pragma once

#include <variant>

#include "tensor/row_sparse.h"

namespace nnl {

/// What flows backwards. A row-sparse one stays so until something needs it dense.
class Gradient {
 public:
  Gradient() = default;
  Gradient(Tensor dense) : value_(std::move(dense)) {}
  Gradient(RowSparse sparse) : value_(std::move(sparse)) {}

  explicit operator bool() const { return !std::holds_alternative<std::monostate>(value_); }
  bool is_row_sparse() const { return std::holds_alternative<RowSparse>(value_); }
  const RowSparse& row_sparse() const { return std::get<RowSparse>(value_); }
  const Tensor& dense_tensor() const { return std::get<Tensor>(value_); }
  /// The dense tensor, made from the rows if need be.
  Tensor dense() const { return is_row_sparse() ? to_dense(row_sparse()) : dense_tensor(); }

 private:
  std::variant<std::monostate, Tensor, RowSparse> value_;
};

/// The sum, `a` first. Takes `a` over: its memory is reused if nobody else can see it.
Gradient add(Gradient a, const Gradient& b);

}  // namespace nnl
