#include "ops/joining.h"

#include "autograd/node.h"
#include "ops/indexing.h"
#include "ops/views.h"

namespace nnl {
namespace {

/// The part [begin, begin + length) of an axis, as a view.
Tensor part_of(const Tensor& x, int axis, int64_t begin, int64_t length) {
  Dims shape = x.shape();
  shape[axis] = length;
  return Tensor(x.storage(), x.dtype(), shape, x.strides(), x.offset() + begin * x.strides()[axis]);
}

/// The tensors' common shape but for the axis, whose sizes are added.
Dims joined_shape(const std::vector<Variable>& parts, int axis) {
  Dims shape = parts[0].shape();
  int64_t total = 0;
  for (const Variable& part : parts) {
    Dims expected = part.shape();
    bool fits = part.rank() == shape.size();
    if (fits) expected[axis] = shape[axis];
    if (!fits || !(expected == shape))
      fail(Code::shape_mismatch, "cat: shapes {} and {} differ not only along axis {}", to_string(shape),
           to_string(part.shape()), axis);
    total += part.size(axis);
    if (total < 0 || total >= int64_t{1} << 60)
      fail(Code::shape_mismatch, "cat: too many elements along axis {}", axis);
  }
  shape[axis] = total;
  return shape;
}

}  // namespace

Variable cat(std::span<const Variable> parts, int64_t axis) {
  if (parts.empty()) fail(Code::invalid_argument, "cat: nothing to join");
  const OpScope scope("cat", parts[0]);
  std::vector<Variable> joined;
  for (const Variable& part : parts) {
    check_same_context("cat", parts[0].data(), part.data());
    check_same_dtype("cat", parts[0].data(), part.data());
    if (part.rank() == 0) fail(Code::shape_mismatch, "cat: a tensor without axes; stack joins those");
    if (!(part.shape() == Dims{0})) joined.push_back(part);
  }
  if (joined.empty()) joined.push_back(parts[0]);
  const int a = normalize_axis("cat", axis, joined[0].rank());
  const Tensor result(parts[0].context(), parts[0].dtype(), joined_shape(joined, a));
  int64_t begin = 0;
  for (const Variable& part : joined) {
    copy_into(part.data(), part_of(result, a, begin, part.size(a)));
    begin += part.size(a);
  }
  std::vector<Dims> shapes;
  for (const Variable& part : parts) shapes.push_back(part.shape());
  return record("cat", result, parts, {}, [a, shapes](Backward& b) {
    int64_t at = 0;
    for (size_t i = 0; i < shapes.size(); ++i) {
      const int input = static_cast<int>(i);
      const bool empty = shapes[i] == Dims{0};  // joins nothing, whatever the other axes
      const int64_t size = empty ? 0 : shapes[i][a];
      if (b.needs(input))
        b.give(input, empty ? Tensor(b.dy().context(), b.dy().dtype(), {0}) : part_of(b.dy(), a, at, size));
      at += size;
    }
  });
}

Variable stack(std::span<const Variable> parts, int64_t axis) {
  if (parts.empty()) fail(Code::invalid_argument, "stack: nothing to join");
  const OpScope scope("stack", parts[0]);
  const int a = normalize_axis("stack", axis, parts[0].rank() + 1);
  std::vector<Variable> raised;
  for (const Variable& part : parts) {
    if (!(part.shape() == parts[0].shape()))
      fail(Code::shape_mismatch, "stack: shapes {} and {} differ", to_string(parts[0].shape()),
           to_string(part.shape()));
    raised.push_back(unsqueeze(part, a));
  }
  return cat(raised, a);
}

std::vector<Variable> split(const Variable& x, std::span<const int64_t> sizes, int64_t axis) {
  const OpScope scope("split", x);
  const int a = normalize_axis("split", axis, x.rank());
  int64_t rest = x.size(a);
  for (int64_t size : sizes) {
    if (size < 0 || size > rest)
      fail(Code::shape_mismatch, "split: a part of {} where {} of axis {} of {} are left", size, rest, a,
           to_string(x.shape()));
    rest -= size;
  }
  if (rest != 0)
    fail(Code::shape_mismatch, "split: the sizes leave {} of axis {} of {}", rest, a, to_string(x.shape()));
  std::vector<Variable> parts;
  int64_t begin = 0;
  for (int64_t size : sizes) {
    parts.push_back(slice(x, a, begin, begin + size));
    begin += size;
  }
  return parts;
}

}  // namespace nnl
