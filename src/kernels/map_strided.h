// Element by element over operands of any layout and element type.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/thread_pool.h"
#include "kernels/strided.h"

namespace nnl::kernels {

/// What map_strided reads: the first element and the steps along each axis in elements, 0 where the operand
/// is broadcast.
template <class T>
struct Strided {
  const T* data;
  const int64_t* strides;
};

/// Writes the sizes and each operand's steps with neighbouring axes merged where they continue each other in
/// all operands, and returns how many axes are left: 0 if there is no element, else at least 1.
int merge_axes(int rank, const int64_t* shape, int operands, const int64_t* const* strides, int64_t* size,
               int64_t (*steps)[8]);

/// out[i] = f(in[i]...) for n elements, `steps` apart in each operand.
template <class Out, class F, class Steps, class... In>
void map_line(int64_t n, Out* out, const F& f, const Steps& steps, const In*... in) {
  const auto run = [&]<size_t... k>(std::index_sequence<k...>) {
    if (((steps[k] == 1) && ...)) {
      for (int64_t i = 0; i < n; ++i) out[i] = f(load(in + i)...);
    } else {
      for (int64_t i = 0; i < n; ++i) out[i] = f(load(in + i * steps[k])...);
    }
  };
  run(std::index_sequence_for<In...>{});
}

/// out[i] = f(in[i]...) over all indices of `shape` (rank <= 8); `out` is contiguous.
template <class Out, class F, class... In>
void map_strided(int threads, int rank, const int64_t* shape, Out* out, const F& f, Strided<In>... in) {
  constexpr int operands = sizeof...(In);
  constexpr int64_t task_elements = 1 << 14;
  const int64_t* const strides[operands] = {in.strides...};
  int64_t size[8], steps[operands][8];
  const int axes = merge_axes(rank, shape, operands, strides, size, steps);
  if (axes == 0) return;
  const int64_t inner = size[axes - 1];
  int64_t lines = 1;
  for (int axis = 0; axis + 1 < axes; ++axis) lines *= size[axis];
  // A task is a run of whole lines, or a piece of a long one.
  const int64_t piece = std::min(inner, task_elements), pieces = (inner + piece - 1) / piece;
  parallel_blocks(threads, lines * pieces, std::max<int64_t>(1, task_elements / piece),
                  [&](int64_t begin, int64_t end) {
                    for (int64_t task = begin; task < end; ++task) {
                      const int64_t row = task / pieces, first = task % pieces * piece;
                      int64_t offset[operands], line_steps[operands], rest = row;
                      for (int k = 0; k < operands; ++k) {
                        line_steps[k] = steps[k][axes - 1];
                        offset[k] = first * line_steps[k];
                      }
                      for (int axis = axes - 2; axis >= 0; --axis) {
                        for (int k = 0; k < operands; ++k) offset[k] += rest % size[axis] * steps[k][axis];
                        rest /= size[axis];
                      }
                      const auto run = [&]<size_t... k>(std::index_sequence<k...>) {
                        map_line(std::min(piece, inner - first), out + row * inner + first, f, line_steps,
                                 (in.data + offset[k])...);
                      };
                      run(std::index_sequence_for<In...>{});
                    }
                  });
}

}  // namespace nnl::kernels
