#include "ops/dropout.h"

#include "base/transaction.h"
#include "ops/ops.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

Variable ones(const Dims& shape, DType dtype = DType::f64) {
  return Variable(Tensor::full(context(), dtype, shape, 1), true);
}

/// Dropout of ones from a given seed.
std::vector<double> drawn(uint64_t seed, int64_t n, double p, DType dtype = DType::f64) {
  context().set_random_state({seed});
  return values_of(dropout(ones({n}, dtype), p, true).data());
}

TEST(Dropout, keeps_the_share_and_the_mean_that_p_says) {
  constexpr int64_t n = 100000;
  for (const double p : {0.1, 0.5, 0.9}) {
    int64_t dropped = 0;
    for (const double value : drawn(1, n, p)) {
      dropped += value == 0;
      EXPECT_TRUE(value == 0 || value == 1 / (1 - p)) << value;
    }
    const double share = static_cast<double>(dropped) / n;
    EXPECT_NEAR(share, p, 5 * std::sqrt(p * (1 - p) / n));
  }
}

// The words behind the elements are a promise, as those of initial weights are.
TEST(Dropout, draws_a_word_for_each_element) {
  for (const DType dtype : {DType::f32, DType::f64}) {
    const std::vector<double> values = drawn(7, 10, 0.25, dtype);
    EXPECT_EQ(context().random_state(), (RandomState{7, 0, 3}));
    for (size_t i = 0; i < values.size(); ++i) {
      const bool kept = random_block({7, 0, i / 4})[i % 4] >= 0x40000000U;
      EXPECT_NEAR(values[i], kept ? 1 / 0.75 : 0, 1e-7) << i;
    }
  }
}

TEST(Dropout, the_gradient_has_the_mask_of_the_values) {
  context().set_random_state({3});
  const Variable x = sample({6, 7}), other = sample({6, 7}, 2);
  const Variable y = dropout(transpose(x, 0, 1), 0.4, true);
  backward(sum(multiply(y, transpose(other, 0, 1))));
  const std::vector<double> in = values_of(transpose(x, 0, 1).data()), out = values_of(y.data()),
                            factor = values_of(transpose(other, 0, 1).data()),
                            gradient = values_of(x.grad().dense().transpose(0, 1));
  int kept = 0;
  for (size_t i = 0; i < in.size(); ++i) {
    kept += out[i] != 0;
    EXPECT_NEAR(out[i], out[i] == 0 ? 0 : in[i] / 0.6, 1e-15);
    EXPECT_NEAR(gradient[i], out[i] == 0 ? 0 : factor[i] / 0.6, 1e-15);
  }
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, 42);
}

TEST(Dropout, gradient_agrees_with_finite_differences) {
  check_gradients(
      [](const auto& in) {
        context().set_random_state({5});
        return dropout(in[0], 0.3, true);
      },
      {sample({4, 5})});
}

TEST(Dropout, of_everything_is_zero_and_of_nothing_the_input) {
  const RandomState before = context().random_state();
  const Variable x = sample({2, 3});
  EXPECT_EQ(dropout(x, 0, true).state(), x.state());
  EXPECT_EQ(dropout(x, 0.5, false).state(), x.state());
  EXPECT_EQ(dropout(x, 1, false).state(), x.state());
  EXPECT_EQ(dropout(ones({0, 3}), 0.5, true).count(), 0);
  EXPECT_EQ(context().random_state(), before);
  const Variable y = dropout(x, 1, true);
  for (const double value : values_of(y.data())) EXPECT_EQ(value, 0);
  backward(sum(y));
  for (const double value : values_of(x.grad().dense())) EXPECT_EQ(value, 0);
  for (const double value : drawn(1, 1000, 1)) EXPECT_EQ(value, 0);
}

TEST(Dropout, any_number_of_threads_gives_the_same_bits) {
  const int before = context().threads();
  const auto all = [&](int threads) {
    context().set_threads(threads);
    return drawn(11, 100003, 0.3);
  };
  const auto one = all(1);
  EXPECT_EQ(all(3), one);
  context().set_threads(before);
}

TEST(Dropout, refuses_bad_settings_and_gives_random_numbers_back) {
  const RandomState before = context().random_state();
  for (const double p : {-0.1, 1.5, static_cast<double>(NAN)})
    EXPECT_EQ(error_of([&] { dropout(sample({2}), p, true); }).code(), Code::invalid_argument);
  EXPECT_EQ(std::string(error_of([] { dropout(sample({2}), 1.5, false); }).what()),
            "dropout: p 1.5 is not in [0, 1]");
  const Variable whole(Tensor::zeros(context(), DType::i64, {2}));
  EXPECT_EQ(error_of([&] { dropout(whole, 0.5, true); }).code(), Code::dtype_mismatch);
  {
    Transaction failing;
    dropout(sample({100}), 0.5, true);
    EXPECT_NE(context().random_state(), before);
  }
  EXPECT_EQ(context().random_state(), before);
}

}  // namespace
}  // namespace nnl
