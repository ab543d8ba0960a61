#include "kernels/softmax.h"

#include <cmath>
#include <cstring>
#include <functional>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <vector>

#include "support/instruction_sets.h"

namespace {

using nnl::kernels::CrossEntropy;
using nnl::kernels::CrossEntropyGradient;
using nnl::kernels::CrossEntropyRows;
using nnl::kernels::SoftmaxKernels;
using nnl::kernels::SoftmaxRows;
using nnl::test::on_each_isa;

template <class T>
using Vector = std::vector<T>;
using Exact = std::vector<long double>;
template <class T>
using Limits = std::numeric_limits<T>;

// Around every batch width and every block of 1024.
constexpr int64_t kClasses[] = {1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 27, 33, 100, 1023, 1024, 1025, 3000};

template <class T>
bool same_bits(const Vector<T>& a, const Vector<T>& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

template <class T>
Vector<T> normal(int64_t n, unsigned seed, double scale = 3, double mean = 0) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> distribution(mean, scale);
  Vector<T> values(static_cast<size_t>(n));
  for (T& value : values) value = static_cast<T>(distribution(generator));
  return values;
}

template <class T>
Vector<T> probabilities(int64_t rows, int64_t classes, unsigned seed) {
  Vector<T> values = normal<T>(rows * classes, seed, 1);
  for (int64_t i = 0; i < rows; ++i) {
    T sum = 0;
    for (int64_t c = 0; c < classes; ++c) {
      T& value = values[static_cast<size_t>(i * classes + c)];
      value = std::fabs(value) + T(0.001);
      sum += value;
    }
    for (int64_t c = 0; c < classes; ++c) values[static_cast<size_t>(i * classes + c)] /= sum;
  }
  return values;
}

template <class T>
long double exact_logsumexp(const T* x, int64_t n) {
  long double largest = -Limits<long double>::infinity(), sum = 0;
  for (int64_t i = 0; i < n; ++i) largest = std::max(largest, static_cast<long double>(x[i]));
  for (int64_t i = 0; i < n; ++i) sum += std::exp(static_cast<long double>(x[i]) - largest);
  return largest + std::log(sum);
}

// How many times the rounding unit of T, relative to `scale`, the worst element is off.
template <class T>
double worst(const Vector<T>& got, const Exact& exact, const std::function<long double(size_t)>& scale) {
  double result = 0;
  for (size_t i = 0; i < got.size(); ++i) {
    const long double error = std::fabs(static_cast<long double>(got[i]) - exact[i]);
    if (error != 0) result = std::max(result, static_cast<double>(error / (scale(i) * Limits<T>::epsilon())));
  }
  return result;
}

template <class T>
Vector<T> run(typename SoftmaxKernels<T>::Rows kernel, const Vector<T>& x, const Vector<T>& dy,
              int64_t classes, bool streaming = false) {
  Vector<T> out(x.size());
  kernel(SoftmaxRows<T>{classes, x.data(), dy.empty() ? nullptr : dy.data(), out.data(), streaming}, 0,
         static_cast<int64_t>(x.size()) / classes);
  return out;
}

template <class T>
class Softmax : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Softmax, Types);

TYPED_TEST(Softmax, values_and_gradients_are_right_for_any_number_of_classes) {
  using T = TypeParam;
  constexpr int64_t rows = 3;
  for (const int64_t classes : kClasses) {
    SCOPED_TRACE(classes);
    const Vector<T> x = normal<T>(rows * classes, 1), dy = normal<T>(rows * classes, 2, 1);
    Exact p(x.size()), logp(x.size());
    for (size_t begin = 0; begin < x.size(); begin += static_cast<size_t>(classes)) {
      const long double logsumexp = exact_logsumexp(&x[begin], classes);
      for (size_t i = begin; i < begin + static_cast<size_t>(classes); ++i) {
        logp[i] = static_cast<long double>(x[i]) - logsumexp;
        p[i] = std::exp(logp[i]);
      }
    }
    on_each_isa<SoftmaxKernels<T>>([&](const SoftmaxKernels<T>& kernels) {
      const Vector<T> y = run(kernels.softmax, x, {}, classes),
                      logy = run(kernels.log_softmax, x, {}, classes);
      EXPECT_LE(worst<T>(y, p, [&](size_t i) { return p[i]; }), 12);
      EXPECT_LE(worst<T>(logy, logp, [&](size_t i) { return std::fabs(logp[i]) + std::fabs(x[i]); }), 2);
      EXPECT_TRUE(same_bits(run(kernels.log_softmax, x, {}, classes, true), logy));

      Exact dx(x.size()), dx_of_log(x.size()), size(x.size()), size_of_log(x.size());
      for (int64_t i = 0; i < rows; ++i) {
        long double dot = 0, sum = 0, absolute_dot = 0, absolute_sum = 0;
        for (int64_t c = 0; c < classes; ++c) {
          const auto at = static_cast<size_t>(i * classes + c);
          dot += static_cast<long double>(y[at]) * dy[at];
          absolute_dot += std::fabs(static_cast<long double>(y[at]) * dy[at]);
          sum += dy[at];
          absolute_sum += std::fabs(dy[at]);
        }
        for (int64_t c = 0; c < classes; ++c) {
          const auto at = static_cast<size_t>(i * classes + c);
          const long double e = std::exp(static_cast<long double>(logy[at]));
          dx[at] = y[at] * (dy[at] - dot);
          size[at] = y[at] * (std::fabs(dy[at]) + absolute_dot);
          dx_of_log[at] = dy[at] - e * sum;
          size_of_log[at] = std::fabs(dy[at]) + e * absolute_sum;
        }
      }
      const Vector<T> back = run(kernels.softmax_backward, y, dy, classes);
      const Vector<T> back_of_log = run(kernels.log_softmax_backward, logy, dy, classes);
      EXPECT_LE(worst<T>(back, dx, [&](size_t i) { return size[i]; }), 4);
      EXPECT_LE(worst<T>(back_of_log, dx_of_log, [&](size_t i) { return size_of_log[i]; }), 4);
      EXPECT_TRUE(same_bits(run(kernels.softmax_backward, y, dy, classes, true), back));
      EXPECT_TRUE(same_bits(run(kernels.log_softmax_backward, logy, dy, classes, true), back_of_log));
    });
  }
}

TYPED_TEST(Softmax, is_the_same_in_place) {
  using T = TypeParam;
  const Vector<T> x = normal<T>(5 * 37, 3);
  on_each_isa<SoftmaxKernels<T>>([&](const SoftmaxKernels<T>& kernels) {
    for (const auto kernel : {kernels.softmax, kernels.log_softmax}) {
      Vector<T> y = x;
      kernel(SoftmaxRows<T>{37, y.data(), nullptr, y.data(), false}, 0, 5);
      EXPECT_TRUE(same_bits(y, run(kernel, x, {}, 37)));
    }
  });
}

TYPED_TEST(Softmax, infinities_nan_and_huge_values) {
  using T = TypeParam;
  const T inf = Limits<T>::infinity(), nan = Limits<T>::quiet_NaN(), huge = Limits<T>::max() / 4;
  for (const int64_t classes : {int64_t{3}, int64_t{8}, int64_t{19}, int64_t{2050}})
    on_each_isa<SoftmaxKernels<T>>([&](const SoftmaxKernels<T>& kernels) {
      SCOPED_TRACE(classes);
      const auto n = static_cast<size_t>(classes);
      const auto logsumexp = [&](const Vector<T>& x) {
        double result = -1;
        kernels.logsumexp(x.data(), classes, 0, 1, &result);
        return result;
      };
      // All at -infinity but two.
      Vector<T> x(n, -inf);
      x[0] = 5;
      x[n - 1] = 5;
      Vector<T> expected(n);
      expected[0] = expected[n - 1] = T(0.5);
      EXPECT_EQ(run(kernels.softmax, x, {}, classes), expected);
      EXPECT_NEAR(logsumexp(x), 5 + std::log(2.0), 1e-14);
      EXPECT_EQ(run(kernels.log_softmax, x, {}, classes)[1], -inf);

      const Vector<T> none(n, -inf);
      EXPECT_EQ(logsumexp(none), -Limits<double>::infinity());
      for (const T y : run(kernels.softmax, none, {}, classes)) EXPECT_TRUE(std::isnan(y));
      for (const T y : run(kernels.log_softmax, none, {}, classes)) EXPECT_TRUE(std::isnan(y));

      x.assign(n, -huge);
      x[n / 2] = huge;
      expected.assign(n, 0);
      expected[n / 2] = 1;
      EXPECT_EQ(run(kernels.softmax, x, {}, classes), expected);
      EXPECT_EQ(logsumexp(x), static_cast<double>(huge));
      EXPECT_EQ(run(kernels.log_softmax, x, {}, classes)[n / 2], 0);

      for (const T bad : {inf, nan})
        for (const size_t at : {size_t{0}, n / 2, n - 1}) {
          Vector<T> row(n, 1);
          row[at] = bad;
          EXPECT_TRUE(std::isnan(logsumexp(row)));
          for (const T y : run(kernels.softmax, row, {}, classes)) EXPECT_TRUE(std::isnan(y));
          for (const T y : run(kernels.log_softmax, row, {}, classes)) EXPECT_TRUE(std::isnan(y));
        }
    });
}

TYPED_TEST(Softmax, logsumexp_is_accurate_over_many_classes) {
  using T = TypeParam;
  for (const double mean : {0.0, 1000.0}) {
    const Vector<T> x = normal<T>(50001, 4, 2, mean);
    on_each_isa<SoftmaxKernels<T>>([&](const SoftmaxKernels<T>& kernels) {
      double result = 0;
      kernels.logsumexp(x.data(), 50001, 0, 1, &result);
      EXPECT_NEAR(result, static_cast<double>(exact_logsumexp(x.data(), 50001)), 2 * Limits<T>::epsilon());
    });
  }
}

// One kind of problem, its exact losses and gradients by the definition in the header.
template <class T>
struct Problem {
  int64_t rows, classes;
  double smoothing;
  bool weighted;
  Vector<T> logits, weight, target_probabilities, dloss;
  Vector<int64_t> target;
  Exact loss, dlogits, dprobabilities;

  Problem(int64_t row_count, int64_t class_count, double label_smoothing, bool with_weight,
          bool with_probabilities)
      : rows(row_count), classes(class_count), smoothing(label_smoothing), weighted(with_weight) {
    logits = normal<T>(rows * classes, 5);
    dloss = normal<T>(rows, 6, 1);
    weight = normal<T>(classes, 7, 1);
    for (T& w : weight) w = std::fabs(w);
    if (with_probabilities) target_probabilities = probabilities<T>(rows, classes, 8);
    for (int64_t i = 0; i < rows && !with_probabilities; ++i)
      target.push_back(i % 4 == 3 ? -100 : i * 31 % classes);
    compute();
  }

  CrossEntropy<T> view() const {
    CrossEntropy<T> problem;
    problem.rows = rows;
    problem.classes = classes;
    problem.logits = logits.data();
    problem.weight = weighted ? weight.data() : nullptr;
    problem.label_smoothing = smoothing;
    problem.target = target.empty() ? nullptr : target.data();
    problem.probabilities = target_probabilities.empty() ? nullptr : target_probabilities.data();
    return problem;
  }

  void compute() {
    loss.resize(static_cast<size_t>(rows));
    dlogits.resize(logits.size());
    dprobabilities.resize(logits.size());
    for (int64_t i = 0; i < rows; ++i) {
      const auto row = static_cast<size_t>(i);
      if (!target.empty() && target[row] == -100) continue;
      const long double lse = exact_logsumexp(&logits[static_cast<size_t>(i * classes)], classes);
      long double mass = 0;
      Exact v(static_cast<size_t>(classes));
      for (int64_t c = 0; c < classes; ++c) {
        const auto at = static_cast<size_t>(i * classes + c), column = static_cast<size_t>(c);
        const long double w = weighted ? weight[column] : 1;
        const long double goal = target.empty() ? target_probabilities[at] : target[row] == c ? 1 : 0;
        v[column] = w * ((1 - smoothing) * goal + smoothing / static_cast<long double>(classes));
        mass += v[column];
        loss[row] += v[column] * (lse - logits[at]);
        dprobabilities[at] = 1.5L * dloss[row] * w * (1 - smoothing) * (lse - logits[at]);
      }
      for (int64_t c = 0; c < classes; ++c) {
        const auto at = static_cast<size_t>(i * classes + c);
        dlogits[at] = 1.5L * dloss[row] * (mass * std::exp(logits[at] - lse) - v[static_cast<size_t>(c)]);
      }
    }
  }
};

template <class T>
struct Answer {
  Vector<double> loss, logsumexp, mass;
  Vector<T> dlogits, dprobabilities;

  explicit Answer(const Problem<T>& p)
      : loss(p.loss.size()), logsumexp(loss), mass(loss), dlogits(p.logits.size()), dprobabilities(dlogits) {}
  CrossEntropyRows rows() { return {loss.data(), logsumexp.data(), mass.data()}; }
};

template <class T>
void expect_right(const Problem<T>& p, const Answer<T>& a) {
  for (size_t i = 0; i < p.loss.size(); ++i)
    EXPECT_NEAR(a.loss[i], static_cast<double>(p.loss[i]),
                16 * Limits<T>::epsilon() * (1 + std::fabs(static_cast<double>(p.loss[i]))));
  for (size_t i = 0; i < p.logits.size(); ++i) {
    const double size = 4 * std::fabs(p.dloss[i / static_cast<size_t>(p.classes)]);
    ASSERT_NEAR(a.dlogits[i], static_cast<double>(p.dlogits[i]), 8 * Limits<T>::epsilon() * size) << i;
    if (!p.target_probabilities.empty()) {
      ASSERT_NEAR(a.dprobabilities[i], static_cast<double>(p.dprobabilities[i]),
                  100 * Limits<T>::epsilon() * size);
    }
  }
}

template <class T>
void for_each_problem(int64_t rows, const std::function<void(const Problem<T>&)>& check) {
  for (const int64_t classes : kClasses)
    for (const double smoothing : {0.0, 0.1, 1.0})
      for (const bool weighted : {false, true})
        for (const bool with_probabilities : {false, true}) {
          SCOPED_TRACE(testing::Message() << classes << " classes, smoothing " << smoothing << ", weighted "
                                          << weighted << ", probabilities " << with_probabilities);
          check(Problem<T>(rows, classes, smoothing, weighted, with_probabilities));
        }
}

TYPED_TEST(Softmax, cross_entropy_agrees_with_its_definition) {
  using T = TypeParam;
  for_each_problem<T>(6, [](const Problem<T>& p) {
    on_each_isa<SoftmaxKernels<T>>([&](const SoftmaxKernels<T>& kernels) {
      Answer<T> a(p);
      kernels.cross_entropy_forward(p.view(), a.rows(), 0, p.rows);
      double weight_sum = 0;
      for (const T w : p.weight) weight_sum += p.weighted ? w : 1;
      CrossEntropyGradient<T> gradient{a.logsumexp.data(), a.mass.data(),    p.dloss.data(),          1.5,
                                       weight_sum,         a.dlogits.data(), a.dprobabilities.data(), false};
      kernels.cross_entropy_backward(p.view(), gradient, 0, p.rows);
      expect_right(p, a);
      const Vector<T> stored = a.dlogits;
      gradient.streaming = true;
      a.dlogits.assign(stored.size(), T(7));
      kernels.cross_entropy_backward(p.view(), gradient, 0, p.rows);
      EXPECT_TRUE(same_bits(a.dlogits, stored));
    });
  });
}

TYPED_TEST(Softmax, cross_entropy_takes_a_scale_alone_and_works_in_place) {
  using T = TypeParam;
  for_each_problem<T>(5, [](const Problem<T>& original) {
    Problem<T> p = original;
    p.dloss.assign(p.dloss.size(), T(1));
    Answer<T> a(p), b(p);
    nnl::kernels::cross_entropy_forward(1, p.view(), a.rows());
    nnl::kernels::cross_entropy_backward<T>(1, p.view(), a.logsumexp.data(), a.mass.data(), p.dloss.data(),
                                            0.25, a.dlogits.data(), nullptr);
    nnl::kernels::cross_entropy_backward<T>(1, p.view(), a.logsumexp.data(), a.mass.data(), nullptr, 0.25,
                                            b.dlogits.data(), nullptr);
    EXPECT_TRUE(same_bits(a.dlogits, b.dlogits));
    nnl::kernels::cross_entropy_backward<T>(1, p.view(), a.logsumexp.data(), a.mass.data(), nullptr, 0.25,
                                            p.logits.data(), nullptr);
    EXPECT_TRUE(same_bits(p.logits, b.dlogits));
  });
}

TYPED_TEST(Softmax, cross_entropy_of_infinite_and_huge_logits) {
  using T = TypeParam;
  const T inf = Limits<T>::infinity(), huge = sizeof(T) == 4 ? T(1e38) : T(1e307);
  for (const int64_t classes : {int64_t{5}, int64_t{1500}}) {
    Problem<T> p(5, classes, 0, false, false);
    const auto n = static_cast<size_t>(classes);
    p.target = {0, 0, 0, 0, 0};
    std::fill(p.logits.begin(), p.logits.end(), T(0));
    p.logits[1] = -inf;         // row 0: not its target, does not count
    p.logits[n] = -inf;         // row 1: its target
    p.logits[2 * n] = huge;     // row 2: certain
    p.logits[3 * n] = -huge;    // row 3: as wrong as can be
    p.logits[4 * n + 1] = inf;  // row 4
    Answer<T> a(p);
    nnl::kernels::cross_entropy_forward(1, p.view(), a.rows());
    nnl::kernels::cross_entropy_backward<T>(1, p.view(), a.logsumexp.data(), a.mass.data(), nullptr, 1,
                                            a.dlogits.data(), nullptr);
    EXPECT_NEAR(a.loss[0], std::log(static_cast<double>(classes - 1)), 4 * Limits<T>::epsilon());
    EXPECT_EQ(a.dlogits[1], 0);
    EXPECT_EQ(a.loss[1], Limits<double>::infinity());
    EXPECT_EQ(a.dlogits[n], -1);
    EXPECT_EQ(a.loss[2], 0);
    EXPECT_EQ(a.dlogits[2 * n], 0);
    EXPECT_NEAR(a.loss[3] / static_cast<double>(huge), 1, 1e-6);
    EXPECT_EQ(a.dlogits[3 * n], -1);
    EXPECT_TRUE(std::isnan(a.loss[4]));
    for (size_t c = 0; c < n; ++c) EXPECT_TRUE(std::isnan(a.dlogits[4 * n + c]));

    p.smoothing = 0.1;
    nnl::kernels::cross_entropy_forward(1, p.view(), a.rows());
    const double others = static_cast<double>(classes - 1) / static_cast<double>(classes);
    EXPECT_NEAR(a.loss[2] / static_cast<double>(huge), 0.1 * others, 1e-6);
  }
}

TYPED_TEST(Softmax, any_number_of_threads_gives_the_same_bits) {
  using T = TypeParam;
  struct Shape {
    int64_t rows, classes;
  };
  // The last is large enough for streaming stores.
  for (const Shape shape :
       {Shape{0, 5}, Shape{1, 40000}, Shape{5000, 9}, Shape{77, 1111}, Shape{420, 10007}}) {
    SCOPED_TRACE(testing::Message() << shape.rows << " x " << shape.classes);
    const auto [rows, classes] = shape;
    const Vector<T> x = normal<T>(rows * classes, 11), dy = normal<T>(rows * classes, 12);
    const Problem<T> p = [&] {
      Problem<T> problem(std::min<int64_t>(rows, 1), classes, 0.1, true, false);
      problem.rows = rows;
      problem.logits = x;
      problem.dloss = normal<T>(rows, 13);
      problem.target.clear();
      for (int64_t i = 0; i < rows; ++i) problem.target.push_back(i % 10 == 7 ? -100 : i % classes);
      problem.loss.resize(static_cast<size_t>(rows));
      return problem;
    }();
    const auto all = [&](int threads) {
      Vector<Vector<T>> results(5, Vector<T>(x.size()));
      Answer<T> a(p);
      nnl::kernels::softmax(threads, x.data(), rows, classes, results[0].data());
      nnl::kernels::softmax_backward(threads, results[0].data(), dy.data(), rows, classes, results[1].data());
      nnl::kernels::log_softmax(threads, x.data(), rows, classes, results[2].data());
      nnl::kernels::log_softmax_backward(threads, results[2].data(), dy.data(), rows, classes,
                                         results[3].data());
      if (rows > 0) {
        nnl::kernels::cross_entropy_forward(threads, p.view(), a.rows());
        nnl::kernels::cross_entropy_backward<T>(threads, p.view(), a.logsumexp.data(), nullptr,
                                                p.dloss.data(), 0.5, results[4].data(), nullptr);
      }
      Vector<double> lse(static_cast<size_t>(rows));
      nnl::kernels::row_logsumexp(threads, x.data(), rows, classes, lse.data());
      results.emplace_back(a.loss.begin(), a.loss.end());
      results.emplace_back(lse.begin(), lse.end());
      return results;
    };
    const auto one = all(1);
    for (const int threads : {2, 3, 8}) {
      const auto several = all(threads);
      for (size_t i = 0; i < one.size(); ++i)
        EXPECT_TRUE(same_bits(several[i], one[i])) << threads << ' ' << i;
    }
  }
}

TYPED_TEST(Softmax, cross_entropy_denominator_counts_or_weighs_the_rows_that_count) {
  using T = TypeParam;
  const Vector<T> weight{T(0.5), T(2), T(4)};
  const Vector<int64_t> target{0, 1, 7, 2, 2, 7};
  CrossEntropy<T> problem;
  problem.rows = 6;
  problem.classes = 3;
  problem.target = target.data();
  problem.ignore_index = 7;
  EXPECT_EQ(nnl::kernels::cross_entropy_denominator(problem), 4);
  problem.weight = weight.data();
  EXPECT_EQ(nnl::kernels::cross_entropy_denominator(problem), 10.5);
}

}  // namespace
