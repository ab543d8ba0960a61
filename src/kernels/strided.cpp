#include "kernels/strided.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace nnl::kernels {
namespace {

template <class From, class To>
void copy_line(int64_t n, const From* from, int64_t from_step, To* to, int64_t to_step) {
  if (std::is_same_v<From, To> && from_step == 1 && to_step == 1) {
    std::memcpy(static_cast<void*>(to), from, static_cast<size_t>(n) * sizeof(To));
    return;
  }
  for (int64_t i = 0; i < n; ++i) to[i * to_step] = convert<To>(load(from + i * from_step));
}

}  // namespace

template <class From, class To>
void copy_strided(int rank, const int64_t* shape, const From* from, const int64_t* from_strides, To* to,
                  const int64_t* to_strides) {
  // Neighbouring axes that continue each other on both sides are merged, so that the inner line is long.
  int64_t size[8] = {1}, from_step[8] = {1}, to_step[8] = {1};
  int axes = 0;
  for (int axis = 0; axis < rank; ++axis) {
    if (shape[axis] == 0) return;
    if (shape[axis] == 1) continue;
    if (axes > 0 && from_step[axes - 1] == from_strides[axis] * shape[axis] &&
        to_step[axes - 1] == to_strides[axis] * shape[axis]) {
      size[axes - 1] *= shape[axis];
      from_step[axes - 1] = from_strides[axis];
      to_step[axes - 1] = to_strides[axis];
      continue;
    }
    size[axes] = shape[axis];
    from_step[axes] = from_strides[axis];
    to_step[axes] = to_strides[axis];
    ++axes;
  }
  axes = std::max(axes, 1);
  const int last = axes - 1;
  int64_t index[8] = {};
  while (true) {
    copy_line(size[last], from, from_step[last], to, to_step[last]);
    int axis = last - 1;
    for (; axis >= 0; --axis) {
      from += from_step[axis];
      to += to_step[axis];
      if (++index[axis] < size[axis]) break;
      from -= from_step[axis] * size[axis];
      to -= to_step[axis] * size[axis];
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

#define NNL_COPY(From, To) \
  template void copy_strided(int, const int64_t*, const From*, const int64_t*, To*, const int64_t*)
#define NNL_COPY_FROM(From) \
  NNL_COPY(From, float);    \
  NNL_COPY(From, double);   \
  NNL_COPY(From, int32_t);  \
  NNL_COPY(From, int64_t);  \
  NNL_COPY(From, uint8_t);  \
  NNL_COPY(From, bool)
NNL_COPY_FROM(float);
NNL_COPY_FROM(double);
NNL_COPY_FROM(int32_t);
NNL_COPY_FROM(int64_t);
NNL_COPY_FROM(uint8_t);
NNL_COPY_FROM(bool);

}  // namespace nnl::kernels
