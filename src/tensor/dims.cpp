#include "tensor/dims.h"

#include <algorithm>

#include "base/error.h"

namespace nnl {

Dims::Dims(const int64_t* values, int64_t count) {
  if (count < 0 || count > max_rank)
    fail(Code::shape_mismatch, "{} dimensions; a tensor has 0 to {}", count, max_rank);
  std::copy(values, values + count, values_.begin());
  size_ = static_cast<int>(count);
}

Dims Dims::filled(int rank, int64_t value) {
  Dims dims;
  for (int i = 0; i < rank; ++i) dims.push_back(value);
  return dims;
}

void Dims::push_back(int64_t value) { insert(size_, value); }

void Dims::insert(int position, int64_t value) {
  if (size_ == max_rank) fail(Code::shape_mismatch, "a tensor has at most {} dimensions", max_rank);
  std::copy_backward(values_.begin() + position, values_.begin() + size_, values_.begin() + size_ + 1);
  values_[static_cast<size_t>(position)] = value;
  ++size_;
}

void Dims::erase(int position) {
  std::copy(values_.begin() + position + 1, values_.begin() + size_, values_.begin() + position);
  --size_;
}

std::string to_string(const Dims& dims) {
  std::string text = "[";
  for (int i = 0; i < dims.size(); ++i) text += (i ? ", " : "") + std::to_string(dims[i]);
  return text + "]";
}

Dims index_at(const Dims& shape, int64_t flat) {
  Dims index = shape;
  for (int axis = shape.size() - 1; axis >= 0; --axis) {
    index[axis] = flat % shape[axis];
    flat /= shape[axis];
  }
  return index;
}

void fail_count(const Dims& shape) {
  for (const int64_t size : shape)
    if (size < 0) fail(Code::shape_mismatch, "shape {} has a negative size", to_string(shape));
  fail(Code::shape_mismatch, "shape {} has too many elements", to_string(shape));
}

Dims broadcast_shapes(const char* op, const Dims& a, const Dims& b) {
  const Dims& longer = a.size() >= b.size() ? a : b;
  const Dims& shorter = a.size() >= b.size() ? b : a;
  Dims shape = longer;
  const int lead = longer.size() - shorter.size();
  for (int i = 0; i < shorter.size(); ++i) {
    int64_t& size = shape[lead + i];
    if (size == shorter[i] || shorter[i] == 1) continue;
    if (size != 1)
      fail(Code::shape_mismatch, "{}: shapes {} and {} do not broadcast", op, to_string(a), to_string(b));
    size = shorter[i];
  }
  return shape;
}

int normalize_axis(const char* op, int64_t axis, int rank) {
  if (axis < -rank || axis >= rank)
    fail(Code::index_out_of_range, "{}: axis {} is not in [{}, {})", op, axis, -rank, rank);
  return static_cast<int>(axis < 0 ? axis + rank : axis);
}

}  // namespace nnl
