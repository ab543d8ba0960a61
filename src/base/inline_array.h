// An array whose length is given once, and which needs no memory of its own while it is short.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

namespace nnl {

/// `size` values, made by their default constructor; up to N of them lie inside the object.
template <class T, size_t N>
class InlineArray {
 public:
  explicit InlineArray(size_t size) : size_(size), more_(size > N ? std::make_unique<T[]>(size) : nullptr) {}

  size_t size() const { return size_; }
  T* begin() { return more_ ? more_.get() : few_.data(); }
  T* end() { return begin() + size_; }
  const T* begin() const { return more_ ? more_.get() : few_.data(); }
  const T* end() const { return begin() + size_; }
  T& operator[](size_t i) { return begin()[i]; }
  const T& operator[](size_t i) const { return begin()[i]; }

 private:
  size_t size_;
  std::unique_ptr<T[]> more_;
  std::array<T, N> few_;
};

}  // namespace nnl
