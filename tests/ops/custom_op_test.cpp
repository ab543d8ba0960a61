#include "ops/custom_op.h"

#include "autograd/gradcheck.h"
#include "autograd/node.h"
#include "ops/ops.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

Tensor product(const Tensor& a, const Tensor& b) { return multiply(Variable(a), Variable(b)).data(); }

/// a * b + 0 * the rest, and what was asked of it.
struct Multiply {
  std::shared_ptr<CustomOp> op = std::make_shared<CustomOp>();
  int walks = 0;
  std::vector<bool> wanted;
  bool recorded = false;

  Multiply() {
    op->name = "times";
    op->forward = [this](std::span<const Tensor> x) {
      recorded = recorded || grad_enabled();
      return product(x[0], x[1]);
    };
    op->backward = [this](const CustomGradient& g) {
      recorded = recorded || grad_enabled();
      ++walks;
      wanted = g.wanted;
      std::vector<Tensor> gradients(g.inputs.size());
      gradients[0] = product(g.dy, g.inputs[1]);
      gradients[1] = product(g.dy, g.inputs[0]);
      return gradients;
    };
  }
  Variable operator()(const std::vector<Variable>& inputs) const { return custom_op(op, inputs); }
};

std::string message_of(const std::function<void()>& body) { return error_of(body).what(); }

TEST(CustomOp, computes_and_differentiates) {
  const Multiply times;
  const std::vector<Variable> inputs = {sample({2, 3}), sample({2, 3}, 1)};
  EXPECT_EQ(values_of(times(inputs).data()), values_of(multiply(inputs[0], inputs[1]).data()));
  const auto result = gradcheck(
      [&](std::span<const Variable> x) {
        return times({x[0], nnl::tanh(x[1])});
      },
      inputs);
  EXPECT_TRUE(result.passed) << result.report;
  EXPECT_FALSE(times.recorded);
}

TEST(CustomOp, tells_which_gradients_are_wanted_and_passes_over_the_others) {
  Multiply times;
  const Variable x = sample({3}), constant = sample({3}, 1, false);
  const Variable integers(Tensor::zeros(context(), DType::i64, {2}));
  backward(sum(times({x, constant, integers})));
  EXPECT_EQ(times.wanted, (std::vector<bool>{true, false, false}));
  EXPECT_EQ(values_of(x.grad().dense()), values_of(constant.data()));
  EXPECT_FALSE(constant.grad());
}

TEST(CustomOp, no_gradient_is_none) {
  Multiply times;
  times.op->backward = [](const CustomGradient&) { return std::vector<Tensor>(2); };
  const Variable x = sample({3}), y = sample({3}, 1);
  backward(sum(times({x, y})));
  EXPECT_FALSE(x.grad());
}

TEST(CustomOp, is_not_recorded_for_a_whole_number_result_or_without_need) {
  Multiply times;
  times.op->forward = [](std::span<const Tensor>) { return Tensor::zeros(context(), DType::i64, {2}); };
  EXPECT_FALSE(times({sample({2}), sample({2})}).requires_grad());
  EXPECT_FALSE(Multiply()({sample({2}, 0, false), sample({2}, 0, false)}).requires_grad());
}

TEST(CustomOp, saved_tensors_that_were_changed_are_an_error) {
  const Multiply times;
  const Variable x = sample({3}), y = sample({3}, 1);
  const Variable product = times({x, y});
  x.data().changed("test");
  EXPECT_EQ(message_of([&] { backward(sum(product)); }),
            "backward of times: a tensor that it saved, of shape [3], was changed in place by test (version "
            "1, saved "
            "at 0)");
  EXPECT_EQ(times.walks, 0);
}

TEST(CustomOp, bad_gradients_are_errors_that_name_the_operation_and_change_nothing) {
  Multiply times;
  const auto other = make_ref<Context>();
  const Variable x = sample({3}), y = sample({3}, 1);
  const auto walk = [&](Tensor gradient) {
    times.op->backward = [=](const CustomGradient& g) { return std::vector<Tensor>{g.dy, gradient}; };
    return message_of([&] { backward(sum(times({x, y}))); });
  };
  EXPECT_EQ(walk(Tensor::zeros(context(), DType::f64, {1})),
            "backward of times: the gradient of input 1 has shape [1], not [3]");
  EXPECT_EQ(walk(Tensor::zeros(context(), DType::f32, {3})),
            "backward of times: the gradient of input 1 is f32, not f64");
  EXPECT_EQ(walk(Tensor::zeros(*other, DType::f64, {3})),
            "backward of times: the gradient of input 1 belongs to another context");
  times.op->backward = nullptr;
  const Variable product = times({x, y});
  EXPECT_EQ(error_of([&] { backward(sum(product)); }).code(), Code::not_supported);
  EXPECT_FALSE(x.grad());
  EXPECT_FALSE(y.grad());
}

TEST(CustomOp, a_failing_walk_leaves_the_gradients_that_were_there) {
  Multiply times;
  const Variable x = sample({3}), y = sample({3}, 1);
  backward(sum(times({x, y})));
  const std::vector<double> before = values_of(x.grad().dense());
  times.op->backward = [](const CustomGradient&) -> std::vector<Tensor> { fail(Code::invalid_state, "no"); };
  const Variable product = add(times({x, y}), x);
  EXPECT_EQ(message_of([&] { backward(sum(product)); }), "backward of times: no");
  EXPECT_EQ(values_of(x.grad().dense()), before);
}

TEST(CustomOp, gradients_that_share_memory_become_separate) {
  Multiply times;
  times.op->backward = [](const CustomGradient& g) { return std::vector<Tensor>{g.dy, g.dy}; };
  const Variable x = sample({3}), y = sample({3}, 1);
  backward(sum(times({x, y})));
  backward(sum(times({x, x})));
  EXPECT_EQ(values_of(x.grad().dense()), (std::vector<double>{3, 3, 3}));
  EXPECT_EQ(values_of(y.grad().dense()), (std::vector<double>{1, 1, 1}));
}

TEST(CustomOp, the_graph_and_nothing_else_keeps_the_operation) {
  auto op = std::make_shared<CustomOp>();
  op->name = "first";
  op->forward = [](std::span<const Tensor> x) { return x[0].copy(); };
  const std::weak_ptr<CustomOp> watched = op;
  {
    const Variable product = custom_op(std::move(op), {{sample({3}), sample({3}, 1)}});
    EXPECT_FALSE(watched.expired());
  }
  EXPECT_TRUE(watched.expired());
}

TEST(CustomOp, inputs_and_name_are_checked) {
  Multiply times;
  EXPECT_EQ(message_of([&] { times({}); }), "times: no input");
  const auto other = make_ref<Context>();
  EXPECT_EQ(error_of([&] {
              times({sample({1}), Variable(Tensor::zeros(*other, DType::f64, {1}))});
            }).code(),
            Code::invalid_state);
  times.op->forward = [&](std::span<const Tensor>) { return Tensor::zeros(*other, DType::f64, {1}); };
  EXPECT_EQ(message_of([&] {
              times({sample({1}), sample({1})});
            }),
            "times: the output belongs to another context than the inputs");
  times.op->name = "";
  EXPECT_EQ(error_of([&] { times({sample({1}), sample({1})}); }).code(), Code::invalid_argument);
}

}  // namespace
}  // namespace nnl
