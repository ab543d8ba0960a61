#include "kernels/pointwise.h"

#include <cmath>
#include <limits>
#include <vector>

#include "support/instruction_sets.h"

namespace nnl {
namespace {

using namespace test;

/// Both NaN, equal, or within two units in the last place.
template <class T>
bool close(T a, T b) {
  if (std::isnan(b)) return std::isnan(a);
  if (a == b) return true;
  return std::isfinite(b) && std::abs(a - b) <= 2 * std::numeric_limits<T>::epsilon() * std::abs(b);
}

template <class T>
std::vector<T> arguments() {
  using Limits = std::numeric_limits<T>;
  std::vector<T> x = {T(0),
                      T(-0.0),
                      T(1),
                      T(-1),
                      Limits::max(),
                      Limits::lowest(),
                      Limits::min(),
                      Limits::denorm_min(),
                      Limits::infinity(),
                      -Limits::infinity(),
                      Limits::quiet_NaN(),
                      Limits::epsilon()};
  const T end = std::log(Limits::max());
  for (int i = -700; i <= 700; ++i) x.push_back(end * static_cast<T>(i) / 701);
  for (int i = -120; i <= 120; ++i)
    x.push_back(std::exp(static_cast<T>(i) / 3) * (1 + static_cast<T>(i) / 977));
  for (int i = -64; i <= 64; ++i) x.push_back(1 + static_cast<T>(i) / 4096);
  return x;
}

template <class T>
void check() {
  const std::vector<T> x = arguments<T>();
  const auto n = static_cast<int64_t>(x.size());
  on_each_isa<kernels::Pointwise<T>>([&](const kernels::Pointwise<T>& k) {
    std::vector<T> y(x.size());
    k.exp(x.data(), y.data(), n);
    for (size_t i = 0; i < x.size(); ++i) {
      const T want = std::exp(x[i]);
      const bool tiny =
          want < std::numeric_limits<T>::min() && y[i] >= 0 && y[i] <= std::numeric_limits<T>::min();
      EXPECT_TRUE(tiny || close(y[i], want)) << "exp " << x[i] << ": " << y[i] << " for " << want;
    }
    k.log(x.data(), y.data(), n);
    for (size_t i = 0; i < x.size(); ++i)
      EXPECT_TRUE(close(y[i], std::log(x[i]))) << "log " << x[i] << ": " << y[i] << " for " << std::log(x[i]);
    k.sqrt(x.data(), y.data(), n);
    for (size_t i = 0; i < x.size(); ++i)
      EXPECT_TRUE(close(y[i], std::sqrt(x[i]))) << "sqrt " << x[i] << ": " << y[i];
    // An element's result is its own, wherever it lies.
    std::vector<T> single(1);
    k.exp(x.data(), y.data(), n);
    for (size_t i = 13; i < x.size(); i += 7) {
      k.exp(&x[i], single.data(), 1);
      EXPECT_EQ(single[0], y[i]) << x[i];
    }
  });
}

TEST(PointwiseKernels, are_right_on_every_instruction_set) {
  check<float>();
  check<double>();
}

}  // namespace
}  // namespace nnl
