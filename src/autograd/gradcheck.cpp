#include "autograd/gradcheck.h"

#include <cmath>

#include "autograd/node.h"
#include "base/transaction.h"

namespace nnl {
namespace {

using Function = std::function<Variable(std::span<const Variable>)>;

void check_settings(const GradcheckOptions& o) {
  if (!(o.eps > 0) || !std::isfinite(o.eps) || !(o.atol >= 0) || !(o.rtol >= 0))
    fail(Code::invalid_argument,
         "gradcheck: eps {} must be positive and finite, atol {} and rtol {} not negative", o.eps, o.atol,
         o.rtol);
}

void check_input(size_t k, const Variable& input) {
  if (input.dtype() != DType::f64)
    fail(Code::dtype_mismatch,
         "gradcheck: input {} requires a gradient and is {}, not f64: its differences would be too coarse", k,
         name_of(input.dtype()));
  if (!input.is_leaf())
    fail(Code::invalid_state, "gradcheck: input {} is the result of a recorded operation; detach it first",
         k);
  check_writable("gradcheck", input.data());
  for (int axis = 0; axis < input.rank(); ++axis)
    if (input.size(axis) > 1 && input.data().strides()[axis] == 0)
      fail(Code::invalid_argument, "gradcheck: input {} repeats its elements along axis {}; clone it first",
           k, axis);
}

/// The position of a row-major number.
Dims position_of(int64_t index, const Dims& shape) {
  Dims position = shape;
  for (int axis = shape.size() - 1; axis >= 0; --axis) {
    position[axis] = index % shape[axis];
    index /= shape[axis];
  }
  return position;
}

double* element_of(const Tensor& tensor, int64_t index) {
  const Dims position = position_of(index, tensor.shape());
  double* element = tensor.mutable_data<double>();
  for (int axis = 0; axis < tensor.rank(); ++axis) element += position[axis] * tensor.strides()[axis];
  return element;
}

Variable run(const Function& f, std::span<const Variable> inputs) {
  const Variable y = f(inputs);
  check_same_context("gradcheck", inputs[0].data(), y.data());
  if (y.dtype() != DType::f64)
    fail(Code::dtype_mismatch, "gradcheck: the function gives {}, not f64", name_of(y.dtype()));
  return y;
}

/// Derivatives by backward walks: for each checked input, element by element of the result, then of the
/// input.
struct Analytical {
  Dims shape;  // of the result
  std::vector<std::vector<double>> derivatives;
};

Analytical walk_back(const Function& f, std::span<const Variable> inputs, std::span<const Variable> checked) {
  const GradMode on(true);
  const Transaction undone(Transaction::Scope::run);
  const Variable y = run(f, inputs);
  Analytical result{y.shape(), std::vector<std::vector<double>>(checked.size())};
  for (int64_t j = 0; j < y.count(); ++j) {
    const Tensor cotangent = Tensor::zeros(y.context(), DType::f64, y.shape());
    cotangent.mutable_data<double>()[j] = 1;
    const std::vector<Gradient> gradients = gradients_of(y, cotangent, checked);
    for (size_t k = 0; k < checked.size(); ++k) {
      std::vector<double>& all = result.derivatives[k];
      const size_t count = static_cast<size_t>(checked[k].count());
      if (!gradients[k]) {
        all.insert(all.end(), count, 0.0);
        continue;
      }
      const Tensor dense = gradients[k].dense().contiguous();
      all.insert(all.end(), dense.data<double>(), dense.data<double>() + count);
    }
  }
  return result;
}

/// The result's elements with an element of an input at another value for the time being.
std::vector<double> values_at(double value, double* element, const Function& f,
                              std::span<const Variable> inputs, const Dims& shape) {
  struct Restore {
    double* element;
    double before;
    ~Restore() { *element = before; }
  } const restore{element, *element};
  const GradMode off(false);
  const Transaction undone(Transaction::Scope::run);
  *element = value;
  const Tensor y = run(f, inputs).data().contiguous();
  if (!(y.shape() == shape))
    fail(Code::invalid_state, "gradcheck: the function gives shape {} now and {} before",
         to_string(y.shape()), to_string(shape));
  return {y.data<double>(), y.data<double>() + y.count()};
}

/// Counts and words the comparisons.
class Report {
 public:
  explicit Report(const GradcheckOptions& options) : options_(options) {}

  void compare(size_t input, const Dims& at, const Dims& output_at, double analytical, double numerical) {
    ++compared_;
    const double difference = analytical == numerical ? 0 : std::abs(analytical - numerical);
    if (difference <= options_.atol + options_.rtol * std::abs(numerical)) {
      greatest_ = std::max(greatest_, difference);
      return;
    }
    constexpr int most_lines = 8;
    if (++differ_ <= most_lines)
      lines_ += fmt::format("\ninput {} at {}, output at {}: analytical {}, numerical {}", input,
                            to_string(at), to_string(output_at), analytical, numerical);
  }

  GradcheckResult result() const {
    if (differ_ == 0)
      return {true, fmt::format("all {} derivatives agree; they differ by at most {}", compared_, greatest_)};
    return {false, fmt::format("{} of {} derivatives differ by more than {} + {} * |numerical|:{}", differ_,
                               compared_, options_.atol, options_.rtol, lines_)};
  }

 private:
  GradcheckOptions options_;
  int64_t compared_ = 0, differ_ = 0;
  double greatest_ = 0;
  std::string lines_;
};

}  // namespace

GradcheckResult gradcheck(const Function& f, std::span<const Variable> inputs,
                          const GradcheckOptions& options) {
  check_settings(options);
  std::vector<Variable> checked;
  std::vector<size_t> numbers;
  for (size_t k = 0; k < inputs.size(); ++k) {
    check_same_context("gradcheck", inputs[0].data(), inputs[k].data());
    if (!inputs[k].requires_grad()) continue;
    check_input(k, inputs[k]);
    checked.push_back(inputs[k]);
    numbers.push_back(k);
  }
  if (checked.empty()) fail(Code::invalid_argument, "gradcheck: no input requires a gradient");

  const Analytical analytical = walk_back(f, inputs, checked);
  Report report(options);
  for (size_t k = 0; k < checked.size(); ++k) {
    const int64_t count = checked[k].count();
    for (int64_t i = 0; i < count; ++i) {
      double* element = element_of(checked[k].data(), i);
      const double above = *element + options.eps, below = *element - options.eps;
      if (!(above > below) || std::isinf(above - below))
        fail(Code::invalid_argument, "gradcheck: element {} of input {} is {}, which eps {} does not move",
             to_string(position_of(i, checked[k].shape())), numbers[k], *element, options.eps);
      const std::vector<double> up = values_at(above, element, f, inputs, analytical.shape);
      const std::vector<double> down = values_at(below, element, f, inputs, analytical.shape);
      for (size_t j = 0; j < up.size(); ++j)
        report.compare(numbers[k], position_of(i, checked[k].shape()),
                       position_of(static_cast<int64_t>(j), analytical.shape),
                       analytical.derivatives[k][j * static_cast<size_t>(count) + static_cast<size_t>(i)],
                       (up[j] - down[j]) / (above - below));
    }
  }
  return report.result();
}

}  // namespace nnl
