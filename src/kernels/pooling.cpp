#include "kernels/pooling.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "kernels/tree_sum.h"

namespace nnl::kernels {
namespace {

/// Calls run(plane) for every plane, in tasks that touch some ten thousand elements.
template <class Run>
void for_planes(int threads, const PoolShape& s, const Run& run) {
  constexpr int64_t task_elements = 1 << 15;
  const int64_t block = task_elements / std::max<int64_t>(s.plane() + s.out_plane(), 1);
  parallel_blocks(threads, s.planes, std::max<int64_t>(block, 1), [&](int64_t begin, int64_t end) {
    for (int64_t plane = begin; plane < end; ++plane) run(plane);
  });
}

/// The elements [begin, end) of an axis that window number `out` covers, and how many with padding.
struct Window {
  int64_t begin, end, with_padding;
  int64_t size() const { return end - begin; }
};

Window window(const PoolShape& s, const AverageRule& rule, int axis, int64_t out) {
  const int64_t size = s.size[axis];
  if (rule.adaptive) {
    const int64_t begin = out * size / s.out_size[axis];
    const int64_t end = ((out + 1) * size + s.out_size[axis] - 1) / s.out_size[axis];
    return {begin, end, end - begin};
  }
  const int64_t begin = out * s.stride[axis] - s.padding[axis];
  const int64_t end = std::min(begin + s.kernel[axis], size + s.padding[axis]);
  const int64_t first = std::max<int64_t>(begin, 0);
  return {first, std::max(first, std::min(end, size)), end - begin};
}

/// Calls run(output number, rows, columns, divisor) for each window of a plane that is not all padding.
template <class Run>
void for_windows(const PoolShape& s, const AverageRule& rule, const Run& run) {
  for (int64_t row = 0; row < s.out_size[0]; ++row) {
    const Window rows = window(s, rule, 0, row);
    for (int64_t column = 0; column < s.out_size[1]; ++column) {
      const Window columns = window(s, rule, 1, column);
      const int64_t count =
          rule.include_padding ? rows.with_padding * columns.with_padding : rows.size() * columns.size();
      if (rows.size() > 0 && columns.size() > 0)
        run(row * s.out_size[1] + column, rows, columns,
            static_cast<double>(rule.divisor != 0 ? rule.divisor : count));
    }
  }
}

template <class T>
double sum_line(const T* x, int64_t n) {
  if (n >= 16) return tree_sum_range(0, n, [x](int64_t i) { return static_cast<double>(x[i]); });
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(x[i]);
  return sum;
}

template <class T>
double sum_window(const PoolShape& s, const Window& rows, const Window& columns, const T* x) {
  if (columns.size() == s.size[1]) return sum_line(x + rows.begin * s.size[1], rows.size() * s.size[1]);
  double sum = 0;
  for (int64_t row = rows.begin; row < rows.end; ++row)
    sum += sum_line(x + row * s.size[1] + columns.begin, columns.size());
  return sum;
}

}  // namespace

template <class T>
void max_pool(int threads, const PoolShape& s, const T* x, T* y, int32_t* index) {
  const auto& k = best<PoolKernels<T>>();
  for_planes(threads, s, [&](int64_t plane) {
    k.max(s, x + plane * s.plane(), y + plane * s.out_plane(),
          index ? index + plane * s.out_plane() : nullptr);
  });
}

template <class T>
void max_pool_backward(int threads, const PoolShape& s, const int32_t* index, const T* dy, T* dx) {
  for_planes(threads, s, [&](int64_t plane) {
    T* to = dx + plane * s.plane();
    std::fill_n(to, s.plane(), T(0));
    for (int64_t i = plane * s.out_plane(); i < (plane + 1) * s.out_plane(); ++i)
      if (index[i] >= 0) to[index[i]] += dy[i];
  });
}

template <class T>
void average_pool(int threads, const PoolShape& s, const AverageRule& rule, const T* x, T* y) {
  for_planes(threads, s, [&](int64_t plane) {
    const T* from = x + plane * s.plane();
    T* to = y + plane * s.out_plane();
    std::fill_n(to, s.out_plane(), T(0));
    for_windows(s, rule, [=, &s](int64_t out, const Window& rows, const Window& columns, double divisor) {
      to[out] = static_cast<T>(sum_window(s, rows, columns, from) / divisor);
    });
  });
}

template <class T>
void average_pool_backward(int threads, const PoolShape& s, const AverageRule& rule, const T* dy, T* dx) {
  for_planes(threads, s, [&](int64_t plane) {
    const T* from = dy + plane * s.out_plane();
    T* to = dx + plane * s.plane();
    std::fill_n(to, s.plane(), T(0));
    for_windows(s, rule, [=, &s](int64_t out, const Window& rows, const Window& columns, double divisor) {
      const T share = static_cast<T>(static_cast<double>(from[out]) / divisor);
      for (int64_t row = rows.begin; row < rows.end; ++row)
        for (int64_t column = columns.begin; column < columns.end; ++column)
          to[row * s.size[1] + column] += share;
    });
  });
}

#define NNL_POOLING(T)                                                                  \
  template void max_pool(int, const PoolShape&, const T*, T*, int32_t*);                \
  template void max_pool_backward(int, const PoolShape&, const int32_t*, const T*, T*); \
  template void average_pool(int, const PoolShape&, const AverageRule&, const T*, T*);  \
  template void average_pool_backward(int, const PoolShape&, const AverageRule&, const T*, T*)
NNL_POOLING(float);
NNL_POOLING(double);
#undef NNL_POOLING

}  // namespace nnl::kernels
