#include "kernels/map_strided.h"

#include <algorithm>

#include "base/thread_pool.h"

namespace nnl::kernels {
namespace {

/// Writes the sizes and each operand's steps with neighbouring axes merged where they continue each other in
/// all operands, and returns how many axes are left: 0 if there is no element, else at least 1.
int merge_axes(int rank, const int64_t* shape, int operands, const int64_t* const* strides, int64_t* size,
               int64_t (*steps)[8]) {
  int axes = 0;
  size[0] = 1;
  for (int k = 0; k < operands; ++k) steps[k][0] = 1;
  for (int axis = 0; axis < rank; ++axis) {
    if (shape[axis] == 0) return 0;
    if (shape[axis] == 1) continue;
    bool continues = axes > 0;
    for (int k = 0; k < operands; ++k)
      continues = continues && steps[k][axes - 1] == strides[k][axis] * shape[axis];
    if (continues)
      size[axes - 1] *= shape[axis];
    else
      size[axes++] = shape[axis];
    for (int k = 0; k < operands; ++k) steps[k][axes - 1] = strides[k][axis];
  }
  return std::max(axes, 1);
}

}  // namespace

void walk_strided(int threads, int rank, const int64_t* shape, int operands, const int64_t* const* strides,
                  StridedLine line, const void* context) {
  constexpr int64_t task_elements = 1 << 14;
  int64_t size[8], steps[max_operands][8];
  const int axes = merge_axes(rank, shape, operands, strides, size, steps);
  if (axes == 0) return;
  const int64_t inner = size[axes - 1];
  int64_t lines = 1;
  for (int axis = 0; axis + 1 < axes; ++axis) lines *= size[axis];
  // A task is a run of whole lines, or a piece of a long one.
  const int64_t piece = std::min(inner, task_elements), pieces = (inner + piece - 1) / piece;
  parallel_blocks(threads, lines * pieces, std::max<int64_t>(1, task_elements / piece),
                  [&](int64_t begin, int64_t end) {
                    int64_t offset[max_operands], step[max_operands];
                    for (int k = 0; k < operands; ++k) step[k] = steps[k][axes - 1];
                    for (int64_t task = begin; task < end; ++task) {
                      const int64_t row = task / pieces, first = task % pieces * piece;
                      int64_t rest = row;
                      for (int k = 0; k < operands; ++k) offset[k] = first * step[k];
                      for (int axis = axes - 2; axis >= 0; --axis) {
                        for (int k = 0; k < operands; ++k) offset[k] += rest % size[axis] * steps[k][axis];
                        rest /= size[axis];
                      }
                      line(context, std::min(piece, inner - first), row * inner + first, offset, step);
                    }
                  });
}

}  // namespace nnl::kernels
