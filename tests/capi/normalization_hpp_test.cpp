#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using ::testing::ElementsAre;

TEST(Normalization, works_as_operation_and_as_layer) {
  const Tensor x = Tensor::from({1., 3., 5., 7.}, {2, 2}), twos = Tensor::from({2., 2.});
  EXPECT_THAT(layer_norm(x, {2}, {}, {}, 0).to_vector<double>(), ElementsAre(-1, 1, -1, 1));
  EXPECT_THAT(group_norm(x, 1, twos, twos, 0).to_vector<double>(), ElementsAre(0, 4, 0, 4));
  LayerNormOptions layer_options;
  layer_options.dtype = DType::f64;
  layer_options.eps = 3;
  layer_options.bias = false;
  const LayerNorm layer({2}, layer_options);
  EXPECT_EQ(layer.parameters().size(), 1u);
  EXPECT_THAT(layer(x).to_vector<double>(), ElementsAre(-0.5, 0.5, -0.5, 0.5));
  GroupNormOptions group_options;
  group_options.dtype = DType::f64;
  group_options.eps = 0;
  group_options.affine = false;
  const GroupNorm group(1, 2, group_options);
  EXPECT_TRUE(group.parameters().empty());
  EXPECT_THAT(group(x).to_vector<double>(), ElementsAre(-1, 1, -1, 1));
  EXPECT_THROW(GroupNorm(2, 3), Error);
}

}  // namespace
}  // namespace nnlite
