#include "kernels/map_strided.h"

namespace nnl::kernels {

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

}  // namespace nnl::kernels
