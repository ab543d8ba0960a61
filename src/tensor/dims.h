// A short list of sizes or strides, kept inside the object.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace nnl {

/// The most dimensions that a tensor can have.
inline constexpr int max_rank = 8;

/// Up to max_rank 64-bit numbers: a shape or strides in elements.
class Dims {
 public:
  Dims() = default;
  Dims(std::initializer_list<int64_t> values) : Dims(values.begin(), static_cast<int64_t>(values.size())) {}
  /// Fails with Code::shape_mismatch when there are more than max_rank values.
  Dims(const int64_t* values, int64_t count);
  Dims(const Dims& other) { take(other); }
  Dims& operator=(const Dims& other) {
    take(other);
    return *this;
  }
  /// `rank` copies of `value`.
  static Dims filled(int rank, int64_t value);

  int size() const { return size_; }
  bool empty() const { return size_ == 0; }
  int64_t operator[](int i) const { return values_[static_cast<size_t>(i)]; }
  int64_t& operator[](int i) { return values_[static_cast<size_t>(i)]; }
  const int64_t* begin() const { return values_.data(); }
  const int64_t* end() const { return values_.data() + size_; }
  int64_t back() const { return values_[static_cast<size_t>(size_ - 1)]; }
  void push_back(int64_t value);
  void insert(int position, int64_t value);
  void erase(int position);

  friend bool operator==(const Dims& a, const Dims& b) {
    if (a.size_ != b.size_) return false;
    for (int i = 0; i < a.size_; ++i)
      if (a[i] != b[i]) return false;
    return true;
  }

 private:
  /// Number by number: wide loads of what was just written in narrow stores would wait for them.
  void take(const Dims& other) {
    switch (size_ = other.size_) {
      case 8:
        values_[7] = other.values_[7];
        [[fallthrough]];
      case 7:
        values_[6] = other.values_[6];
        [[fallthrough]];
      case 6:
        values_[5] = other.values_[5];
        [[fallthrough]];
      case 5:
        values_[4] = other.values_[4];
        [[fallthrough]];
      case 4:
        values_[3] = other.values_[3];
        [[fallthrough]];
      case 3:
        values_[2] = other.values_[2];
        [[fallthrough]];
      case 2:
        values_[1] = other.values_[1];
        [[fallthrough]];
      case 1:
        values_[0] = other.values_[0];
        [[fallthrough]];
      default:
        break;
    }
  }

  std::array<int64_t, max_rank> values_{};
  int size_ = 0;
};

/// "[2, 3]".
std::string to_string(const Dims& dims);
/// Where element number `flat` of a row-major tensor of that shape stands.
Dims index_at(const Dims& shape, int64_t flat);

/// Fails with Code::shape_mismatch: a size is negative, or there are too many elements.
[[noreturn]] void fail_count(const Dims& shape);

/// The product of the sizes. Fails with Code::shape_mismatch for a negative size or a product of 2^60 or
/// more, whatever sizes are 0. Calls back with each axis from the last on, and the elements that one step
/// along it passes over in row-major order.
template <class Step>
int64_t count_elements(const Dims& shape, Step&& step) {
  constexpr int64_t bound = int64_t{1} << 60;
  int64_t count = 1;
  bool zero = false;
  for (int axis = shape.size() - 1; axis >= 0; --axis) {
    const int64_t size = shape[axis];
    step(axis, count);
    if (size < 0) fail_count(shape);
    zero = zero || size == 0;
    if (__builtin_mul_overflow(count, size == 0 ? 1 : size, &count) || count >= bound) fail_count(shape);
  }
  return zero ? 0 : count;
}
inline int64_t count_elements(const Dims& shape) {
  return count_elements(shape, [](int, int64_t) {});
}

/// Row-major strides of a contiguous tensor, and the number of its elements. Fails as count_elements.
inline int64_t contiguous_strides(const Dims& shape, Dims& strides) {
  strides = shape;
  return count_elements(shape, [&](int axis, int64_t step) { strides[axis] = step; });
}

inline Dims contiguous_strides(const Dims& shape) {
  Dims strides;
  contiguous_strides(shape, strides);
  return strides;
}

/// The shape that two shapes broadcast to; fails with a message that names `op` and both shapes.
Dims broadcast_shapes(const char* op, const Dims& a, const Dims& b);

/// Turns an axis in [-rank, rank) into [0, rank); fails with Code::index_out_of_range.
int normalize_axis(const char* op, int64_t axis, int rank);

}  // namespace nnl
