// What the tests of activation kernels share.
#pragma once

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include "support/instruction_sets.h"

namespace nnl::test {

template <class T>
using Vector = std::vector<T>;
template <class T>
using Limits = std::numeric_limits<T>;

inline int64_t length(const auto& v) { return static_cast<int64_t>(v.size()); }

template <class T>
bool same_bits(const Vector<T>& a, const Vector<T>& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

/// Numbers of both signs over the whole range of T, dense where activations bend.
template <class T>
Vector<T> sweep() {
  Vector<T> values{
      T(0), T(-0.0), Limits<T>::max(), Limits<T>::lowest(), Limits<T>::min(), Limits<T>::denorm_min()};
  for (int exponent = Limits<T>::min_exponent;
       exponent<Limits<T>::max_exponent; exponent += exponent> - 8 ? 1 : 5)
    for (int i = 0; i < (exponent > -8 && exponent < 11 ? 4000 : 20); ++i)
      for (const T sign : {T(1), T(-1)})
        values.push_back(
            sign * std::ldexp(T(1) + static_cast<T>((i * 7919) % 4000 + T(0.37)) / T(4001), exponent - 1));
  return values;
}

/// How many units in the last place of T (of its smallest normal number at least) y is off.
template <class T>
long double ulps(T y, long double exact) {
  const long double magnitude = std::max(std::fabs(exact), static_cast<long double>(Limits<T>::min()));
  const long double ulp = std::ldexp(1.0L, std::ilogb(magnitude) - (Limits<T>::digits - 1));
  return std::fabs(static_cast<long double>(y) - exact) / ulp;
}

/// Whatever surrounds it, an element gets the value that it gets alone, in place or not, streamed or not,
/// from forward(x, y, n, streaming) and from backward(x, dy, dx, n, streaming), which is tried on forward's
/// results.
template <class T, class Forward, class Backward>
void check_each_element_alone(const Forward& forward, const Backward& backward) {
  Vector<T> all(601), dy(601);
  for (size_t i = 0; i < all.size(); ++i) {
    all[i] = static_cast<T>(std::sin(static_cast<double>(i) * 1.7) * 20);
    dy[i] = static_cast<T>(std::cos(static_cast<double>(i)));
  }
  Vector<T> y(all.size()), dx(all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    forward(&all[i], &y[i], 1, false);
    backward(&y[i], &dy[i], &dx[i], 1, false);
  }
  for (const int64_t n : {0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 130, 257, 500})
    for (const int64_t start : {0, 1, 3, 16, 50})
      for (const bool streaming : {false, true}) {
        const auto first = static_cast<size_t>(start);
        Vector<T> expected(all.size(), T(-9)), z = expected;
        std::copy_n(&y[first], n, &expected[first]);
        forward(&all[first], &z[first], n, streaming);
        EXPECT_TRUE(same_bits(z, expected)) << n << " from " << start;
        if (!streaming) {
          Vector<T> in_place = all;
          forward(&in_place[first], &in_place[first], n, false);
          EXPECT_EQ(std::memcmp(&in_place[first], &y[first], static_cast<size_t>(n) * sizeof(T)), 0);
        }
        std::copy_n(&dx[first], n, &expected[first]);
        z.assign(all.size(), T(-9));
        backward(&y[first], &dy[first], &z[first], n, streaming);
        EXPECT_TRUE(same_bits(z, expected)) << n << " from " << start;
      }
}

}  // namespace nnl::test
