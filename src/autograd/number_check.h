// Looks for NaN and infinities in what operations, gradient functions and optimizers make.
#pragma once

#include <initializer_list>
#include <span>

#include "autograd/variable.h"
#include "base/number_check.h"

namespace nnl {

template <class T>
class Listed;

/// What is wrong with a tensor.
struct NonFiniteNumber {
  bool nan;
  int64_t position;  // in row-major order
};

/// The first NaN, or if there is none the first infinity, of a tensor of any layout and dtype.
std::optional<NonFiniteNumber> find_nonfinite(const Tensor& tensor);

/// The same for a gradient, with the position in its dense form.
std::optional<NonFiniteNumber> find_nonfinite(const Gradient& gradient);

/// A tensor and a place in it: "output [4, 8] at [3, 5]".
std::string describe_place(const char* name, const Dims& shape, int64_t position);

/// Finds what an operation made of finite inputs, or NaN that it was given, if their context looks for it.
/// Views make nothing. Fails as NumberCheck::add does.
void check_output(const char* op, const Tensor& result, std::initializer_list<Listed<Variable>> inputs);
void check_output(const char* op, const Tensor& result, std::span<const Variable> inputs);

/// The same for a gradient that a gradient function made, of inputs that were all finite or not.
void check_gradient(const char* op, int input, const Gradient& made, bool inputs_finite,
                    const LayerName* layer);

/// The same for a parameter after its update, of which rows without a gradient are not looked at.
void check_update(const char* optimizer, int64_t number, const Tensor& parameter, const Gradient& gradient);

/// Finds NaN among what a caller gives to `op` (empty for a module's forward); absent ones are passed over.
void check_given(const char* op, NumberPass pass, std::span<const Variable> inputs, const LayerName* layer);

}  // namespace nnl
