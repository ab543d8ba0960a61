// A tensor: a strided view of storage. Plain data; gradients are autograd's business.
#pragma once

#include <cstdint>
#include <span>

#include "tensor/dims.h"
#include "tensor/dtype.h"
#include "tensor/storage.h"

namespace nnl {

/// Copies share the storage. Strides count elements and may be 0 (broadcast). A default one is empty: no
/// storage.
class Tensor {
 public:
  Tensor() = default;
  /// Contiguous and uninitialised.
  Tensor(Context& context, DType dtype, const Dims& shape);
  /// A view of `storage` from element `offset` on.
  Tensor(Ref<Storage> storage, DType dtype, const Dims& shape, const Dims& strides, int64_t offset = 0);

  static Tensor zeros(Context& context, DType dtype, const Dims& shape);
  static Tensor full(Context& context, DType dtype, const Dims& shape, double value);
  template <class T>
  static Tensor from(Context& context, const Dims& shape, std::span<const T> values);

  explicit operator bool() const { return static_cast<bool>(storage_); }
  Context& context() const { return storage_->context(); }
  int threads() const { return context().threads(); }
  const Ref<Storage>& storage() const { return storage_; }
  DType dtype() const { return dtype_; }
  const Dims& shape() const { return shape_; }
  const Dims& strides() const { return strides_; }
  int64_t offset() const { return offset_; }
  int rank() const { return shape_.size(); }
  /// Size along an axis in [-rank, rank).
  int64_t size(int axis) const { return shape_[axis < 0 ? axis + rank() : axis]; }
  int64_t count() const { return count_; }
  bool is_contiguous() const {
    int64_t step = 1;
    for (int axis = rank() - 1; axis >= 0; --axis) {
      if (shape_[axis] == 0) return true;
      if (shape_[axis] != 1 && strides_[axis] != step) return false;
      step *= shape_[axis];
    }
    return true;
  }

  /// First element. T must be the type of dtype().
  template <class T>
  const T* data() const {
    return static_cast<const T*>(storage_->read()) + offset_;
  }
  /// The same for writing in place; the caller notes the change with changed() unless the tensor is its own.
  template <class T>
  T* mutable_data() const {
    return static_cast<T*>(storage_->write()) + offset_;
  }
  /// The same for any dtype.
  const char* bytes() const { return static_cast<const char*>(storage_->read()) + offset_ * size_of(dtype_); }
  char* mutable_bytes() const { return static_cast<char*>(storage_->write()) + offset_ * size_of(dtype_); }
  void changed(const char* op) const { storage_->changed(op); }

  /// Row-major copy of its own, or this tensor itself if it is row-major already.
  Tensor contiguous() const;
  /// A contiguous copy in storage of its own.
  Tensor copy() const;
  /// Converted element by element; this tensor itself if the dtype is the same.
  Tensor to(DType dtype) const;
  /// The only element. Fails with Code::shape_mismatch when there is not exactly one.
  double item() const;

  /// Views. A reshape copies when the strides do not allow a view; one size may be -1.
  Tensor reshape(const Dims& shape) const;
  Tensor transpose(int64_t axis0, int64_t axis1) const;
  Tensor permute(std::span<const int> axes) const;
  Tensor broadcast_to(const Dims& shape) const;
  /// Rows [begin, begin + length) of the first axis.
  Tensor rows(int64_t begin, int64_t length) const;

 private:
  Ref<Storage> storage_;
  DType dtype_ = DType::f32;
  Dims shape_;
  Dims strides_;
  int64_t offset_ = 0;
  int64_t count_ = 0;
};

/// Copies `from` into `to` (same shape, any strides), converting between dtypes; notes no change.
void copy_into(const Tensor& from, const Tensor& to);

/// Fails with Code::invalid_state, naming `op`, for memory that was lent for reading only.
void check_writable(const char* op, const Tensor& tensor);

/// Fails with Code::invalid_state when the tensors belong to different contexts.
[[noreturn]] void fail_contexts(const char* op);
inline void check_same_context(const char* op, const Tensor& a, const Tensor& b) {
  if (&a.context() != &b.context()) fail_contexts(op);
}

/// Fails with Code::dtype_mismatch naming `op` and both dtypes.
[[noreturn]] void fail_dtypes(const char* op, DType a, DType b);
inline void check_same_dtype(const char* op, const Tensor& a, const Tensor& b) {
  if (a.dtype() != b.dtype()) fail_dtypes(op, a.dtype(), b.dtype());
}

template <class T>
Tensor Tensor::from(Context& context, const Dims& shape, std::span<const T> values) {
  Tensor result(context, dtype_of<T>, shape);
  if (static_cast<int64_t>(values.size()) != result.count())
    fail(Code::shape_mismatch, "{} values for shape {}", values.size(), to_string(shape));
  std::copy(values.begin(), values.end(), result.mutable_data<T>());
  return result;
}

}  // namespace nnl
