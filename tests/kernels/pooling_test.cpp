// The greatest elements of windows, on every instruction set that the machine has.
#include "kernels/pooling.h"

#include <cmath>
#include <vector>

#include "support/instruction_sets.h"

namespace nnl::kernels {
namespace {

using test::on_each_isa;

struct Expected {
  double value;
  int64_t index;
};

/// The greatest element of one window, looked for one by one.
template <class T>
Expected greatest(const PoolShape& s, const std::vector<T>& x, int64_t row, int64_t column) {
  Expected best{-HUGE_VAL, -1};
  for (int64_t tap = 0; tap < s.kernel[0] * s.kernel[1]; ++tap) {
    const int64_t y = row * s.stride[0] - s.padding[0] + tap / s.kernel[1] * s.dilation[0],
                  z = column * s.stride[1] - s.padding[1] + tap % s.kernel[1] * s.dilation[1];
    if (y < 0 || y >= s.size[0] || z < 0 || z >= s.size[1]) continue;
    const auto value = static_cast<double>(x[static_cast<size_t>(y * s.size[1] + z)]);
    if (value > best.value || std::isnan(value) || best.index < 0) best = {value, y * s.size[1] + z};
  }
  return best;
}

template <class T>
void check_greatest(const PoolKernels<T>& k) {
  for (int64_t width : {2, 7, 16, 33, 70})
    for (int64_t stride : {1, 2, 3})
      for (int64_t dilation : {1, 2}) {
        PoolShape s{1, {7, width}, {}, {2, 2}, {stride, stride}, {1, 1}, {dilation, dilation}};
        for (int axis = 0; axis < 2; ++axis) s.out_size[axis] = (s.size[axis] + 1 - dilation) / stride + 1;
        std::vector<T> x(static_cast<size_t>(s.plane())), y(static_cast<size_t>(s.out_plane())), same = y;
        for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<T>(i * i % 5);
        x[x.size() / 2] = static_cast<T>(NAN);
        std::vector<int32_t> index(y.size());
        k.max(s, x.data(), y.data(), index.data());
        k.max(s, x.data(), same.data(), nullptr);
        for (size_t i = 0; i < y.size(); ++i) {
          const auto place = static_cast<int64_t>(i);
          const Expected want = greatest(s, x, place / s.out_size[1], place % s.out_size[1]);
          EXPECT_EQ(index[i], want.index) << "width " << width << ", stride " << stride << " at " << i;
          EXPECT_EQ(std::isnan(y[i]), std::isnan(want.value));
          EXPECT_EQ(std::isnan(same[i]), std::isnan(want.value));
          if (std::isnan(want.value)) continue;
          EXPECT_EQ(static_cast<double>(y[i]), want.value);
          EXPECT_EQ(same[i], y[i]);
        }
      }
}

TEST(PoolKernels, find_the_first_of_the_greatest) {
  on_each_isa<PoolKernels<float>>([](const auto& k) { check_greatest<float>(k); });
  on_each_isa<PoolKernels<double>>([](const auto& k) { check_greatest<double>(k); });
}

}  // namespace
}  // namespace nnl::kernels
