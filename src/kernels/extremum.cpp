#include "kernels/extremum.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "kernels/strided.h"

namespace nnl::kernels {
namespace {

constexpr int64_t task_elements = 1 << 15;
constexpr int64_t tile_width = 64;

/// Whether `value` takes the place of `best`, which came before.
template <bool greatest, class T>
bool wins(T value, T best) {
  if (value != value) return best == best;
  return greatest ? value > best : value < best;
}

/// The one of two values that is the extremum; NaN if one is. Without branches, for lanes.
template <bool greatest, class T>
T winner(T value, T best) {
  const T number = (greatest ? value > best : value < best) ? value : best;
  return value != value ? value : number;
}

/// The index of the extremum of n > 0 consecutive elements: its value in lanes, then its first place.
template <bool greatest, class T>
int64_t line(const T* x, int64_t n) {
  constexpr int64_t width = 16;
  T lanes[width];
  std::fill_n(lanes, width, load(x));
  int64_t i = 0;
  for (; i + width <= n; i += width)
    for (int64_t k = 0; k < width; ++k) lanes[k] = winner<greatest>(load(x + i + k), lanes[k]);
  T best = lanes[0];
  for (int64_t k = 1; k < width; ++k) best = winner<greatest>(lanes[k], best);
  for (; i < n; ++i) best = winner<greatest>(load(x + i), best);
  const auto is_best = [best](T value) { return (value == best) | ((value != value) & (best != best)); };
  int64_t place = 0;
  while (!is_best(load(x + place))) ++place;
  return place;
}

/// The extrema of columns of `lines` lines, `step` apart; at most tile_width columns.
template <bool greatest, class T>
void columns(const T* x, int64_t lines, int64_t step, int64_t width, T* value, int64_t* index) {
  for (int64_t i = 0; i < width; ++i) {
    value[i] = load(x + i);
    index[i] = 0;
  }
  for (int64_t r = 1; r < lines; ++r)
    for (int64_t i = 0; i < width; ++i) {
      const T candidate = load(x + r * step + i);
      if (!wins<greatest>(candidate, value[i])) continue;
      value[i] = candidate;
      index[i] = r;
    }
}

template <bool greatest, class T>
void middle(int threads, int64_t outer, int64_t n, int64_t inner, const T* x, T* value, int64_t* index) {
  const int64_t tiles = (inner + tile_width - 1) / tile_width;
  const int64_t tile_elements = n * std::min(inner, tile_width);
  const auto tile = [=](int64_t task) {
    const int64_t o = task / tiles, first = task % tiles * tile_width, result = o * inner + first;
    if (inner > 1)
      return columns<greatest>(x + o * n * inner + first, n, inner, std::min(tile_width, inner - first),
                               value + result, index + result);
    index[o] = line<greatest>(x + o * n, n);
    value[o] = load(x + o * n + index[o]);
  };
  parallel_blocks(threads, outer * tiles,
                  std::max<int64_t>(1, task_elements / std::max<int64_t>(1, tile_elements)),
                  [=](int64_t begin, int64_t end) {
                    for (int64_t task = begin; task < end; ++task) tile(task);
                  });
}

template <bool greatest, class T>
int64_t of_all(int threads, int64_t n, const T* x) {
  constexpr int64_t most_parts = 64;
  const int64_t part = std::max(task_elements, (n + most_parts - 1) / most_parts);
  const int64_t parts = (n + part - 1) / part;
  T value[most_parts];
  int64_t index[most_parts];
  parallel_for(threads, parts, [&](int64_t p) {
    index[p] = p * part + line<greatest>(x + p * part, std::min(part, n - p * part));
    value[p] = load(x + index[p]);
  });
  int64_t best = 0;
  for (int64_t p = 1; p < parts; ++p)
    if (wins<greatest>(value[p], value[best])) best = p;
  return index[best];
}

}  // namespace

template <class T>
void extremum_middle(int threads, bool greatest, int64_t outer, int64_t n, int64_t inner, const T* x,
                     T* value, int64_t* index) {
  (greatest ? middle<true, T> : middle<false, T>)(threads, outer, n, inner, x, value, index);
}

template <class T>
int64_t extremum_of_all(int threads, bool greatest, int64_t n, const T* x) {
  return (greatest ? of_all<true, T> : of_all<false, T>)(threads, n, x);
}

#define NNL_EXTREMUM(T)                                                                        \
  template void extremum_middle(int, bool, int64_t, int64_t, int64_t, const T*, T*, int64_t*); \
  template int64_t extremum_of_all(int, bool, int64_t, const T*)
NNL_EXTREMUM(float);
NNL_EXTREMUM(double);
NNL_EXTREMUM(int32_t);
NNL_EXTREMUM(int64_t);
NNL_EXTREMUM(uint8_t);
NNL_EXTREMUM(bool);
#undef NNL_EXTREMUM

}  // namespace nnl::kernels
