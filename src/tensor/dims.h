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

  friend bool operator==(const Dims& a, const Dims& b);

 private:
  std::array<int64_t, max_rank> values_{};
  int size_ = 0;
};

/// "[2, 3]".
std::string to_string(const Dims& dims);

/// The product of the sizes. Fails with Code::shape_mismatch for a negative size or a product of 2^60 or
/// more.
int64_t count_elements(const Dims& shape);

/// Row-major strides of a contiguous tensor.
Dims contiguous_strides(const Dims& shape);

/// The shape that two shapes broadcast to; fails with a message that names `op` and both shapes.
Dims broadcast_shapes(const char* op, const Dims& a, const Dims& b);

/// Turns an axis in [-rank, rank) into [0, rank); fails with Code::index_out_of_range.
int normalize_axis(const char* op, int64_t axis, int rank);

}  // namespace nnl
