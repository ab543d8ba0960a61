// Finite inputs of any size give what they should, not NaN, forward and backward.
#include <cfloat>
#include <limits>

#include "autograd/node.h"
#include "ops/activation.h"
#include "ops/losses.h"
#include "ops/normalization.h"
#include "ops/ops.h"
#include "ops/pointwise.h"
#include "ops/similarity.h"
#include "ops/statistics.h"
#include "optim/clip.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;
using Real = long double;  // its exponents are beyond those of double

template <class T>
Variable tensor(const Dims& shape, const std::vector<T>& values, bool wanted = false) {
  return Variable(Tensor::from<T>(context(), shape, values), wanted);
}

/// Numbers from one end of a type to the other, both signs, and 0.
template <class T>
std::vector<T> whole_range() {
  using Limits = std::numeric_limits<T>;
  std::vector<T> values = {Limits::max(),        Limits::max() / 2, Limits::min(),     Limits::min() * T(1.5),
                           Limits::denorm_min(), Limits::min() / 8, Limits::epsilon(), T(0)};
  for (int e = Limits::min_exponent; e < Limits::max_exponent; e += Limits::max_exponent / 32)
    values.push_back(std::ldexp(T(1.25), e));
  for (const T x : {T(0.1), T(0.5), T(1), T(2), T(5), T(10), T(20), T(30), T(60), T(80), T(87), T(89), T(104),
                    T(700), T(746)})
    values.push_back(x);
  const size_t half = values.size();
  for (size_t i = 0; i < half; ++i) values.push_back(-values[i]);
  return values;
}

/// Within `ulps` of the type, or some of the smallest normal numbers.
template <class T>
void expect_near(T actual, Real expected, double ulps, const std::string& what) {
  using Limits = std::numeric_limits<T>;
  if (std::abs(expected) > static_cast<Real>(Limits::max())) {
    EXPECT_TRUE(std::isinf(actual) || std::abs(actual) > Limits::max() * T(0.999)) << what;
    return;
  }
  const Real bound = ulps * static_cast<Real>(Limits::epsilon()) * std::abs(expected) +
                     256 * static_cast<Real>(Limits::min());
  EXPECT_LE(std::abs(static_cast<Real>(actual) - expected), bound)
      << what << ": " << static_cast<double>(actual) << ", not " << static_cast<double>(expected);
}

/// The curve and its slope at every number of the range, contiguous and not.
template <class T>
void check_curve(const char* name, const std::function<Variable(const Variable&)>& f,
                 const std::function<Real(Real)>& value, const std::function<Real(Real)>& slope, double ulps,
                 bool slope_of_result = false) {
  const std::vector<T> xs = whole_range<T>();
  const auto n = static_cast<int64_t>(xs.size());
  for (const bool strided : {false, true}) {
    const Tensor line = Tensor::from<T>(context(), {n}, xs);
    const Variable x(strided ? scattered(line) : line, true);
    const Variable y = f(x);
    backward(y, Tensor::full(context(), dtype_of<T>, {n}, 1));
    const Tensor out = y.data().contiguous(), gradient = x.grad().dense().contiguous();
    for (int64_t i = 0; i < n; ++i) {
      const T at = xs[static_cast<size_t>(i)];
      const std::string what = fmt::format("{}({})", name, at);
      expect_near<T>(out.data<T>()[i], value(at), ulps, what);
      // A slope that is made from the result, as in PyTorch, is 0 where that rounds to 1.
      const Real lost = slope_of_result ? 4 * static_cast<Real>(std::numeric_limits<T>::epsilon()) : 0;
      if (std::abs(static_cast<Real>(gradient.data<T>()[i]) - slope(at)) > lost)
        expect_near<T>(gradient.data<T>()[i], slope(at), ulps * 4, "slope of " + what);
    }
  }
}

Real sigmoid_of(Real x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }
Real phi(Real x) { return std::erfc(-x / std::sqrt(Real(2))) / 2; }
Real density(Real x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::acos(Real(-1))); }

template <class T>
void check_curves() {
  check_curve<T>(
      "sigmoid", [](const Variable& x) { return sigmoid(x); }, sigmoid_of,
      [](Real x) { return sigmoid_of(x) * sigmoid_of(-x); }, 64, true);
  check_curve<T>(
      "tanh", [](const Variable& x) { return tanh(x); }, [](Real x) { return std::tanh(x); },
      [](Real x) {
        const Real c = std::cosh(x);
        return std::isinf(c) ? 0 : 1 / c / c;
      },
      64, true);
  check_curve<T>(
      "silu", [](const Variable& x) { return silu(x); }, [](Real x) { return x * sigmoid_of(x); },
      [](Real x) { return sigmoid_of(x) + x * sigmoid_of(x) * sigmoid_of(-x); }, 64);
  check_curve<T>(
      "softplus", [](const Variable& x) { return softplus(x); },
      [](Real x) { return x > 20 ? x : std::log1p(std::exp(x)); },
      [](Real x) { return x > 20 ? 1 : sigmoid_of(x); }, 64);
  check_curve<T>(
      "elu", [](const Variable& x) { return elu(x); }, [](Real x) { return x > 0 ? x : std::expm1(x); },
      [](Real x) { return x > 0 ? 1 : std::exp(x); }, 64);
  check_curve<T>(
      "gelu", [](const Variable& x) { return gelu(x); }, [](Real x) { return x * phi(x); },
      [](Real x) { return phi(x) + x * density(x); }, 256);
  check_curve<T>(
      "relu", [](const Variable& x) { return relu(x); }, [](Real x) { return x > 0 ? x : 0; },
      [](Real x) { return x > 0 ? 1 : 0; }, 1);
  check_curve<T>(
      "leaky_relu", [](const Variable& x) { return leaky_relu(x, 0.25); },
      [](Real x) { return x > 0 ? x : x / 4; }, [](Real x) { return x > 0 ? 1 : 0.25L; }, 1);
}

TEST(Range, curves_of_f32) { check_curves<float>(); }
TEST(Range, curves_of_f64) { check_curves<double>(); }

/// Rows of mixed scales.
template <class T>
std::vector<std::vector<T>> rows_of_logits() {
  const T most = std::numeric_limits<T>::max(), least = std::numeric_limits<T>::denorm_min();
  return {{most, -most, 0, 1},         {-most, -most, -most, -most},
          {most, most, most, most},    {most, most / 2, -most, 0},
          {least, -least, 0, least},   {1000, 999, -1000, 0},
          {-1000, -1001, -1002, -999}, {T(1e30), 1, T(1e-30), 0},
          {88, 89, 90, -110},          {0, 0, 0, 0}};
}

template <class T>
void check_softmax() {
  const std::vector<std::vector<T>> rows = rows_of_logits<T>();
  for (const bool strided : {false, true})
    for (const std::vector<T>& row : rows) {
      const Tensor line = Tensor::from<T>(context(), {1, 4}, row);
      const Variable x(strided ? scattered(line) : line, true), z(line.copy(), true);
      const Real largest = *std::max_element(row.begin(), row.end());
      Real sum = 0;
      for (const T v : row) sum += std::exp(static_cast<Real>(v) - largest);
      const Variable y = softmax(x, 1), l = log_softmax(z, 1);
      const Tensor weights = Tensor::from<T>(context(), {1, 4}, std::vector<T>{1, -2, 3, T(0.5)});
      backward(y, weights);
      backward(l, weights);
      Real total = 0, gradient_sum = 0, log_gradient_sum = 0;
      for (int64_t i = 0; i < 4; ++i) {
        const Real log_share = static_cast<Real>(row[static_cast<size_t>(i)]) - largest - std::log(sum);
        const T share = y.data().contiguous().template data<T>()[i];
        expect_near<T>(share, std::exp(log_share), 64, "softmax");
        expect_near<T>(l.data().template data<T>()[i], log_share, 64, "log_softmax");
        total += share;
        gradient_sum += x.grad().dense().contiguous().template data<T>()[i];
        log_gradient_sum += z.grad().dense().template data<T>()[i];
      }
      const Real few = 16 * static_cast<Real>(std::numeric_limits<T>::epsilon());
      EXPECT_LE(std::abs(total - 1), few);
      EXPECT_LE(std::abs(gradient_sum), 4 * few);
      EXPECT_LE(std::abs(log_gradient_sum), 4 * few);
    }
}

TEST(Range, softmax_of_f32) { check_softmax<float>(); }
TEST(Range, softmax_of_f64) { check_softmax<double>(); }

/// Cross entropy of one row against what it should be for any target.
template <class T>
void check_cross_entropy(const std::vector<T>& row, const std::vector<T>& probabilities, double smoothing) {
  const Real largest = *std::max_element(row.begin(), row.end());
  Real sum = 0, expected = 0;
  for (const T v : row) sum += std::exp(static_cast<Real>(v) - largest);
  for (size_t i = 0; i < row.size(); ++i) {
    const Real share = (1 - static_cast<Real>(smoothing)) * probabilities[i] +
                       static_cast<Real>(smoothing) / static_cast<Real>(row.size());
    if (share != 0) expected += share * (largest - static_cast<Real>(row[i]) + std::log(sum));
  }
  CrossEntropyOptions options;
  options.label_smoothing = smoothing;
  const Variable x = tensor<T>({1, 4}, row, true);
  const Variable loss = cross_entropy(x, tensor<T>({1, 4}, probabilities), options);
  backward(loss);
  const std::string what = fmt::format("cross entropy of {} {} {} {}", row[0], row[1], row[2], row[3]);
  // Sums of terms as large as the logits lose digits of theirs.
  const Real lost = 64 * static_cast<Real>(std::numeric_limits<double>::epsilon()) * std::abs(largest);
  const T value = *loss.data().template data<T>();
  EXPECT_FALSE(std::isnan(value)) << what;
  if (expected < static_cast<Real>(std::numeric_limits<T>::max()) / 4) {
    EXPECT_LE(std::abs(static_cast<Real>(value) - expected),
              lost + 64 * static_cast<Real>(std::numeric_limits<T>::epsilon()) * (expected + 1))
        << what;
  }
  Real total = 0;
  for (int64_t i = 0; i < 4; ++i) {
    const T d = x.grad().dense().template data<T>()[i];
    const Real share = (1 - static_cast<Real>(smoothing)) * probabilities[static_cast<size_t>(i)] +
                       static_cast<Real>(smoothing) / 4;
    EXPECT_NEAR(
        static_cast<double>(d),
        static_cast<double>(std::exp(static_cast<Real>(row[static_cast<size_t>(i)]) - largest) / sum - share),
        64 * static_cast<double>(std::numeric_limits<T>::epsilon()))
        << what;
    total += d;
  }
  EXPECT_LE(std::abs(total), 256 * static_cast<Real>(std::numeric_limits<T>::epsilon()));
}

template <class T>
void check_cross_entropies() {
  for (const std::vector<T>& row : rows_of_logits<T>())
    for (const double smoothing : {0.0, 0.1}) {
      check_cross_entropy<T>(row, {1, 0, 0, 0}, smoothing);
      check_cross_entropy<T>(row, {0, 1, 0, 0}, smoothing);
      check_cross_entropy<T>(row, {T(0.25), T(0.25), T(0.25), T(0.25)}, smoothing);
      check_cross_entropy<T>(row, {T(0.5), 0, T(0.5), 0}, smoothing);
    }
}

TEST(Range, cross_entropy_of_f32) { check_cross_entropies<float>(); }
TEST(Range, cross_entropy_of_f64) { check_cross_entropies<double>(); }

TEST(Range, cross_entropy_of_a_certain_target_far_from_the_others_is_0) {
  const float most = FLT_MAX;
  const Variable x = tensor<float>({1, 2}, {most, -most}, true);
  const Variable loss = cross_entropy(x, tensor<float>({1, 2}, {1, 0}));
  EXPECT_EQ(loss.data().item(), 0);
  backward(loss);
  EXPECT_EQ(values_of(x.grad().dense()), std::vector<double>({0, 0}));
}

template <class T>
void check_bce() {
  for (const T x : whole_range<T>())
    for (const T y : {T(0), T(0.25), T(1)}) {
      const Variable logit = tensor<T>({1}, {x}, true);
      const Variable loss = bce_with_logits_loss(logit, tensor<T>({1}, {y}));
      backward(loss);
      const Real v = x, target = y;
      const Real soft = std::max(-v, Real(0)) + std::log1p(std::exp(-std::abs(v)));
      const Real expected = (1 - target) * v + soft;
      const T value = *loss.data().template data<T>();
      const Real bound = 8 * static_cast<Real>(std::numeric_limits<T>::epsilon()) * (std::abs(v) + 1);
      EXPECT_LE(std::abs(static_cast<Real>(value) - expected), bound) << x << ", " << y;
      EXPECT_NEAR(static_cast<double>(*logit.grad().dense().template data<T>()),
                  static_cast<double>(sigmoid_of(v) - target),
                  8 * static_cast<double>(std::numeric_limits<T>::epsilon()))
          << x << ", " << y;
    }
}

TEST(Range, bce_with_logits_of_f32) { check_bce<float>(); }
TEST(Range, bce_with_logits_of_f64) { check_bce<double>(); }

TEST(Range, smooth_l1_squares_nothing_that_it_could_divide_first) {
  const Variable x = tensor<float>({2}, {1e29F, 1e-30F}, true), y = tensor<float>({2}, {0, 0});
  const Variable loss = smooth_l1_loss(x, y, 1e30, Reduction::none);
  EXPECT_NEAR(loss.data().data<float>()[0] / 5e27, 1, 1e-6);
  EXPECT_EQ(loss.data().data<float>()[1], 0);
  const Variable small = smooth_l1_loss(tensor<float>({1}, {1e-25F}), tensor<float>({1}, {0}), 1e-24);
  EXPECT_NEAR(small.data().item() / 5e-27, 1, 1e-6);
  const Variable huber = huber_loss(x, y, 1e5, Reduction::none);
  EXPECT_NEAR(huber.data().data<float>()[0] / 1e34, 1, 1e-6);
}

/// (s 3, s 4) has norm 5 s at any scale s, and unit slopes.
template <class T>
void check_norms(const std::vector<double>& scales) {
  for (const double s : scales) {
    SCOPED_TRACE(s);
    const auto at = [s](double v) { return static_cast<T>(v * s); };
    const Variable x = tensor<T>({2}, {at(3), at(-4)}, true);
    for (const double p : {2.0, 3.0, 20.0, HUGE_VAL}) {
      const double wanted = p == 2 ? 5 : std::isinf(p) ? 4 : 4 * std::pow(1 + std::pow(0.75, p), 1 / p);
      Variable each = x;
      each.clear_grad();
      const Variable y = norm(each, p);
      EXPECT_NEAR(y.data().item() / s / wanted, 1, 1e-5) << p;
      backward(y);
      const double slope = std::isinf(p) ? 0 : std::pow(3 / wanted, p - 1);
      EXPECT_NEAR(values_of(x.grad().dense())[0], slope, 1e-5) << p;
      each.set_grad(Gradient(x.data().copy()));
      EXPECT_NEAR(clip_grad_norm(std::span(&x, 1), s, p, true) / s / wanted, 1, 1e-5) << p;
      // Clipped to the norm s, unless 1e-6 beside it counts.
      if (s > 1) {
        EXPECT_NEAR(values_of(x.grad().dense())[1] / s * wanted, -4, 1e-4) << p;
      }
    }
    Variable other = tensor<T>({1, 2}, {at(4), at(3)}, true), one = tensor<T>({1, 2}, {at(3), at(4)}, true);
    const Variable cosine = cosine_similarity(one, other, 1, 0);
    EXPECT_NEAR(cosine.data().item(), 24.0 / 25, 1e-5);
    backward(cosine);
    EXPECT_NEAR(values_of(one.grad().dense())[0] * s, (4 - 3 * 0.96) / 25, 1e-5);
  }
}

TEST(Range, norms_of_f32) { check_norms<float>({1e37, 1e30, 1e20, 1, 1e-20, 1e-30, 1e-36}); }
TEST(Range, norms_of_f64) { check_norms<double>({1e307, 1e200, 1e160, 1, 1e-160, 1e-200, 1e-300}); }

TEST(Range, cosine_embedding_of_large_numbers) {
  const Variable a = tensor<double>({1, 2}, {3e100, 4e100}), b = tensor<double>({1, 2}, {4e100, 3e100});
  const Tensor target = Tensor::full(context(), DType::f64, {1}, 1);
  EXPECT_NEAR(cosine_embedding_loss(a, b, target).data().item(), 0.04, 1e-12);
}

TEST(Range, max_norm_of_large_rows_of_f64) {
  const Variable table = tensor<double>({2, 2}, {3e200, 4e200, 0, 0});
  const Tensor rows = Tensor::from<int64_t>(context(), {2}, std::vector<int64_t>{0, 1});
  const Variable row = embedding(table, rows);
  EXPECT_NEAR(norm(row).data().item() / 5e200, 1, 1e-12);
}

/// What normalisation makes of numbers that deviate by `scale`.
template <class T>
void expect_normalised(const Variable& y) {
  const std::vector<double> values = values_of(y.data());
  double sum = 0, square = 0;
  for (const double v : values) {
    sum += v;
    square += v * v;
  }
  const auto n = static_cast<double>(values.size());
  EXPECT_NEAR(sum / n, 0, 1e-5);
  EXPECT_NEAR(square / n, 1, 1e-4);
}

TEST(Range, normalisations_of_large_f32) {
  for (const double scale : {1e10, 1e18, 1e20, 1e30, 1e37}) {
    SCOPED_TRACE(scale);
    std::vector<float> values;
    for (int i = 0; i < 64; ++i) values.push_back(static_cast<float>(scale * std::sin(1.7 * i)));
    const Variable none;
    expect_normalised<float>(layer_norm(tensor<float>({1, 64}, values), {64}, none, none));
    expect_normalised<float>(group_norm(tensor<float>({1, 4, 16}, values), 1, none, none));
    expect_normalised<float>(batch_norm(tensor<float>({64, 1}, values), none, none, {}));
    expect_normalised<float>(batch_norm(tensor<float>({4, 1, 16}, values), none, none, {}));
  }
}

TEST(Range, denormals_are_kept_by_every_operation) {
  const std::vector<float> values(40, FLT_MIN / 4);
  const Tensor line = Tensor::from<float>(context(), {40}, values);
  for (const Tensor& x : {line, scattered(line)}) {
    const Variable v(x);
    for (const Variable& y : {relu(v), add(v, v), affine(v, 1, 0), negative(v), abs(v), leaky_relu(v, 0.5),
                              elu(v), tanh(v), multiply(v, tensor<float>({1}, {1})), clone(v)})
      for (const double made : values_of(y.data())) EXPECT_NE(made, 0);
  }
  EXPECT_NEAR(sum(Variable(line)).data().item() / (40.0 * FLT_MIN / 4), 1, 1e-6);
  EXPECT_NEAR(norm(Variable(line)).data().item() / (std::sqrt(40.0) * FLT_MIN / 4), 1, 1e-5);
}

}  // namespace
}  // namespace nnl
