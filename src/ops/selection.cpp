#include "ops/selection.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "autograd/node.h"
#include "kernels/extremum.h"
#include "kernels/tree_sum.h"
#include "ops/map_tensor.h"
#include "ops/ops.h"
#include "ops/pick.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

/// The axis; a tensor without axes is one with a single element.
int axis_of(const char* op, int64_t axis, const Variable& x) {
  return normalize_axis(op, axis, std::max(x.rank(), 1));
}

/// x with at least one axis.
Variable with_axis(const Variable& x) { return x.rank() == 0 ? reshape(x, {1}) : x; }

/// Where the extrema along an axis of a tensor with axes stand, that axis kept as size 1.
Tensor extremum_index(const char* op, bool greatest, const Tensor& x, int axis) {
  if (x.size(axis) == 0)
    fail(Code::shape_mismatch, "{}: axis {} of {} is empty", op, axis, to_string(x.shape()));
  AxisMask mask{};
  mask[static_cast<size_t>(axis)] = true;
  const MiddleAxes axes = middle_axes(x, mask);
  const Dims shape = reduced_shape(x.shape(), mask, true);
  const Tensor index(x.context(), DType::i64, shape), value(x.context(), x.dtype(), shape);
  dispatch_any(x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::extremum_middle<T>(x.threads(), greatest, axes.outer, axes.reduced, axes.inner,
                                axes.source.data<T>(), value.mutable_data<T>(),
                                index.mutable_data<int64_t>());
  });
  return index;
}

/// The shape of what is left of x along an axis.
Dims left(const Variable& x, int axis, bool keepdim) {
  AxisMask mask{};
  mask[static_cast<size_t>(axis)] = true;
  return reduced_shape(x.shape(), mask, keepdim);
}

Selection extremum_along(const char* op, bool greatest, const Variable& x, int64_t axis, bool keepdim) {
  const OpScope scope(op, x);
  const int a = axis_of(op, axis, x);
  const Variable source = with_axis(x);
  const Tensor index = extremum_index(op, greatest, source.data(), a);
  const Dims shape = left(x, a, keepdim);
  return {pick(op, source, a, index, shape), Variable(index.copy().reshape(shape))};
}

int64_t extremum_position(const char* op, bool greatest, const Tensor& x) {
  if (x.count() == 0) fail(Code::shape_mismatch, "{}: {} has no element", op, to_string(x.shape()));
  const Tensor source = x.contiguous();
  return dispatch_any(x.dtype(), [&](auto type) {
    using T = decltype(type);
    return kernels::extremum_of_all(x.threads(), greatest, x.count(), source.data<T>());
  });
}

/// dy shared evenly by the elements of x that are y.
Tensor shared_evenly(const char* op, const Tensor& x, const Tensor& y, const Tensor& dy) {
  const Tensor source = x.contiguous();
  return dispatch_floating(op, x.dtype(), [&](auto type) {
    using T = decltype(type);
    const T value = *y.data<T>();
    const auto is_value = [value](T element) {
      return element == value || (element != element && value != value);
    };
    const T* elements = source.data<T>();
    const double count = kernels::tree_sum(x.threads(), x.count(),
                                           [=](int64_t i) { return is_value(elements[i]) ? 1.0 : 0.0; });
    const T share = *dy.data<T>() / static_cast<T>(count);
    return map_as<T, T>(
        x.shape(), [=](T element) { return is_value(element) ? share : T{0}; }, source);
  });
}

Variable extremum_of_all(const char* op, bool greatest, const Variable& x) {
  const OpScope scope(op, x);
  const int64_t position = extremum_position(op, greatest, x.data());
  const Tensor flat = x.data().reshape({x.count()});
  const Tensor y = flat.rows(position, 1).reshape({}).copy();
  return record(op, y, {x}, {x.data(), y},
                [op](Backward& b) { b.give(0, shared_evenly(op, b.saved(0), b.saved(1), b.dy())); });
}

Variable extremum_argument(const char* op, bool greatest, const Variable& x, std::optional<int64_t> axis,
                           bool keepdim) {
  const OpScope scope(op, x);
  if (axis) {
    const int a = axis_of(op, *axis, x);
    const Tensor source = x.rank() == 0 ? x.data().reshape({1}) : x.data();
    return Variable(extremum_index(op, greatest, source, a).reshape(left(x, a, keepdim)));
  }
  const Dims shape = keepdim ? Dims::filled(x.rank(), 1) : Dims{};
  const Tensor index(x.context(), DType::i64, shape);
  *index.mutable_data<int64_t>() = extremum_position(op, greatest, x.data());
  return Variable(index);
}

/// The first k of n indices when sorted by element, greatest or least first.
template <class T>
void sort_first(const T* x, int64_t n, int64_t k, bool largest, std::vector<int64_t>& order, int64_t* out) {
  std::iota(order.begin(), order.end(), 0);
  const auto before = [=](int64_t i, int64_t j) {
    const T a = kernels::load(x + i), b = kernels::load(x + j);
    const bool a_nan = a != a, b_nan = b != b;
    // NaN is the greatest here, also where the least are wanted.
    if (a_nan != b_nan) return largest ? a_nan : b_nan;
    if (a_nan || a == b) return i < j;
    return largest ? a > b : a < b;
  };
  std::partial_sort(order.begin(), order.begin() + k, order.begin() + n, before);
  std::copy_n(order.begin(), k, out);
}

}  // namespace

Selection max(const Variable& x, int64_t axis, bool keepdim) {
  return extremum_along("max", true, x, axis, keepdim);
}

Selection min(const Variable& x, int64_t axis, bool keepdim) {
  return extremum_along("min", false, x, axis, keepdim);
}

Variable max(const Variable& x) { return extremum_of_all("max", true, x); }

Variable min(const Variable& x) { return extremum_of_all("min", false, x); }

Variable argmax(const Variable& x, std::optional<int64_t> axis, bool keepdim) {
  return extremum_argument("argmax", true, x, axis, keepdim);
}

Variable argmin(const Variable& x, std::optional<int64_t> axis, bool keepdim) {
  return extremum_argument("argmin", false, x, axis, keepdim);
}

Selection topk(const Variable& x, int64_t k, int64_t axis, bool largest) {
  const OpScope scope("topk", x);
  const int a = axis_of("topk", axis, x);
  const Variable source = with_axis(x);
  const int64_t n = source.size(a);
  if (k < 0 || k > n)
    fail(Code::index_out_of_range, "topk: k = {} is not in [0, {}], the size of axis {} of {}", k, n, a,
         to_string(x.shape()));
  const Tensor lines = source.data().transpose(a, -1).contiguous();
  Dims shape = lines.shape();
  shape[shape.size() - 1] = k;
  const Tensor sorted(x.context(), DType::i64, shape);
  const int64_t rows = k == 0 ? 0 : sorted.count() / k;
  dispatch_any(x.dtype(), [&](auto type) {
    using T = decltype(type);
    const T* values = lines.data<T>();
    int64_t* out = sorted.mutable_data<int64_t>();
    parallel_blocks(x.threads(), rows, std::max<int64_t>(1, 16384 / std::max<int64_t>(1, n)),
                    [=](int64_t begin, int64_t end) {
                      std::vector<int64_t> order(static_cast<size_t>(n));
                      for (int64_t row = begin; row < end; ++row)
                        sort_first(values + row * n, n, k, largest, order, out + row * k);
                    });
  });
  const Tensor index = sorted.transpose(a, -1).copy();
  const Dims result = x.rank() == 0 && k == 1 ? Dims{} : index.shape();
  return {pick("topk", source, a, index, result), Variable(index.copy().reshape(result))};
}

}  // namespace nnl
