#include "tensor/tensor.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <type_traits>

#include "kernels/strided.h"

namespace nnl {

Tensor::Tensor(Context& context, DType dtype, const Dims& shape)
    : dtype_(dtype), shape_(shape), count_(contiguous_strides(shape, strides_)) {
  storage_ = Storage::make(context, count_ * size_of(dtype));
}

Tensor::Tensor(Ref<Storage> storage, DType dtype, const Dims& shape, const Dims& strides, int64_t offset)
    : storage_(std::move(storage)),
      dtype_(dtype),
      shape_(shape),
      strides_(strides),
      offset_(offset),
      count_(count_elements(shape)) {}

Tensor Tensor::zeros(Context& context, DType dtype, const Dims& shape) {
  Tensor result(context, dtype, shape);
  std::memset(result.mutable_bytes(), 0, static_cast<size_t>(result.storage_->bytes()));
  return result;
}

Tensor Tensor::full(Context& context, DType dtype, const Dims& shape, double value) {
  Tensor result(context, dtype, shape);
  dispatch_any(dtype, [&](auto type) {
    using T = decltype(type);
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
      const double whole = std::trunc(value);
      if (!(whole >= static_cast<double>(std::numeric_limits<T>::min()) &&
            whole < std::ldexp(1.0, std::numeric_limits<T>::digits)))
        fail(Code::invalid_argument, "{} does not fit into {}", value, name_of(dtype));
    }
    std::fill_n(result.mutable_data<T>(), result.count(), kernels::convert<T>(value));
  });
  return result;
}

Tensor Tensor::contiguous() const { return is_contiguous() ? *this : copy(); }

Tensor Tensor::copy() const {
  Tensor result(context(), dtype_, shape_);
  copy_into(*this, result);
  return result;
}

Tensor Tensor::to(DType dtype) const {
  if (dtype == dtype_) return *this;
  Tensor result(context(), dtype, shape_);
  copy_into(*this, result);
  return result;
}

double Tensor::item() const {
  if (count_ != 1)
    fail(Code::shape_mismatch, "item: one element wanted, but the shape is {}", to_string(shape_));
  return dispatch_any(dtype_,
                      [&](auto type) { return static_cast<double>(kernels::load(data<decltype(type)>())); });
}

namespace {

/// The strides that show elements of `shape` and `strides` in `wanted`, which has as many, without a copy; or
/// none. Walks both shapes from the last axis: sizes of `wanted` are taken out of runs of axes that continue
/// each other.
std::optional<Dims> view_strides(const Dims& shape, const Dims& strides, const Dims& wanted) {
  if (count_elements(shape) == 0) return contiguous_strides(wanted);
  Dims result = Dims::filled(wanted.size(), 1);
  int target = wanted.size() - 1;
  for (int axis = shape.size() - 1; axis >= 0;) {
    int64_t run = shape[axis], step = strides[axis];
    while (--axis >= 0 && (shape[axis] == 1 || strides[axis] == step * run)) run *= shape[axis];
    for (; target >= 0 && (run > 1 || wanted[target] == 1); --target) {
      if (run % wanted[target] != 0) return std::nullopt;
      result[target] = step;
      step *= wanted[target];
      run /= wanted[target];
    }
    if (run != 1) return std::nullopt;
  }
  return result;
}

}  // namespace

Tensor Tensor::reshape(const Dims& wanted) const {
  Dims shape = wanted;
  int open = -1;
  for (int axis = 0; axis < shape.size(); ++axis) {
    if (shape[axis] >= 0) continue;
    if (shape[axis] != -1 || open >= 0)
      fail(Code::shape_mismatch, "reshape: {} has a negative size, or -1 twice", to_string(wanted));
    open = axis;
  }
  if (open >= 0) {
    shape[open] = 1;
    const int64_t rest = count_elements(shape);
    if (rest == 0 || count_ % rest != 0)
      fail(Code::shape_mismatch, "reshape: {} cannot become {}", to_string(shape_), to_string(wanted));
    shape[open] = count_ / rest;
  }
  if (count_elements(shape) != count_)
    fail(Code::shape_mismatch, "reshape: {} cannot become {}", to_string(shape_), to_string(wanted));
  if (const std::optional<Dims> strides = view_strides(shape_, strides_, shape))
    return Tensor(storage_, dtype_, shape, *strides, offset_);
  const Tensor source = copy();
  return Tensor(source.storage_, dtype_, shape, contiguous_strides(shape), source.offset_);
}

Tensor Tensor::transpose(int64_t axis0, int64_t axis1) const {
  // A single element has axis 0 in name.
  const int a = normalize_axis("transpose", axis0, std::max(rank(), 1));
  const int b = normalize_axis("transpose", axis1, std::max(rank(), 1));
  Tensor view = *this;
  std::swap(view.shape_[a], view.shape_[b]);
  std::swap(view.strides_[a], view.strides_[b]);
  return view;
}

Tensor Tensor::permute(std::span<const int> axes) const {
  Tensor view = *this;
  for (int i = 0; i < rank(); ++i) {
    view.shape_[i] = shape_[axes[static_cast<size_t>(i)]];
    view.strides_[i] = strides_[axes[static_cast<size_t>(i)]];
  }
  return view;
}

Tensor Tensor::broadcast_to(const Dims& shape) const {
  if (!(broadcast_shapes("broadcast_to", shape_, shape) == shape))
    fail(Code::shape_mismatch, "broadcast_to: {} does not broadcast to {}", to_string(shape_),
         to_string(shape));
  const int lead = shape.size() - rank();
  Dims strides = Dims::filled(shape.size(), 0);
  for (int axis = 0; axis < rank(); ++axis)
    if (shape_[axis] == shape[lead + axis]) strides[lead + axis] = strides_[axis];
  return Tensor(storage_, dtype_, shape, strides, offset_);
}

Tensor Tensor::rows(int64_t begin, int64_t length) const {
  Dims shape = shape_;
  shape[0] = length;
  return Tensor(storage_, dtype_, shape, strides_, offset_ + begin * strides_[0]);
}

void copy_into(const Tensor& from, const Tensor& to) {
  if (!(from.shape() == to.shape()))
    fail(Code::shape_mismatch, "copy: shape {} into {}", to_string(from.shape()), to_string(to.shape()));
  dispatch_any(from.dtype(), [&](auto source) {
    dispatch_any(to.dtype(), [&](auto target) {
      kernels::copy_strided(from.rank(), from.shape().begin(), from.data<decltype(source)>(),
                            from.strides().begin(), to.mutable_data<decltype(target)>(),
                            to.strides().begin());
    });
  });
}

void check_writable(const char* op, const Tensor& tensor) {
  if (!tensor.storage()->writable()) fail(Code::invalid_state, "{}: the tensor's memory is read-only", op);
}

void fail_contexts(const char* op) {
  fail(Code::invalid_state, "{}: the tensors belong to different contexts", op);
}

void fail_dtypes(const char* op, DType a, DType b) {
  fail(Code::dtype_mismatch, "{}: dtypes {} and {} differ", op, name_of(a), name_of(b));
}

}  // namespace nnl
