#include <algorithm>
#include <vector>

#include "autograd/node.h"
#include "kernels/elementwise.h"
#include "ops/ops.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

/// Whether all masked axes stand next to each other.
bool masked_axes_adjacent(const Tensor& x, const AxisMask& mask) {
  int runs = 0;
  bool inside = false;
  for (int axis = 0; axis < x.rank(); ++axis) {
    const bool reduced = mask[static_cast<size_t>(axis)];
    if (reduced && !inside) ++runs;
    inside = reduced;
  }
  return runs <= 1;
}

Variable reduce(const char* op, const Variable& x, const AxisMask& mask, bool keepdim, double divisor) {
  const OpScope scope(op, x);
  if (!is_floating(x.dtype()))
    fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", op, name_of(x.dtype()));
  const Dims kept = reduced_shape(x.shape(), mask, true);
  // Every element was one of `divisor`: dy / divisor is a "sum" over axes of size 1.
  return record(op, sum_axes(x.data(), mask, keepdim, divisor), {x}, {},
                [shape = x.shape(), kept, mask, divisor](Backward& b) {
                  const Tensor dy = b.dy().reshape(kept);
                  b.give(0, (divisor == 1 ? dy : sum_axes(dy, mask, true, divisor)).broadcast_to(shape));
                });
}

}  // namespace

Dims reduced_shape(const Dims& shape, const AxisMask& mask, bool keepdim) {
  Dims result;
  for (int axis = 0; axis < shape.size(); ++axis) {
    if (!mask[static_cast<size_t>(axis)])
      result.push_back(shape[axis]);
    else if (keepdim)
      result.push_back(1);
  }
  return result;
}

AxisMask mask_of(const char* op, std::span<const int64_t> axes, int rank) {
  AxisMask mask{};
  if (axes.empty()) mask.fill(true);
  for (int64_t axis : axes) {
    // A single element has axis 0 in name.
    bool& entry = mask[static_cast<size_t>(normalize_axis(op, axis, std::max(rank, 1)))];
    if (entry) fail(Code::invalid_argument, "{}: axis {} is named twice", op, axis);
    entry = true;
  }
  return mask;
}

int64_t reduced_count(const Dims& shape, const AxisMask& mask) {
  int64_t count = 1;
  for (int axis = 0; axis < shape.size(); ++axis)
    if (mask[static_cast<size_t>(axis)]) count *= shape[axis];
  return count;
}

MiddleAxes middle_axes(const Tensor& x, const AxisMask& mask) {
  Tensor source = x;
  AxisMask reduced = mask;
  if (!masked_axes_adjacent(x, mask)) {
    std::vector<int> order;
    for (bool last : {false, true})
      for (int axis = 0; axis < x.rank(); ++axis)
        if (mask[static_cast<size_t>(axis)] == last) order.push_back(axis);
    source = x.permute(order);
    for (int i = 0; i < x.rank(); ++i)
      reduced[static_cast<size_t>(i)] = mask[static_cast<size_t>(order[static_cast<size_t>(i)])];
  }
  source = source.contiguous();
  int64_t outer = 1, middle = 1, inner = 1;
  bool seen = false;
  for (int axis = 0; axis < source.rank(); ++axis) {
    if (reduced[static_cast<size_t>(axis)]) {
      middle *= source.shape()[axis];
      seen = true;
    } else {
      (seen ? inner : outer) *= source.shape()[axis];
    }
  }
  return {source, outer, middle, inner};
}

Tensor sum_axes(const Tensor& x, const AxisMask& mask, bool keepdim, double divisor) {
  const MiddleAxes axes = middle_axes(x, mask);
  Tensor result(x.context(), x.dtype(), reduced_shape(x.shape(), mask, keepdim));
  dispatch_floating("sum", x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::sum_middle(x.threads(), axes.outer, axes.reduced, axes.inner, axes.source.data<T>(), divisor,
                        result.mutable_data<T>());
  });
  return result;
}

Tensor sum_to_shape(const Tensor& x, const Dims& shape) {
  if (x.shape() == shape) return x;
  AxisMask mask{};
  const int lead = x.rank() - shape.size();
  for (int axis = 0; axis < x.rank(); ++axis)
    mask[static_cast<size_t>(axis)] = axis < lead || (shape[axis - lead] == 1 && x.shape()[axis] != 1);
  return sum_axes(x, mask, true).reshape(shape);
}

Variable sum(const Variable& x, std::span<const int64_t> axes, bool keepdim) {
  return reduce("sum", x, mask_of("sum", axes, x.rank()), keepdim, 1);
}

Variable mean(const Variable& x, std::span<const int64_t> axes, bool keepdim) {
  const AxisMask mask = mask_of("mean", axes, x.rank());
  const int64_t n = reduced_count(x.shape(), mask);
  return reduce("mean", x, mask, keepdim, static_cast<double>(n));  // of nothing: 0 / 0
}

}  // namespace nnl
