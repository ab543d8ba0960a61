#include "ops/views.h"

#include <algorithm>
#include <vector>

#include "autograd/node.h"
#include "ops/reduce_tensor.h"

namespace nnl {

Variable permute(const Variable& x, std::span<const int64_t> axes) {
  const OpScope scope("permute", x);
  if (static_cast<int64_t>(axes.size()) != x.rank())
    fail(Code::shape_mismatch, "permute: {} axes for a tensor of shape {}", axes.size(),
         to_string(x.shape()));
  std::vector<int> order, back(axes.size());
  AxisMask seen{};
  for (int64_t axis : axes) {
    const int a = normalize_axis("permute", axis, x.rank());
    if (seen[static_cast<size_t>(a)]) fail(Code::invalid_argument, "permute: axis {} is named twice", axis);
    seen[static_cast<size_t>(a)] = true;
    back[static_cast<size_t>(a)] = static_cast<int>(order.size());
    order.push_back(a);
  }
  return record("permute", x.data().permute(order), {x}, {},
                [back](Backward& b) { b.give(0, b.dy().permute(back)); });
}

Variable squeeze(const Variable& x, std::span<const int64_t> axes) {
  const OpScope scope("squeeze", x);
  const AxisMask mask = mask_of("squeeze", axes, x.rank());
  Dims shape = x.shape(), strides = x.data().strides();
  for (int axis = x.rank() - 1; axis >= 0; --axis)
    if (mask[static_cast<size_t>(axis)] && shape[axis] == 1) {
      shape.erase(axis);
      strides.erase(axis);
    }
  const Tensor view(x.data().storage(), x.dtype(), shape, strides, x.data().offset());
  return record("squeeze", view, {x}, {},
                [from = x.shape()](Backward& b) { b.give(0, b.dy().reshape(from)); });
}

Variable unsqueeze(const Variable& x, int64_t axis) {
  const OpScope scope("unsqueeze", x);
  const int a = normalize_axis("unsqueeze", axis, x.rank() + 1);
  Dims shape = x.shape(), strides = x.data().strides();
  shape.insert(a, 1);
  strides.insert(a, a < x.rank() ? x.shape()[a] * x.data().strides()[a] : 1);
  const Tensor view(x.data().storage(), x.dtype(), shape, strides, x.data().offset());
  return record("unsqueeze", view, {x}, {},
                [from = x.shape()](Backward& b) { b.give(0, b.dy().reshape(from)); });
}

Variable expand(const Variable& x, const Dims& shape) {
  const OpScope scope("expand", x);
  const int lead = shape.size() - x.rank();
  Dims wanted = shape;
  for (int axis = std::max(lead, 0); axis < shape.size(); ++axis)
    if (wanted[axis] == -1) wanted[axis] = x.shape()[axis - lead];
  bool fits = lead >= 0;
  for (int axis = 0; axis < x.rank() && fits; ++axis)
    fits = x.shape()[axis] == 1 || x.shape()[axis] == wanted[lead + axis];
  if (!fits)
    fail(Code::shape_mismatch, "expand: {} cannot become {}", to_string(x.shape()), to_string(shape));
  count_elements(wanted);
  return record("expand", x.data().broadcast_to(wanted), {x}, {},
                [from = x.shape()](Backward& b) { b.give(0, sum_to_shape(b.dy(), from)); });
}

}  // namespace nnl
