#include "autograd/node.h"
#include "ops/ops.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

Variable scalar(double value, bool requires_grad = true) {
  return Variable(Tensor::full(context(), DType::f64, {}, value), requires_grad);
}

double grad(const Variable& x) { return x.grad().dense().item(); }

TEST(Backward, follows_the_chain_rule_through_shared_nodes) {
  const Variable x = scalar(3);
  const Variable square = multiply(x, x);
  backward(add(multiply(square, x), square));  // x^3 + x^2
  EXPECT_EQ(grad(x), 3 * 9 + 2 * 3);
}

TEST(Backward, accumulates_over_calls_until_cleared) {
  Variable x = scalar(2);
  backward(multiply(x, x));
  backward(affine(x, 10, 0));
  EXPECT_EQ(grad(x), 4 + 10);
  x.clear_grad();
  EXPECT_FALSE(x.grad());
}

TEST(Backward, of_a_leaf_gives_it_the_gradient) {
  const Variable x = scalar(2);
  backward(x);
  EXPECT_EQ(grad(x), 1);
}

TEST(Backward, leaves_that_share_a_gradient_do_not_share_its_memory) {
  const Variable a = sample({2}), b = sample({2});
  Tensor dy = Tensor::full(context(), DType::f64, {2}, 1);
  backward(add(a, b), dy);
  a.grad().dense_tensor().mutable_data<double>()[0] = 7;
  dy.mutable_data<double>()[1] = 9;
  EXPECT_EQ(values_of(b.grad().dense()), (std::vector<double>{1, 1}));
  EXPECT_EQ(values_of(a.grad().dense()), (std::vector<double>{7, 1}));
}

TEST(Backward, twice_is_an_error_unless_the_graph_is_retained) {
  const Variable x = scalar(2);
  const Variable y = multiply(x, x);
  backward(y, {}, true);
  backward(y);
  EXPECT_EQ(grad(x), 8);
  EXPECT_EQ(error_of([&] { backward(y); }).code(), Code::invalid_state);
  EXPECT_EQ(grad(x), 8);
}

TEST(Backward, wants_a_gradient_for_more_than_one_element) {
  const Variable y = affine(sample({3}), 2, 0);
  EXPECT_EQ(error_of([&] { backward(y); }).code(), Code::shape_mismatch);
  EXPECT_EQ(error_of([&] { backward(y, Tensor::full(context(), DType::f64, {2}, 1)); }).code(),
            Code::shape_mismatch);
  EXPECT_EQ(error_of([&] { backward(y, Tensor::full(context(), DType::f32, {3}, 1)); }).code(),
            Code::dtype_mismatch);
}

TEST(Backward, without_anything_to_differentiate_is_an_error) {
  EXPECT_EQ(error_of([&] { backward(scalar(1, false)); }).code(), Code::invalid_state);
  EXPECT_EQ(error_of([&] { backward(multiply(scalar(2), scalar(3)).detach()); }).code(), Code::invalid_state);
}

TEST(Backward, a_saved_tensor_changed_in_place_is_an_error_that_names_both_operations) {
  const Variable x = scalar(2), w = scalar(3);
  const Variable y = multiply(x, w);
  w.data().mutable_data<double>()[0] = 4;
  w.data().changed("a test");
  const Error error = error_of([&] { backward(y); });
  EXPECT_EQ(error.code(), Code::invalid_state);
  EXPECT_NE(std::string(error.what()).find("multiply"), std::string::npos) << error.what();
  EXPECT_NE(std::string(error.what()).find("a test"), std::string::npos) << error.what();
  EXPECT_FALSE(x.grad());
}

TEST(Backward, a_failing_walk_can_be_tried_again) {
  const Variable x = scalar(2), w = scalar(3);
  const Variable y = multiply(affine(x, 1, 1), multiply(x, w));
  const int64_t version = w.data().storage()->version();
  w.data().changed("a test");
  error_of([&] { backward(y); });
  EXPECT_FALSE(x.grad());
  w.data().storage()->restore_version(version);
  backward(y);
  EXPECT_EQ(grad(x), 3 * (2 * 2 + 1));  // d (x + 1) x w / dx
}

TEST(Backward, no_grad_mode_records_nothing) {
  const Variable x = scalar(2);
  const GradMode off(false);
  EXPECT_FALSE(multiply(x, x).requires_grad());
}

TEST(Backward, frozen_inputs_get_no_gradient) {
  const Variable x = scalar(2), frozen = scalar(3, false);
  backward(multiply(x, frozen));
  EXPECT_EQ(grad(x), 3);
  EXPECT_FALSE(frozen.grad());
}

TEST(Backward, a_result_cannot_be_frozen_and_integers_cannot_be_learned) {
  const Variable x = scalar(2);
  Variable y = multiply(x, x);
  EXPECT_EQ(error_of([&] { y.set_requires_grad(false); }).code(), Code::invalid_state);
  Variable i(Tensor::zeros(context(), DType::i64, {1}));
  EXPECT_EQ(error_of([&] { i.set_requires_grad(true); }).code(), Code::dtype_mismatch);
}

TEST(Backward, a_graph_of_a_million_nodes_runs_and_is_freed) {
  const Variable x = scalar(1);
  Variable y = x;
  for (int i = 0; i < 1'000'000; ++i) y = affine(y, 1, 1e-6);
  EXPECT_NEAR(y.data().item(), 2, 1e-6);
  backward(y);
  EXPECT_EQ(grad(x), 1);
  y = Variable();
  Variable unused = x;
  for (int i = 0; i < 1'000'000; ++i) unused = affine(unused, 1, 0);
}

TEST(Backward, dense_and_row_sparse_gradients_of_one_table_add_up) {
  const Variable table = sample({4, 2});
  const std::vector<int64_t> rows = {1, 1};
  const Variable looked_up = embedding(table, Tensor::from<int64_t>(context(), {2}, rows));
  backward(add(sum(looked_up), sum(affine(table, 3, 0))));
  EXPECT_EQ(values_of(table.grad().dense()), (std::vector<double>{3, 3, 5, 5, 3, 3, 3, 3}));
}

TEST(Backward, a_row_sparse_gradient_flows_on_as_a_dense_one) {
  const Variable base = sample({4, 2});
  const std::vector<int64_t> rows = {3, 0};
  backward(sum(embedding(affine(base, 2, 0), Tensor::from<int64_t>(context(), {2}, rows))));
  EXPECT_EQ(values_of(base.grad().dense()), (std::vector<double>{2, 2, 0, 0, 0, 0, 2, 2}));
}

}  // namespace
}  // namespace nnl
