#include "kernels/gemm.h"

#include <cblas.h>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <tuple>
#include <vector>

#include "base/error.h"

namespace {

using nnl::Code;
using nnl::Error;
using nnl::kernels::gemm;
using nnl::kernels::Transpose;

struct Shape {
  int64_t m, n, k;
};

constexpr Transpose kTransposes[] = {Transpose::no, Transpose::yes};

// A matrix inside a larger array, whose other elements must stay as they are.
template <class T>
struct Padded {
  int64_t rows, columns, stride, offset;
  std::vector<T> elements;

  Padded(int64_t row_count, int64_t column_count, int64_t padding = 0, int64_t start = 0)
      : rows(row_count),
        columns(column_count),
        stride(column_count + padding),
        offset(start),
        elements(static_cast<size_t>(start + row_count * stride), T{-99}) {}

  T* data() { return elements.data() + offset; }
  T& at(int64_t i, int64_t j) { return elements[static_cast<size_t>(offset + i * stride + j)]; }

  template <class Value>
  void fill(Value&& value) {
    for (int64_t i = 0; i < rows; ++i)
      for (int64_t j = 0; j < columns; ++j) at(i, j) = value(i, j);
  }
  // The matrix without what surrounds it.
  std::vector<T> values() {
    std::vector<T> result;
    for (int64_t i = 0; i < rows; ++i) result.insert(result.end(), &at(i, 0), &at(i, 0) + columns);
    return result;
  }
  bool surroundings_are_untouched() {
    for (int64_t at_index = 0; at_index < static_cast<int64_t>(elements.size()); ++at_index) {
      const int64_t inside = at_index - offset;
      if ((inside < 0 || inside % stride >= columns) && elements[static_cast<size_t>(at_index)] != T{-99})
        return false;
    }
    return true;
  }
};

template <class T>
bool same_bits(const std::vector<T>& x, const std::vector<T>& y) {
  return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size() * sizeof(T)) == 0;
}

// The operands of one product, from a seed; op(A)(i, p) does not depend on how A is stored.
template <class T>
struct Product {
  Transpose ta, tb;
  Shape shape;
  Padded<T> a, b, c;

  Product(Transpose transpose_a, Transpose transpose_b, Shape s, unsigned seed, int64_t padding = 0,
          int64_t start = 0)
      : ta(transpose_a),
        tb(transpose_b),
        shape(s),
        a(transposed_a() ? s.k : s.m, transposed_a() ? s.m : s.k, padding, start),
        b(transposed_b() ? s.n : s.k, transposed_b() ? s.k : s.n, padding, start),
        c(s.m, s.n, padding, start) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<T> uniform(-1, 1);
    for (int64_t i = 0; i < s.m; ++i)
      for (int64_t p = 0; p < s.k; ++p) op_a(i, p) = uniform(random);
    for (int64_t p = 0; p < s.k; ++p)
      for (int64_t j = 0; j < s.n; ++j) op_b(p, j) = uniform(random);
    c.fill([&](int64_t, int64_t) { return uniform(random); });
  }

  bool transposed_a() const { return ta == Transpose::yes; }
  bool transposed_b() const { return tb == Transpose::yes; }
  T& op_a(int64_t i, int64_t p) { return transposed_a() ? a.at(p, i) : a.at(i, p); }
  T& op_b(int64_t p, int64_t j) { return transposed_b() ? b.at(j, p) : b.at(p, j); }

  void run(int threads, T alpha, T beta) {
    gemm<T>(threads, ta, tb, shape.m, shape.n, shape.k, alpha, a.data(), a.stride, b.data(), b.stride, beta,
            c.data(), c.stride);
  }
};

// Compares with sums in double; the tolerance is the worst rounding of k products and sums of numbers
// below 1.
template <class T>
void expect_right(Product<T> product, int threads, T alpha, T beta) {
  Padded<T> before = product.c;
  product.run(threads, alpha, beta);
  const Shape s = product.shape;
  const double tolerance = std::numeric_limits<T>::epsilon() * (static_cast<double>(s.k) + 4) *
                           (std::abs(static_cast<double>(alpha)) * std::sqrt(static_cast<double>(s.k)) + 2);
  double worst = 0;
  for (int64_t i = 0; i < s.m; ++i)
    for (int64_t j = 0; j < s.n; ++j) {
      double sum = 0;
      for (int64_t p = 0; p < s.k; ++p)
        sum += static_cast<double>(product.op_a(i, p)) * static_cast<double>(product.op_b(p, j));
      const double expected = alpha * sum + beta * static_cast<double>(before.at(i, j));
      worst = std::max(worst, std::abs(static_cast<double>(product.c.at(i, j)) - expected));
    }
  EXPECT_LE(worst, tolerance) << "m " << s.m << ", n " << s.n << ", k " << s.k << ", transposes "
                              << product.transposed_a() << product.transposed_b() << ", alpha " << alpha
                              << ", beta " << beta;
  EXPECT_TRUE(product.c.surroundings_are_untouched());
}

template <class T>
class Gemm : public testing::Test {};
using Elements = testing::Types<float, double>;
TYPED_TEST_SUITE(Gemm, Elements);

TYPED_TEST(Gemm, multiplies_like_sums_in_double_at_any_transpose_size_and_padding) {
  constexpr Shape shapes[] = {{1, 1, 1},   {1, 7, 3},    {5, 1, 9},    {2, 3, 1},     {4, 4, 4},
                              {7, 13, 17}, {16, 16, 16}, {33, 31, 65}, {1, 129, 130}, {100, 3, 257}};
  unsigned seed = 1;
  for (const Shape shape : shapes)
    for (const Transpose ta : kTransposes)
      for (const Transpose tb : kTransposes)
        for (const int64_t padding : {0, 5})
          expect_right(Product<TypeParam>(ta, tb, shape, seed++, padding, padding), 1, TypeParam{1},
                       TypeParam{0});
}

TYPED_TEST(Gemm, scales_by_alpha_and_adds_beta_times_c) {
  unsigned seed = 100;
  for (const TypeParam alpha : {1.0, -1.0, 0.5, 3.0, 0.0})
    for (const TypeParam beta : {0.0, 1.0, -0.5, 2.0})
      for (const Transpose ta : kTransposes)
        for (const Transpose tb : kTransposes)
          expect_right(Product<TypeParam>(ta, tb, {19, 23, 29}, seed++, 3), 1, alpha, beta);
}

// Shapes that are cut into rows, columns, both, and halves, with ragged last blocks.
constexpr Shape kCutShapes[] = {{550, 70, 130},  {70, 1100, 60},  {523, 1050, 9}, {257, 90, 190},
                                {100, 301, 139}, {9000, 30, 17},  {3, 20000, 80}, {1100, 1030, 4},
                                {200, 150, 140}, {150, 200, 145}, {1, 5000, 900}, {5000, 1, 900}};

TYPED_TEST(Gemm, multiplies_right_where_the_product_is_cut_into_blocks) {
  unsigned seed = 200;
  for (const Shape shape : kCutShapes)
    for (const Transpose ta : kTransposes)
      for (const Transpose tb : kTransposes)
        expect_right(Product<TypeParam>(ta, tb, shape, seed++, 1), 2, TypeParam{1}, TypeParam{-0.5});
}

TYPED_TEST(Gemm, gives_the_same_bits_at_any_thread_count) {
  std::mt19937 random(7);
  const auto between = [&](int low, int high) {
    return std::uniform_int_distribution<int64_t>(low, high)(random);
  };
  std::vector<Shape> shapes(std::begin(kCutShapes), std::end(kCutShapes));
  for (int i = 0; i < 12; ++i) shapes.push_back({between(1, 900), between(1, 900), between(1, 150)});
  unsigned seed = 300;
  for (const Shape shape : shapes)
    for (const Transpose ta : kTransposes)
      for (const Transpose tb : kTransposes) {
        const Product<TypeParam> operands(ta, tb, shape, seed++);
        const TypeParam beta = seed % 2 ? TypeParam{0} : TypeParam{0.25};
        Product<TypeParam> one = operands;
        one.run(1, TypeParam{1}, beta);
        for (const int threads : {2, 3, 8}) {
          Product<TypeParam> several = operands;
          several.run(threads, TypeParam{1}, beta);
          EXPECT_TRUE(same_bits(one.c.elements, several.c.elements))
              << threads << " threads, m " << shape.m << ", n " << shape.n << ", k " << shape.k;
        }
      }
}

TYPED_TEST(Gemm, gives_the_same_bits_at_any_alignment_and_leading_dimension) {
  unsigned seed = 500;
  for (const Shape shape : {Shape{1, 9, 33}, Shape{13, 37, 41}, Shape{64, 64, 64}, Shape{129, 65, 300}})
    for (const Transpose ta : kTransposes)
      for (const Transpose tb : kTransposes) {
        Product<TypeParam> dense(ta, tb, shape, ++seed);
        dense.run(1, TypeParam{1}, TypeParam{0.5});
        for (const int64_t shift : {1, 2, 3, 7, 16}) {
          Product<TypeParam> shifted(ta, tb, shape, seed, shift, shift);
          shifted.run(1, TypeParam{1}, TypeParam{0.5});
          EXPECT_TRUE(same_bits(dense.c.values(), shifted.c.values())) << "shift " << shift;
        }
      }
}

TYPED_TEST(Gemm, touches_nothing_without_rows_or_columns) {
  for (const Shape shape : {Shape{0, 5, 3}, Shape{4, 0, 3}, Shape{0, 0, 0}})
    EXPECT_NO_THROW(gemm<TypeParam>(2, Transpose::no, Transpose::no, shape.m, shape.n, shape.k, 1, nullptr,
                                    shape.k, nullptr, shape.n, 0, nullptr, shape.n));
}

TYPED_TEST(Gemm, scales_c_alone_without_terms) {
  constexpr TypeParam nan = std::numeric_limits<TypeParam>::quiet_NaN();
  Padded<TypeParam> c(3, 4, 2);
  const auto scale = [&](int64_t k, TypeParam alpha, TypeParam beta) {
    gemm<TypeParam>(2, Transpose::no, Transpose::no, 3, 4, k, alpha, nullptr, k, nullptr, 4, beta, c.data(),
                    c.stride);
  };
  c.fill([](int64_t i, int64_t j) { return static_cast<TypeParam>(i * 4 + j); });
  scale(0, 1, 1);
  scale(0, 1, 2);
  scale(7, 0, TypeParam{0.25});
  for (int64_t i = 0; i < 3; ++i)
    for (int64_t j = 0; j < 4; ++j)
      EXPECT_EQ(c.at(i, j), static_cast<TypeParam>(i * 4 + j) / 2) << i << ", " << j;
  c.fill([](int64_t, int64_t) { return nan; });
  scale(0, 1, 0);
  EXPECT_EQ(c.values(), std::vector<TypeParam>(12, 0));
  EXPECT_TRUE(c.surroundings_are_untouched());
}

TYPED_TEST(Gemm, does_not_read_c_if_beta_is_zero) {
  constexpr TypeParam nan = std::numeric_limits<TypeParam>::quiet_NaN();
  for (const Shape shape : {Shape{1, 1, 1}, Shape{17, 19, 23}, Shape{600, 40, 180}})
    for (const Transpose ta : kTransposes)
      for (const Transpose tb : kTransposes) {
        Product<TypeParam> product(ta, tb, shape, 3);
        product.c.fill([](int64_t, int64_t) { return nan; });
        expect_right(product, 1, TypeParam{1}, TypeParam{0});
      }
}

// Every row and column in turn meets the kernels' full and ragged tiles.
TYPED_TEST(Gemm, carries_a_nan_to_its_row_and_column_alone) {
  constexpr TypeParam nan = std::numeric_limits<TypeParam>::quiet_NaN();
  constexpr Shape shape{37, 35, 21};
  for (const Transpose ta : kTransposes)
    for (const Transpose tb : kTransposes)
      for (int64_t at = 0; at < 35; ++at) {
        Product<TypeParam> product(ta, tb, shape, 4);
        product.op_a(at, at % shape.k) = nan;
        product.op_b((at + 1) % shape.k, 34 - at) = nan;
        product.run(1, TypeParam{1}, TypeParam{0});
        for (int64_t i = 0; i < shape.m; ++i)
          for (int64_t j = 0; j < shape.n; ++j)
            ASSERT_EQ(std::isnan(product.c.at(i, j)), i == at || j == 34 - at) << i << ", " << j;
      }
}

TYPED_TEST(Gemm, counts_zero_times_infinity) {
  constexpr TypeParam infinity = std::numeric_limits<TypeParam>::infinity();
  for (const Transpose ta : kTransposes)
    for (const Transpose tb : kTransposes) {
      Product<TypeParam> product(ta, tb, {9, 11, 13}, 5);
      for (int64_t j = 0; j < 11; ++j) product.op_b(6, j) = j % 2 ? TypeParam{0} : TypeParam{1};
      product.op_a(4, 6) = infinity;
      product.run(1, TypeParam{1}, TypeParam{0});
      for (int64_t j = 0; j < 11; ++j)
        EXPECT_EQ(std::isnan(product.c.at(4, j)), j % 2 == 1) << "column " << j;
      EXPECT_EQ(product.c.at(4, 0), infinity);
    }
}

TYPED_TEST(Gemm, refuses_what_openblas_cannot_express_and_leaves_c) {
  constexpr int64_t huge = int64_t{1} << 31;
  TypeParam x = 2;
  const auto failure = [&](int64_t m, int64_t n, int64_t k, int64_t lda, int64_t ldb, int64_t ldc,
                           Transpose ta = Transpose::no) {
    try {
      gemm<TypeParam>(1, ta, Transpose::no, m, n, k, 1, &x, lda, &x, ldb, 0, &x, ldc);
    } catch (const Error& error) {
      return error.code();
    }
    return Code{};
  };
  EXPECT_EQ(failure(1, 1, huge, huge, 1, 1), Code::not_supported);
  EXPECT_EQ(failure(1, 1, huge, 1, 1, 1, Transpose::yes), Code::not_supported);
  EXPECT_EQ(failure(1, 1, 1, huge, 1, 1), Code::not_supported);
  EXPECT_EQ(failure(1, 1, 1, 1, huge, 1), Code::not_supported);
  EXPECT_EQ(failure(1, huge, 1, 1, huge, huge), Code::not_supported);
  EXPECT_EQ(failure(-1, 1, 1, 1, 1, 1), Code::internal);
  EXPECT_EQ(failure(1, 2, 1, 1, 2, 1), Code::internal);
  EXPECT_EQ(failure(1, 2, 1, 1, 1, 2), Code::internal);
  EXPECT_EQ(failure(1, 1, 2, 1, 1, 1), Code::internal);
  EXPECT_EQ(x, 2);
}

TEST(OpenBlas, runs_no_threads_of_its_own) { EXPECT_EQ(openblas_get_parallel(), OPENBLAS_SEQUENTIAL); }

}  // namespace
