#include <cmath>
#include <cstdint>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;

auto are(double a, double b) { return ElementsAre(DoubleNear(a, 1e-12), DoubleNear(b, 1e-12)); }

TEST(Activations, are_the_same_as_operations_and_as_layers) {
  const Tensor x = Tensor::from({-1., 2.}, {1, 2});
  const auto same = [&](const Tensor& y, const Module& layer, double a, double b) {
    EXPECT_THAT(y.to_vector<double>(), are(a, b));
    EXPECT_EQ(layer(x).to_vector<double>(), y.to_vector<double>());
  };
  same(elu(x), ELU(), std::expm1(-1), 2);
  same(gelu(x), GELU(), -0.5 * std::erfc(std::sqrt(0.5)), 2 - std::erfc(std::sqrt(2)));
  same(gelu(x, GeluApproximation::tanh), GELU(GeluApproximation::tanh), -0.15880800939172324,
       1.954597694087775);
  same(silu(x), SiLU(), -1 / (1 + std::exp(1)), 2 / (1 + std::exp(-2)));
  same(softplus(x), Softplus(), std::log1p(std::exp(-1)), 2 + std::log1p(std::exp(-2)));
  same(hardtanh(x, -0.5, 1), Hardtanh(-0.5, 1), -0.5, 1);
  const PReLU slopes(2, 0.5, DType::f64);
  same(prelu(x, slopes.tensor("weight")), slopes, -0.5, 2);
  same(softmax(x, 1), Softmax(1), 1 / (1 + std::exp(3)), 1 / (1 + std::exp(-3)));
  same(log_softmax(x, 1), LogSoftmax(1), -3 - std::log1p(std::exp(-3)), -std::log1p(std::exp(-3)));
  same(dropout(x, 1), Dropout(1), 0, 0);
  EXPECT_THAT(dropout(x, 0.5, false).to_vector<double>(), ElementsAre(-1, 2));
  EXPECT_THROW(Hardtanh(1, 1), Error);
}

}  // namespace
}  // namespace nnlite
