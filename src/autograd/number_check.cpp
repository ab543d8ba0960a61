#include "autograd/number_check.h"

#include "autograd/node.h"
#include "kernels/nonfinite.h"

namespace nnl {
namespace {

/// Each number once: axes along which it is repeated have size 1.
Tensor distinct(const Tensor& tensor) {
  Dims shape = tensor.shape();
  for (int axis = 0; axis < tensor.rank(); ++axis)
    if (tensor.strides()[axis] == 0 && shape[axis] > 1) shape[axis] = 1;
  if (shape == tensor.shape()) return tensor;
  return Tensor(tensor.storage(), tensor.dtype(), shape, tensor.strides(), tensor.offset());
}

int64_t flat_of(const Dims& index, const Dims& shape) {
  int64_t flat = 0;
  for (int axis = 0; axis < shape.size(); ++axis) flat = flat * shape[axis] + index[axis];
  return flat;
}

template <class Inputs>
void check(const char* op, const Tensor& result, const Inputs& inputs) {
  NumberCheck& numbers = result.context().numbers();
  if (!numbers.wanted() || !is_floating(result.dtype())) return;
  for (const Variable& input : inputs)
    if (input && input.data().storage() == result.storage()) return;
  const auto bad = find_nonfinite(result);
  if (!bad || MeantNumbers::now() >= (bad->nan ? MeantNumbers::Which::all : MeantNumbers::Which::infinities))
    return;
  bool finite = true;
  int64_t place = 0;
  for (const Variable& input : inputs) {
    const auto given = input ? find_nonfinite(input.data()) : std::nullopt;
    if (given && given->nan)
      return numbers.add({NumberPass::forward, true, place, false, given->position, op,
                          describe_place("of shape", input.shape(), given->position)});
    finite = finite && !given;
    ++place;
  }
  if (!finite && !bad->nan) return;
  numbers.add({NumberPass::forward, bad->nan, -1, finite, bad->position, op,
               describe_place("output", result.shape(), bad->position)});
}

/// Among the rows of the table that the gradient has; their elements are stored as they are.
std::optional<NonFiniteNumber> find_nonfinite_row(const RowSparse& gradient, const Tensor& table) {
  const int64_t rows = gradient.rows.count(), width = rows > 0 ? gradient.values.count() / rows : 0;
  return dispatch_floating("number check", table.dtype(), [&](auto type) -> std::optional<NonFiniteNumber> {
    const auto* elements = static_cast<const decltype(type)*>(table.storage()->data()) + table.offset();
    for (int64_t i = 0; i < rows; ++i) {
      const int64_t first = gradient.rows.data<int64_t>()[i] * width;
      const kernels::NonFinite found = kernels::find_nonfinite(1, width, elements + first);
      if (found.nan >= 0) return NonFiniteNumber{true, first + found.nan};
      if (found.infinity >= 0) return NonFiniteNumber{false, first + found.infinity};
    }
    return {};
  });
}

}  // namespace

std::optional<NonFiniteNumber> find_nonfinite(const Tensor& tensor) {
  if (!tensor || !is_floating(tensor.dtype()) || tensor.count() == 0) return {};
  const Tensor once = distinct(tensor), source = once.contiguous();
  const kernels::NonFinite found = dispatch_floating("number check", source.dtype(), [&](auto type) {
    return kernels::find_nonfinite(source.threads(), source.count(), source.data<decltype(type)>());
  });
  const int64_t first = found.nan >= 0 ? found.nan : found.infinity;
  if (first < 0) return {};
  return NonFiniteNumber{found.nan >= 0, flat_of(index_at(once.shape(), first), tensor.shape())};
}

std::optional<NonFiniteNumber> find_nonfinite(const Gradient& gradient) {
  if (!gradient.is_row_sparse()) return find_nonfinite(gradient.dense_tensor());
  const RowSparse& sparse = gradient.row_sparse();
  auto found = find_nonfinite(sparse.values);
  if (found) {
    const int64_t width = sparse.values.count() / sparse.rows.count();
    const int64_t row = sparse.rows.data<int64_t>()[found->position / width];
    found->position = row * width + found->position % width;
  }
  return found;
}

std::string describe_place(const char* name, const Dims& shape, int64_t position) {
  return fmt::format("{} {} at {}", name, to_string(shape), to_string(index_at(shape, position)));
}

void check_output(const char* op, const Tensor& result, std::initializer_list<Listed<Variable>> inputs) {
  check(op, result, inputs);
}

void check_output(const char* op, const Tensor& result, std::span<const Variable> inputs) {
  check(op, result, inputs);
}

void check_gradient(const char* op, int input, const Gradient& made, bool inputs_finite,
                    const LayerName* layer) {
  const auto bad = find_nonfinite(made);
  if (!bad || (!bad->nan && !inputs_finite)) return;
  const Dims& shape = made.is_row_sparse() ? made.row_sparse().shape : made.dense_tensor().shape();
  const std::string name = fmt::format("gradient of input {}", input);
  NumberCheck& numbers =
      (made.is_row_sparse() ? made.row_sparse().values : made.dense_tensor()).context().numbers();
  numbers.add({NumberPass::backward, bad->nan, -1, inputs_finite, bad->position, op,
               describe_place(name.c_str(), shape, bad->position)},
              layer);
}

void check_update(const char* optimizer, int64_t number, const Tensor& parameter, const Gradient& gradient) {
  const auto bad = gradient.is_row_sparse() ? find_nonfinite_row(gradient.row_sparse(), parameter)
                                            : find_nonfinite(parameter);
  if (!bad) return;
  const std::string name = fmt::format("parameter {}", number);
  parameter.context().numbers().add({NumberPass::update, bad->nan, -1, !find_nonfinite(gradient),
                                     bad->position, optimizer,
                                     describe_place(name.c_str(), parameter.shape(), bad->position)});
}

void check_given(const char* op, NumberPass pass, std::span<const Variable> inputs, const LayerName* layer) {
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i]) continue;
    NumberCheck& numbers = inputs[i].context().numbers();
    const auto given = numbers.wanted() ? find_nonfinite(inputs[i].data()) : std::nullopt;
    if (given && given->nan)
      numbers.add({pass, true, static_cast<int64_t>(i), false, given->position, op,
                   describe_place("of shape", inputs[i].shape(), given->position)},
                  layer);
  }
}

}  // namespace nnl
