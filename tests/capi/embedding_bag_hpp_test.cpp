#include <cstdint>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using ::testing::ElementsAre;

TEST(EmbeddingBag, takes_bags_as_an_operation_and_as_a_layer) {
  const Tensor weight = Tensor::from({1., 2., 4., 8.}, {4, 1});
  const Tensor line = Tensor::from({0, 3, 2}), offsets = Tensor::from({0, 2});
  const Tensor grid = Tensor::from({3, 0}, {2, 1}), shares = Tensor::from({0.5, 0.25}, {2, 1});
  EmbeddingBagOptions options;
  EXPECT_THAT(embedding_bag(weight, line, offsets).to_vector<double>(), ElementsAre(4.5, 4));
  options.mode = BagMode::max;
  EXPECT_THAT(embedding_bag(weight, line, offsets, options).to_vector<double>(), ElementsAre(8, 4));
  options.mode = BagMode::sum;
  options.padding_idx = 3;
  EXPECT_THAT(embedding_bag(weight, grid, {}, options, shares).to_vector<double>(), ElementsAre(0, 0.25));
  options.padding_idx.reset();

  const auto layer = EmbeddingBag::from_pretrained(weight, false, options);
  EXPECT_TRUE(layer.tensor("weight").requires_grad());
  EXPECT_THAT(layer(grid).to_vector<double>(), ElementsAre(8, 1));
  EXPECT_THAT(layer.forward({line, offsets}).to_vector<double>(), ElementsAre(9, 4));
  EXPECT_THAT(layer.forward({grid, {}, shares}).to_vector<double>(), ElementsAre(4, 0.25));
  EXPECT_THROW(layer.forward({line, offsets, shares}), Error);
  EXPECT_THAT(EmbeddingBag(5, 3)(grid).shape(), ElementsAre(2, 3));

  const auto frozen = Embedding::from_pretrained(weight);
  EXPECT_FALSE(frozen.tensor("weight").requires_grad());
  EXPECT_THAT(frozen(line).to_vector<double>(), ElementsAre(1, 8, 4));
}

}  // namespace
}  // namespace nnlite
