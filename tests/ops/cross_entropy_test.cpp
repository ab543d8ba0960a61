#include "ops/ops.h"
#include "support/op_cases.h"

namespace nnl {
namespace {

using namespace test;

TEST(CrossEntropy, agrees_with_pytorch_on_every_case) {
  const auto applies = [](const Case& c) { return !c.settings.contains("deviation"); };
  check_cases("cross_entropy", applies, [](const Case& c, const Inputs& in) {
    CrossEntropyOptions options;
    options.reduction = reduction_of<Reduction>(c);
    options.ignore_index = c.settings.value("ignore_index", options.ignore_index);
    options.label_smoothing = c.settings.value("label_smoothing", 0.0);
    if (in.count("weight")) options.weight = in.at("weight").data();
    return cross_entropy(in.at("input"), in.at("target"), options);
  });
}

TEST(CrossEntropy, gradients_agree_with_finite_differences) {
  const std::vector<int64_t> classes = {1, 0, 3, -100};
  CrossEntropyOptions options;
  options.label_smoothing = 0.2;
  options.weight = sample({4}, 3).data();
  for (double& w : std::span(options.weight.mutable_data<double>(), 4)) w = std::abs(w);
  const Variable target(Tensor::from<int64_t>(context(), {4}, classes));
  for (Reduction reduction : {Reduction::none, Reduction::mean, Reduction::sum}) {
    options.reduction = reduction;
    check_gradients([&](const auto& in) { return cross_entropy(in[0], target, options); }, {sample({4, 4})});
  }
  CrossEntropyOptions plain;
  check_gradients([&](const auto& in) { return cross_entropy(in[0], in[1], plain); },
                  {sample({2, 3, 2}), sample({2, 3, 2}, 1)});
}

TEST(CrossEntropy, a_bad_target_is_named) {
  const std::vector<int32_t> classes = {1, 4};
  const Error error = error_of([&] {
    cross_entropy(sample({2, 4}), Variable(Tensor::from<int32_t>(context(), {2}, classes)));
  });
  EXPECT_EQ(error.code(), Code::index_out_of_range);
  EXPECT_EQ(std::string(error.what()),
            "cross_entropy: target 4 at position [1] is not in [0, 4) and not ignore_index -100");
}

TEST(CrossEntropy, takes_class_numbers_of_both_integers) {
  for (Reduction reduction : {Reduction::none, Reduction::mean, Reduction::sum}) {
    CrossEntropyOptions options;
    options.reduction = reduction;
    const auto with = [&](const Tensor& target) {
      const Variable logits = sample({3, 4});
      const Variable loss = cross_entropy(logits, Variable(target), options);
      backward(sum(loss));
      return std::pair(values_of(loss.data()), values_of(logits.grad().dense()));
    };
    EXPECT_EQ(with(Tensor::from<int32_t>(context(), {3}, std::vector<int32_t>{1, -100, 3})),
              with(Tensor::from<int64_t>(context(), {3}, std::vector<int64_t>{1, -100, 3})));
  }
}

TEST(Softmax, agrees_with_pytorch_on_every_case) {
  const auto is_softmax = [](const Case& c) {
    return c.settings.at("op").get<std::string>().find("softmax") != std::string::npos;
  };
  check_cases("activation", is_softmax, [](const Case& c, const Inputs& in) {
    const int64_t axis = c.settings.at("axis");
    return c.settings.at("op") == "softmax" ? softmax(in.at("input"), axis)
                                            : log_softmax(in.at("input"), axis);
  });
}

TEST(Softmax, gradients_agree_with_finite_differences) {
  for (int64_t axis : {0, 1, -1}) {
    check_gradients([&](const auto& in) { return softmax(in[0], axis); }, {sample({2, 3, 4})});
    check_gradients([&](const auto& in) { return log_softmax(in[0], axis); }, {sample({2, 3, 4})});
  }
}

}  // namespace
}  // namespace nnl
