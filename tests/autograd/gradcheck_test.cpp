#include "autograd/gradcheck.h"

#include <cstring>

#include "base/transaction.h"
#include "nn/batch_norm.h"
#include "ops/ops.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

using Inputs = std::span<const Variable>;

/// An identity with a gradient that is wrong by `factor`.
Variable wrong(const Variable& x, double factor) {
  return record("wrong", x.data().copy(), {x}, {}, [factor](Backward& backward) {
    backward.give(0, affine(Variable(backward.dy()), factor, 0).data());
  });
}

TEST(Gradcheck, right_gradients_pass) {
  const auto result =
      gradcheck([](Inputs x) { return multiply(nnl::tanh(x[0]), x[1]); }, {{sample({2, 3}), sample({3}, 1)}});
  EXPECT_TRUE(result.passed);
  // Each of the 6 elements of the result by each of the 6 and 3 of the inputs.
  const std::string beginning = "all 54 derivatives agree; they differ by at most ";
  ASSERT_EQ(result.report.substr(0, beginning.size()), beginning);
  EXPECT_LT(std::stod(result.report.substr(beginning.size())), 1e-8);
}

TEST(Gradcheck, wrong_ones_are_reported_with_their_place) {
  const Tensor numbers = Tensor::full(context(), DType::f64, {1, 2}, 1);
  const auto result = gradcheck([](Inputs x) { return add(x[0], wrong(x[1], 3)); },
                                {{sample({1, 2}), Variable(numbers, true)}});
  EXPECT_FALSE(result.passed);
  const std::string first =
      "2 of 8 derivatives differ by more than 1e-05 + 0.001 * |numerical|:\n"
      "input 1 at [0, 0], output at [0, 0]: analytical 3, numerical ";
  EXPECT_EQ(result.report.substr(0, first.size()), first);
  EXPECT_NE(result.report.find("\ninput 1 at [0, 1], output at [0, 1]: analytical 3"), std::string::npos);
}

TEST(Gradcheck, reports_stay_short) {
  const Dims shape = {1, 1, 1, 1, 1, 1, 1, 20};
  const auto result = gradcheck([](Inputs x) { return wrong(x[0], 1e300); }, {{sample(shape)}});
  EXPECT_FALSE(result.passed);
  EXPECT_EQ(std::count(result.report.begin(), result.report.end(), '\n'), 8);
  EXPECT_LT(result.report.size(), 4096u);
}

TEST(Gradcheck, tolerances_are_those_given) {
  const auto check = [](const GradcheckOptions& options) {
    return gradcheck([](Inputs x) { return wrong(x[0], 1.01); }, {{sample({2})}}, options).passed;
  };
  EXPECT_FALSE(check({}));
  EXPECT_TRUE(check({1e-6, 0.02, 0}));
  EXPECT_TRUE(check({1e-6, 0, 0.02}));
}

TEST(Gradcheck, a_gradient_that_is_missing_counts_as_zero) {
  const auto cut = gradcheck([](Inputs x) { return x[0].detach(); }, {{sample({2})}});
  EXPECT_FALSE(cut.passed);
  EXPECT_NE(cut.report.find("analytical 0, numerical"), std::string::npos);
  const Variable constant = sample({2}, 0, false);
  EXPECT_TRUE(gradcheck([&](Inputs) { return constant; }, {{sample({2})}}).passed);
}

TEST(Gradcheck, not_a_number_does_not_pass) {
  EXPECT_FALSE(gradcheck([](Inputs x) { return wrong(x[0], NAN); }, {{sample({2})}}).passed);
}

TEST(Gradcheck, inputs_and_gradients_end_as_they_were) {
  const Variable x = sample({3, 2}), parameter = sample({2}, 1);
  backward(sum(multiply(x, parameter)));
  const std::vector<double> values = values_of(x.data()), gradient = values_of(x.grad().dense());
  const std::vector<double> other = values_of(parameter.grad().dense());
  const Variable graph = sum(multiply(x, x));
  EXPECT_TRUE(gradcheck([&](Inputs in) { return multiply(in[0], parameter); }, {{x}}).passed);
  EXPECT_EQ(std::memcmp(values.data(), x.data().data<double>(), 6 * sizeof(double)), 0);
  EXPECT_EQ(values_of(x.grad().dense()), gradient);
  EXPECT_EQ(values_of(parameter.grad().dense()), other);
  backward(graph);  // what was recorded before is still good

  int runs = 0;
  const auto failing = [&](Inputs in) {
    if (++runs == 4) fail(Code::invalid_state, "enough");
    return affine(in[0], 2, 0);
  };
  EXPECT_EQ(error_of([&] { gradcheck(failing, {{x}}); }).code(), Code::invalid_state);
  EXPECT_EQ(std::memcmp(values.data(), x.data().data<double>(), 6 * sizeof(double)), 0);
}

TEST(Gradcheck, works_in_place_on_any_strides) {
  const Variable x(sample({3, 2}).data().transpose(0, 1), true);
  // The function does not use its argument, but the tensor behind it.
  EXPECT_TRUE(gradcheck([&](Inputs) { return multiply(x, x); }, {{x}}).passed);
  EXPECT_TRUE(gradcheck([](Inputs in) { return in[0]; }, {{sample({})}}).passed);
  const auto none = gradcheck([](Inputs in) { return relu(in[0]); }, {{sample({0, 3})}});
  EXPECT_EQ(none.report, "all 0 derivatives agree; they differ by at most 0");
}

TEST(Gradcheck, random_numbers_and_running_statistics_are_put_back_after_each_run) {
  BatchNorm norm(context(), 1, 2, BatchNormSettings{}, DType::f64);
  const RandomState before = context().random_state();
  const auto noisy = [&](Inputs in) {
    Tensor noise(context(), DType::f64, in[0].shape());
    context().take_random(8).fill_uniform(noise.mutable_data<double>(), noise.count(), 0.5, 1.5);
    return norm.forward(multiply(in[0], Variable(noise)));
  };
  const auto result = gradcheck(noisy, {{sample({4, 2})}});
  EXPECT_TRUE(result.passed) << result.report;
  EXPECT_EQ(context().random_state(), before);
  EXPECT_EQ(norm.buffers()[2].variable.data().item(), 0);
}

TEST(Gradcheck, an_element_that_eps_does_not_move_is_refused) {
  const Tensor far = Tensor::from<double>(context(), {2}, std::vector<double>{1, 1e12});
  const Error error =
      error_of([&] { gradcheck([](Inputs in) { return affine(in[0], 1, 0); }, {{Variable(far, true)}}); });
  EXPECT_EQ(error.code(), Code::invalid_argument);
  EXPECT_STREQ(error.what(),
               "gradcheck: element [1] of input 0 is 1000000000000, which eps 1e-06 does not move");
  EXPECT_EQ(values_of(far), (std::vector<double>{1, 1e12}));
}

TEST(Gradcheck, what_cannot_be_checked_is_refused) {
  const auto identity = [](Inputs in) { return affine(in[0], 1, 0); };
  const auto code = [&](const std::vector<Variable>& inputs) {
    return error_of([&] { gradcheck(identity, inputs); }).code();
  };
  EXPECT_EQ(code({}), Code::invalid_argument);
  EXPECT_EQ(code({sample({2}, 0, false)}), Code::invalid_argument);
  EXPECT_EQ(code({relu(sample({2}))}), Code::invalid_state);
  EXPECT_EQ(code({Variable(sample({1}).data().broadcast_to({3}), true)}), Code::invalid_argument);
  const Variable single(sample({2}).data().to(DType::f32), true);
  EXPECT_EQ(
      std::string(error_of([&] { gradcheck(identity, {{single}}); }).what()),
      "gradcheck: input 0 requires a gradient and is f32, not f64: its differences would be too coarse");
  EXPECT_EQ(error_of([&] { gradcheck([&](Inputs) { return single; }, {{sample({2})}}); }).code(),
            Code::dtype_mismatch);
  int64_t size = 1;
  EXPECT_EQ(error_of([&] { gradcheck([&](Inputs) { return sample({size++}); }, {{sample({2})}}); }).code(),
            Code::invalid_state);
  for (const GradcheckOptions& options :
       {GradcheckOptions{0}, GradcheckOptions{NAN}, GradcheckOptions{INFINITY}, GradcheckOptions{1e-6, -1},
        GradcheckOptions{1e-6, 1e-5, NAN}})
    EXPECT_EQ(error_of([&] { gradcheck(identity, {{sample({2})}}, options); }).code(),
              Code::invalid_argument);
}

}  // namespace
}  // namespace nnl
