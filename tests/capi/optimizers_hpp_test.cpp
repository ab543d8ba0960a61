#include <cmath>
#include <gtest/gtest.h>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

Tensor parameter(double value) {
  Tensor tensor = Tensor::from({value});
  tensor.set_requires_grad(true);
  return tensor;
}

/// The parameter after steps that follow the gradient 2.
template <class Kind>
double after(const Tensor& p, const Kind& optimizer, int steps) {
  for (int i = 0; i < steps; ++i) {
    optimizer.zero_grad();
    (p * Tensor::from({2.})).backward();
    optimizer.step();
  }
  return p.item();
}

TEST(OptimizersHpp, learn_with_their_settings) {
  const Tensor a = parameter(1), b = parameter(1), c = parameter(1), d = parameter(1);
  AdamOptions adam;
  adam.learning_rate = 0.25;
  adam.maximize = true;
  EXPECT_NEAR(after(a, Adam({a}, adam), 2), 1.5, 1e-6);
  AdamWOptions adamw;
  adamw.learning_rate = 0.25;
  adamw.weight_decay = 0.5;
  EXPECT_NEAR(after(b, AdamW({b}, adamw), 1), 0.625, 1e-6);
  AdagradOptions adagrad;
  adagrad.initial_accumulator_value = 5;
  adagrad.learning_rate = 3;
  EXPECT_NEAR(after(c, Adagrad({c}, adagrad), 1), -1, 1e-6);
  RmspropOptions rmsprop;
  rmsprop.alpha = 0;
  rmsprop.learning_rate = 0.5;
  rmsprop.momentum = 0.5;
  EXPECT_NEAR(after(d, Rmsprop({d}, rmsprop), 2), 1 - 0.5 - 0.75, 1e-6);
}

TEST(OptimizersHpp, have_groups_and_momenta) {
  const Tensor a = parameter(1), b = parameter(1);
  const Adam adam({a});
  AdamOptions options;
  options.beta1 = 0.5;
  adam.add_group({b}, options);
  EXPECT_EQ(adam.num_groups(), 2);
  EXPECT_EQ(adam.momentum(1), 0.5);
  adam.set_momentum(0.25, 1);
  EXPECT_EQ(adam.momentum(1), 0.25);
  EXPECT_EQ(adam.momentum(), 0.9);
  EXPECT_THROW(Adagrad({a}).momentum(), Error);
}

TEST(OptimizersHpp, sparse_adam_wants_row_sparse_gradients) {
  const Tensor table = Tensor::from({1., 2., 3.}, {3, 1});
  table.set_requires_grad(true);
  const SparseAdam optimizer({table});
  sum(embedding(table, Tensor::from({1}))).backward();
  optimizer.step();
  const auto values = table.to_vector<double>();
  EXPECT_EQ(values[0], 1);
  EXPECT_NEAR(values[1], 2 - 1e-3, 1e-9);
  optimizer.zero_grad();
  sum(table).backward();
  EXPECT_THROW(optimizer.step(), Error);
}

}  // namespace
}  // namespace nnlite
