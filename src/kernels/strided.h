// Copies between strided layouts, with conversion between element types.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace nnl::kernels {

/// An element as stored. Bytes of bool tensors come from callers: every one but 0 is true.
template <class T>
T load(const T* element) {
  if constexpr (std::is_same_v<T, bool>)
    return *reinterpret_cast<const unsigned char*>(element) != 0;
  else
    return *element;
}

/// A number in another element type. To bool it is "is not zero". From a floating type to an integer it is
/// cut towards zero; what is out of range becomes the nearest bound, NaN becomes 0. Between integers it
/// wraps.
template <class To, class From>
To convert(From value) {
  if constexpr (std::is_same_v<To, bool>) {
    return value != From{};
  } else if constexpr (std::is_integral_v<To> && std::is_floating_point_v<From>) {
    if (std::isnan(value)) return To{0};
    if (value >= std::ldexp(From{1}, std::numeric_limits<To>::digits)) return std::numeric_limits<To>::max();
    if (value <= static_cast<From>(std::numeric_limits<To>::min())) return std::numeric_limits<To>::min();
    return static_cast<To>(value);
  } else {
    return static_cast<To>(value);
  }
}

/// to[i] = from[i] over all indices of `shape` (rank <= 8); strides count elements. The regions must not
/// overlap unless they are the same. Elements are converted with convert().
template <class From, class To>
void copy_strided(int rank, const int64_t* shape, const From* from, const int64_t* from_strides, To* to,
                  const int64_t* to_strides);

}  // namespace nnl::kernels
