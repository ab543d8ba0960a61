#include <algorithm>

#include "autograd/node.h"
#include "ops/ops.h"

namespace nnl {

Variable reshape(const Variable& x, const Dims& shape) {
  const OpScope scope("reshape", x);
  return record("reshape", x.data().reshape(shape), {x}, {},
                [from = x.shape()](Backward& b) { b.give(0, b.dy().reshape(from)); });
}

Variable flatten(const Variable& x, int64_t start_axis, int64_t end_axis) {
  const OpScope scope("flatten", x);
  // A single element has axis 0 in name.
  const int first = normalize_axis("flatten", start_axis, std::max(x.rank(), 1));
  const int last = normalize_axis("flatten", end_axis, std::max(x.rank(), 1));
  if (x.rank() == 0) return reshape(x, {1});
  if (first > last)
    fail(Code::invalid_argument, "flatten: first axis {} comes after last axis {}", first, last);
  Dims shape;
  int64_t merged = 1;
  for (int axis = 0; axis < x.rank(); ++axis) {
    if (axis < first || axis > last) {
      shape.push_back(x.shape()[axis]);
      continue;
    }
    merged *= x.shape()[axis];
    if (axis == last) shape.push_back(merged);
  }
  return reshape(x, shape);
}

Variable transpose(const Variable& x, int64_t axis0, int64_t axis1) {
  const OpScope scope("transpose", x);
  return record("transpose", x.data().transpose(axis0, axis1), {x}, {},
                [axis0, axis1](Backward& b) { b.give(0, b.dy().transpose(axis0, axis1)); });
}

Variable clone(const Variable& x) {
  const OpScope scope("clone", x);
  return record("clone", x.data().copy(), {x}, {}, [](Backward& b) { b.give(0, b.dy()); });
}

}  // namespace nnl
