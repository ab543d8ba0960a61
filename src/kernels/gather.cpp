#include "kernels/gather.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "kernels/strided.h"

namespace nnl::kernels {
namespace {

constexpr int64_t task_elements = 1 << 14;

int64_t product(const int64_t* begin, const int64_t* end) {
  int64_t result = 1;
  for (; begin != end; ++begin) result *= *begin;
  return result;
}

/// Where line number `row` (along the last axis) begins, and how it goes on.
struct Line {
  const int64_t* index;
  int64_t index_step;
  int64_t at, step;  // in the tensor pointed into, apart from what the index adds
  int64_t axis_stride;
};

Line line_of(const Picks& p, int64_t row) {
  const int last = p.rank - 1;
  Line line{p.index, p.index_strides[last], 0, last == p.axis ? 0 : p.strides[last], p.strides[p.axis]};
  for (int axis = last - 1; axis >= 0; --axis) {
    const int64_t i = row % p.shape[axis];
    row /= p.shape[axis];
    line.index += i * p.index_strides[axis];
    if (axis != p.axis) line.at += i * p.strides[axis];
  }
  return line;
}

}  // namespace

template <class T>
void gather(int threads, const Picks& p, const T* x, T* out) {
  const int64_t width = p.shape[p.rank - 1], rows = product(p.shape, p.shape + p.rank - 1);
  if (width == 0) return;
  parallel_blocks(
      threads, rows, std::max<int64_t>(1, task_elements / width), [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
          const Line line = line_of(p, row);
          T* to = out + row * width;
          if (line.index_step == 0) {  // a whole row or column
            const T* from = x + line.at + *line.index * line.axis_stride;
            for (int64_t i = 0; i < width; ++i) to[i] = load(from + i * line.step);
            continue;
          }
          for (int64_t i = 0; i < width; ++i)
            to[i] = load(x + line.at + i * line.step + line.index[i * line.index_step] * line.axis_stride);
        }
      });
}

template <class T>
void scatter_add(int threads, const Picks& p, const T* dy, T* dx) {
  const int last = p.rank - 1;
  const int64_t width = p.shape[last];
  if (width == 0) return;
  // What differs before the axis, or in the column behind it, never meets.
  const int64_t outer = product(p.shape, p.shape + p.axis), rows = product(p.shape + p.axis, p.shape + last);
  const int64_t columns = p.axis == last ? width : std::min<int64_t>(width, 256);
  const int64_t pieces = (width + columns - 1) / columns;
  const int64_t lines = p.axis == last ? 1 : rows;
  parallel_for(threads, outer * pieces, [&](int64_t task) {
    const int64_t first = task % pieces * columns, end = std::min(width, first + columns);
    for (int64_t row = task / pieces * lines; row < (task / pieces + 1) * lines; ++row) {
      const Line line = line_of(p, row);
      for (int64_t i = first; i < end; ++i)
        dx[line.at + i * line.step + line.index[i * line.index_step] * line.axis_stride] +=
            dy[row * width + i];
    }
  });
}

#define NNL_GATHER(T) template void gather(int, const Picks&, const T*, T*)
NNL_GATHER(float);
NNL_GATHER(double);
NNL_GATHER(int32_t);
NNL_GATHER(int64_t);
NNL_GATHER(uint8_t);
NNL_GATHER(bool);
#undef NNL_GATHER
template void scatter_add(int, const Picks&, const float*, float*);
template void scatter_add(int, const Picks&, const double*, double*);

}  // namespace nnl::kernels
