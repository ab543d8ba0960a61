// Which graphs can be walked, how often, and what walking keeps alive.
#include "autograd/node.h"
#include "nn/linear.h"
#include "ops/ops.h"
#include "optim/sgd.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

TEST(Walk, what_saved_nothing_can_be_walked_again) {
  const Variable w = sample({3});
  const Variable h = affine(w, 2, 0);
  backward(sum(h));
  backward(sum(h));
  EXPECT_EQ(values_of(w.grad().dense()), (std::vector<double>{4, 4, 4}));
}

TEST(Walk, an_operand_that_no_gradient_reads_may_change) {
  const Variable w = sample({2, 2}), constant = sample({2, 2}, 1, false);
  for (const auto& f : std::vector<std::function<Variable()>>{
           [&] { return multiply(w, constant); }, [&] { return matmul(constant, w); },
           [&] { return linear(constant, w, {}); }, [&] { return divide(w, constant); }}) {
    const Variable y = sum(f());
    backward(y, {}, true);
    w.data().mutable_data<double>()[0] += 1;
    w.data().changed("a step");
    backward(y);
  }
}

TEST(Walk, a_leaf_frozen_since_gets_no_gradient) {
  Variable w = sample({2}), v = sample({2});
  const Variable y = sum(multiply(w, v));
  w.set_requires_grad(false);
  backward(y);
  EXPECT_FALSE(w.grad());
  EXPECT_TRUE(v.grad());
}

TEST(Walk, frees_all_that_the_graph_saved) {
  const Ref<Context> own = make_ref<Context>();
  const auto zeros = [&](const Dims& shape, DType dtype = DType::f64) {
    return Tensor::zeros(*own, dtype, shape);
  };
  for (const auto& f : std::vector<std::function<Variable(const Variable&)>>{
           [&](const Variable& x) { return cross_entropy(x, Variable(zeros({100}, DType::i64))); },
           [&](const Variable& x) { return sum(batch_norm(x, {}, {}, {})); },
           [&](const Variable& x) { return sum(multiply(x, x)); }}) {
    Variable loss;
    {
      const Variable leaf(zeros({100, 100}), true);
      loss = f(affine(leaf, 1, 0));
      EXPECT_GT(own->memory_used(), 100 * 100 * 8);
      backward(loss);
    }
    // What the leaf holds lives as long as the graph that leads to it: itself and its gradient.
    EXPECT_LE(own->memory_used(), 2 * 100 * 100 * 8 + 64);
    loss = Variable();
    EXPECT_EQ(own->memory_used(), 0);
  }
}

}  // namespace
}  // namespace nnl
