#include "ops/indexing.h"

#include <algorithm>

#include "autograd/node.h"
#include "ops/index.h"
#include "ops/ops.h"
#include "ops/pick.h"

namespace nnl {
namespace {

/// A bound of a slice, counted from the front and inside the axis.
int64_t bound(int64_t value, int64_t size) {
  return std::clamp<int64_t>(value < 0 ? value + size : value, 0, size);
}

/// Every step-th element of an axis from start on, as a view.
Tensor sliced(const Tensor& x, int axis, int64_t start, int64_t length, int64_t step) {
  Dims shape = x.shape(), strides = x.strides();
  shape[axis] = length;
  // The step of a single element may be beyond any product, and is never taken.
  if (length > 1) strides[axis] *= step;
  const int64_t first = length > 0 ? start * x.strides()[axis] : 0;
  return Tensor(x.storage(), x.dtype(), shape, strides, x.offset() + first);
}

/// The indices as i64 of their own, each checked to be in [0, size).
Tensor checked_index(const char* op, const Tensor& index, int64_t size) {
  Tensor checked = index_copy(op, index);
  const int64_t* values = checked.data<int64_t>();
  for (int64_t i = 0; i < checked.count(); ++i)
    if (values[i] < 0 || values[i] >= size)
      fail(Code::index_out_of_range, "{}: index {} at position {} is not in [0, {})", op, values[i],
           to_string(index_at(index.shape(), i)), size);
  return checked;
}

}  // namespace

Variable slice(const Variable& x, int64_t axis, int64_t start, int64_t stop, int64_t step) {
  const OpScope scope("slice", x);
  if (x.rank() == 0) fail(Code::shape_mismatch, "slice: a tensor without axes");
  const int a = normalize_axis("slice", axis, x.rank());
  if (step <= 0) fail(Code::invalid_argument, "slice: step {} must be positive", step);
  const int64_t first = bound(start, x.size(a)),
                distance = std::max<int64_t>(0, bound(stop, x.size(a)) - first);
  const int64_t length = distance / step + (distance % step != 0);
  return record("slice", sliced(x.data(), a, first, length, step), {x}, {},
                [a, first, length, step, shape = x.shape()](Backward& b) {
                  const Tensor dx = Tensor::zeros(b.dy().context(), b.dy().dtype(), shape);
                  copy_into(b.dy(), sliced(dx, a, first, length, step));
                  b.give(0, dx);
                });
}

Variable gather(const Variable& x, int64_t axis, const Tensor& index) {
  const OpScope scope("gather", x);
  check_same_context("gather", x.data(), index);
  const int a = normalize_axis("gather", axis, std::max(x.rank(), 1));
  // A tensor without axes is one with a single element.
  const Variable source = x.rank() == 0 ? reshape(x, {1}) : x;
  const Tensor lines = index.rank() == 0 ? index.reshape({1}) : index;
  if (lines.rank() != source.rank())
    fail(Code::shape_mismatch, "gather: index {} must have as many axes as {}", to_string(index.shape()),
         to_string(x.shape()));
  for (int i = 0; i < source.rank() && lines.count() > 0; ++i)
    if (i != a && lines.size(i) > source.size(i))
      fail(Code::shape_mismatch, "gather: index {} is longer than {} along axis {}", to_string(index.shape()),
           to_string(x.shape()), i);
  return pick("gather", source, a, checked_index("gather", lines, source.size(a)), index.shape());
}

Variable index_select(const Variable& x, int64_t axis, const Tensor& index) {
  const OpScope scope("index_select", x);
  check_same_context("index_select", x.data(), index);
  const int a = normalize_axis("index_select", axis, std::max(x.rank(), 1));
  if (index.rank() > 1)
    fail(Code::shape_mismatch, "index_select: index {} must have one axis", to_string(index.shape()));
  const Variable source = x.rank() == 0 ? reshape(x, {1}) : x;
  const Tensor places = checked_index("index_select", index, source.size(a));
  Dims shape = source.shape();
  shape[a] = places.count();
  Dims line = Dims::filled(source.rank(), 1);
  line[a] = places.count();
  const Dims result = x.rank() == 0 && places.count() == 1 ? Dims{} : shape;
  return pick("index_select", source, a, places.reshape(line).broadcast_to(shape), result);
}

Variable one_hot(const Tensor& index, int64_t classes) {
  const OpScope scope("one_hot", index);
  if (classes < -1 || classes == 0) fail(Code::invalid_argument, "one_hot: {} classes", classes);
  const Tensor places = index_copy("one_hot", index);
  const int64_t* values = places.data<int64_t>();
  if (classes == -1) {
    if (places.count() == 0) fail(Code::invalid_argument, "one_hot: how many classes has no index?");
    const int64_t greatest = *std::max_element(values, values + places.count());
    classes = std::clamp<int64_t>(greatest, 0, (int64_t{1} << 60) - 1) + 1;
  }
  checked_index("one_hot", places, classes);
  Dims shape = index.shape();
  shape.push_back(classes);
  const Tensor result = Tensor::zeros(index.context(), DType::i64, shape);
  for (int64_t i = 0; i < places.count(); ++i) result.mutable_data<int64_t>()[i * classes + values[i]] = 1;
  return Variable(result);
}

}  // namespace nnl
