// The work on tiles, on every instruction set that the machine has; ops/convolution_test.cpp checks the
// whole.
#include "kernels/convolution.h"

#include <cmath>
#include <vector>

#include "support/instruction_sets.h"

namespace nnl::kernels {
namespace {

using test::on_each_isa;

/// Small integers, so that sums are exact in any order.
template <class T>
std::vector<T> numbers(int64_t count, int64_t seed) {
  std::vector<T> values(static_cast<size_t>(count));
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<T>((static_cast<int64_t>(i) * 7 + seed) % 11 - 5);
  return values;
}

/// One image of three channels, of which tiles take the last two.
ConvShape shape_of(int64_t width, int64_t stride, int64_t padding) {
  ConvShape s{1, 3, 1, 1, {5, width}, {}, {3, 3}, {stride, stride}, {padding, padding}, {1, 1}};
  for (int axis = 0; axis < 2; ++axis) s.out_size[axis] = (s.size[axis] + 2 * padding - 3) / stride + 1;
  return s;
}

std::vector<ConvTile> tiles_of(const ConvShape& s) {
  const int64_t rows = s.out_size[0], columns = s.out_size[1];
  return {{1, 2, 0, rows, 0, columns},
          {1, 2, rows / 2, rows - rows / 2, 0, columns},
          {2, 1, rows - 1, 1, columns / 2, columns - columns / 2}};
}

/// Calls visit(place in the patches, place in the image or -1) for every element of a tile's patches.
template <class Visit>
void for_elements(const ConvShape& s, const ConvTile& t, const Visit& visit) {
  for (int64_t i = 0; i < t.channels * s.taps() * t.positions(); ++i) {
    const int64_t position = i % t.positions(), tap = i / t.positions() % s.taps(),
                  channel = t.channel + i / t.positions() / s.taps();
    const int64_t y = (t.row + position / t.columns) * s.stride[0] - s.padding[0] + tap / 3,
                  x = (t.column + position % t.columns) * s.stride[1] - s.padding[1] + tap % 3;
    const bool inside = y >= 0 && y < s.size[0] && x >= 0 && x < s.size[1];
    visit(i, inside ? channel * s.plane() + y * s.size[1] + x : -1);
  }
}

template <class T>
void check_patches(const ConvKernels<T>& k) {
  for (int64_t width : {3, 4, 9, 15, 16, 17, 33, 70})
    for (int64_t stride : {1, 2})
      for (int64_t padding : {0, 1, 2}) {
        const ConvShape s = shape_of(width, stride, padding);
        for (const ConvTile& t : tiles_of(s)) {
          const int64_t count = t.channels * s.taps() * t.positions();
          const std::vector<T> image = numbers<T>(s.channels * s.plane(), 3);
          std::vector<T> patches = numbers<T>(count + convolution_slack, 4), sums = image, expected = image;
          k.unfold(s, t, image.data(), patches.data());
          int wrong = 0;
          for_elements(s, t, [&](int64_t i, int64_t place) {
            const T want = place < 0 ? T(0) : image[static_cast<size_t>(place)];
            wrong += patches[static_cast<size_t>(i)] != want;
          });
          EXPECT_EQ(wrong, 0) << "width " << width << ", stride " << stride << ", padding " << padding;
          patches = numbers<T>(count, 5);
          for_elements(s, t, [&](int64_t i, int64_t place) {
            if (place >= 0) expected[static_cast<size_t>(place)] += patches[static_cast<size_t>(i)];
          });
          k.fold(s, t, patches.data(), sums.data());
          EXPECT_EQ(sums, expected) << "width " << width << ", stride " << stride << ", padding " << padding;
        }
      }
}

TEST(ConvKernels, unfold_and_fold_patches) {
  on_each_isa<ConvKernels<float>>([](const auto& k) { check_patches<float>(k); });
  on_each_isa<ConvKernels<double>>([](const auto& k) { check_patches<double>(k); });
}

template <class T>
void check_products(const ConvKernels<T>& k) {
  const int64_t rows = 5;
  for (int64_t n : {1, 3, 8, 16, 31, 64, 1500}) {
    const auto at = [](int64_t i) { return static_cast<size_t>(i); };
    const std::vector<T> weight = numbers<T>(rows, 1), matrix = numbers<T>(rows * n, 2),
                         line = numbers<T>(n, 3);
    std::vector<T> y = line, outer = matrix, sums = weight;
    k.combine(rows, n, weight.data(), matrix.data(), y.data());
    k.spread(rows, n, weight.data(), line.data(), true, outer.data());
    k.project(rows, n, matrix.data(), line.data(), true, sums.data());
    std::vector<T> want_y = line, want_outer = matrix, want_sums = weight;
    for (int64_t r = 0; r < rows; ++r)
      for (int64_t i = 0; i < n; ++i) {
        want_y[at(i)] += weight[at(r)] * matrix[at(r * n + i)];
        want_outer[at(r * n + i)] += weight[at(r)] * line[at(i)];
        want_sums[at(r)] += matrix[at(r * n + i)] * line[at(i)];
      }
    EXPECT_EQ(y, want_y) << n;
    EXPECT_EQ(outer, want_outer) << n;
    EXPECT_EQ(sums, want_sums) << n;
    k.spread(rows, n, weight.data(), line.data(), false, outer.data());
    k.project(rows, n, matrix.data(), line.data(), false, sums.data());
    for (int64_t r = 0; r < rows; ++r) EXPECT_EQ(sums[at(r)], want_sums[at(r)] - weight[at(r)]) << n;
    EXPECT_EQ(outer[at(n)], weight[1] * line[0]) << n;
  }
}

TEST(ConvKernels, multiply_few_rows) {
  on_each_isa<ConvKernels<float>>([](const auto& k) { check_products<float>(k); });
  on_each_isa<ConvKernels<double>>([](const auto& k) { check_products<double>(k); });
}

}  // namespace
}  // namespace nnl::kernels
