// Tensors from reference arrays, and comparison with them.
#pragma once

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <vector>

#include "autograd/node.h"
#include "support/golden.h"

namespace nnl::test {

inline Context& context() { return Context::shared(); }

inline Dims shape_of(const Array& array) {
  return Dims(array.shape.data(), static_cast<int64_t>(array.shape.size()));
}

/// The array as a tensor: integers as i64 or i32 as they were, floating ones in `dtype`.
inline Tensor tensor_of(const Array& array, DType dtype) {
  if (array.dtype == "i64") dtype = DType::i64;
  if (array.dtype == "i32") dtype = DType::i32;
  return Tensor::from<double>(context(), shape_of(array), array.data).to(dtype);
}

inline std::vector<double> values_of(const Tensor& tensor) {
  const Tensor doubles = tensor.to(DType::f64).contiguous();
  return {doubles.data<double>(), doubles.data<double>() + doubles.count()};
}

/// The same elements in a view that is not contiguous: its axes lie the other way round in memory, two
/// elements apart, with numbers between them that nobody may read.
inline Tensor scattered(const Tensor& tensor) {
  Dims sizes;
  std::vector<int> order{tensor.rank()};
  for (int axis = tensor.rank(); axis-- > 0;) sizes.push_back(tensor.size(axis));
  for (int axis = tensor.rank(); axis-- > 0;) order.push_back(axis);
  sizes.push_back(2);
  const Tensor wide =
      Tensor::full(tensor.context(), tensor.dtype(), sizes, is_floating(tensor.dtype()) ? NAN : 1e9);
  const Tensor view = wide.permute(order).rows(0, 1).reshape(tensor.shape());
  EXPECT_EQ(view.is_contiguous(), tensor.count() <= 1);
  copy_into(tensor, view);
  return view;
}

/// Relative tolerance for a dtype: rounding of a few operations.
inline double tolerance(DType dtype) { return dtype == DType::f32 ? 2e-5 : 1e-11; }

/// Same shape, and each element within tolerance * max(1, |expected|); NaN and infinities must match.
inline void expect_close(const Tensor& actual, const Array& expected, double tolerance,
                         const std::string& what) {
  ASSERT_EQ(to_string(actual.shape()), to_string(shape_of(expected))) << what;
  const std::vector<double> values = values_of(actual);
  for (size_t i = 0; i < values.size(); ++i) {
    const double want = expected.data[i];
    if (std::isnan(want)) {
      EXPECT_TRUE(std::isnan(values[i])) << what << " at " << i << ": " << values[i];
    } else if (std::isinf(want)) {
      EXPECT_EQ(values[i], want) << what << " at " << i;
    } else {
      EXPECT_NEAR(values[i], want, tolerance * std::max(1.0, std::abs(want))) << what << " at " << i;
    }
  }
}

/// Runs body() and returns the error that it throws; fails the test if there is none.
template <class Body>
Error error_of(Body&& body) {
  try {
    body();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return Error(Code::internal, "none");
}

/// Compares the gradient of sum(f(inputs) * cotangent) with central differences, in f64, for every input that
/// requires one.
inline void check_gradients(const std::function<Variable(const std::vector<Variable>&)>& f,
                            const std::vector<Variable>& inputs, double tolerance = 1e-6) {
  const Variable y = f(inputs);
  Tensor cotangent(context(), DType::f64, y.shape());
  for (int64_t i = 0; i < cotangent.count(); ++i)
    cotangent.mutable_data<double>()[i] = 0.5 + 0.25 * static_cast<double>(i % 5);
  for (Variable input : inputs) input.clear_grad();
  backward(y, cotangent);
  const auto loss = [&] {
    const GradMode off(false);
    const std::vector<double> values = values_of(f(inputs).data());
    double total = 0;
    for (size_t i = 0; i < values.size(); ++i) total += values[i] * cotangent.data<double>()[i];
    return total;
  };
  for (size_t k = 0; k < inputs.size(); ++k) {
    if (!inputs[k].requires_grad()) continue;
    ASSERT_TRUE(inputs[k].grad()) << "input " << k;
    const std::vector<double> gradient = values_of(inputs[k].grad().dense());
    double* x = inputs[k].data().mutable_data<double>();
    for (size_t i = 0; i < gradient.size(); ++i) {
      const double before = x[i], step = 1e-6 * std::max(1.0, std::abs(before));
      x[i] = before + step;
      const double up = loss();
      x[i] = before - step;
      const double down = loss();
      x[i] = before;
      EXPECT_NEAR(gradient[i], (up - down) / (2 * step), tolerance * std::max(1.0, std::abs(gradient[i])))
          << "input " << k << ", element " << i;
    }
  }
}

/// A tensor of distinct values that stay clear of 0, in f64.
inline Variable sample(const Dims& shape, double seed = 0, bool requires_grad = true) {
  Tensor tensor(context(), DType::f64, shape);
  for (int64_t i = 0; i < tensor.count(); ++i) {
    const double value = std::sin(1.7 * static_cast<double>(i) + seed + 1);
    tensor.mutable_data<double>()[i] = value + (value < 0 ? -0.2 : 0.2);
  }
  return Variable(tensor, requires_grad);
}

}  // namespace nnl::test
