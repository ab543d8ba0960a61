// Element by element over operands of any layout and element type.
#pragma once

#include <cstdint>
#include <utility>

#include "kernels/strided.h"

namespace nnl::kernels {

/// What map_strided reads: the first element and the steps along each axis in elements, 0 where the operand
/// is broadcast.
template <class T>
struct Strided {
  const T* data;
  const int64_t* strides;
};

/// The most operands of map_strided.
inline constexpr int max_operands = 6;

/// Part of a walk over operands: n elements of a line, from element `out` of the result on and from `offset`
/// of each operand, `step` apart.
using StridedLine = void (*)(const void* context, int64_t n, int64_t out, const int64_t* offset,
                             const int64_t* step);

/// Calls line(context, ...) for pieces that make up all indices of `shape` (rank <= 8), on up to `threads`
/// threads.
void walk_strided(int threads, int rank, const int64_t* shape, int operands, const int64_t* const* strides,
                  StridedLine line, const void* context);

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
  static_assert(sizeof...(In) <= max_operands);
  const int64_t* const strides[] = {in.strides...};
  const auto line = [&](int64_t n, int64_t first, const int64_t* offset, const int64_t* step) {
    const auto run = [&]<size_t... k>(std::index_sequence<k...>) {
      map_line(n, out + first, f, step, (in.data + offset[k])...);
    };
    run(std::index_sequence_for<In...>{});
  };
  walk_strided(
      threads, rank, shape, sizeof...(In), strides,
      [](const void* context, int64_t n, int64_t first, const int64_t* offset, const int64_t* step) {
        (*static_cast<decltype(line)*>(context))(n, first, offset, step);
      },
      &line);
}

}  // namespace nnl::kernels
