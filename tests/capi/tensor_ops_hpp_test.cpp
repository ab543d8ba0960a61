#include <cstdint>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vector>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using ::testing::ElementsAre;

TEST(TensorOps, work_element_by_element) {
  const Tensor x = Tensor::from({1., 4.}), y = Tensor::from({2., 0.5});
  EXPECT_NEAR(log(exp(x)).to_vector<double>()[1], 4, 1e-15);
  EXPECT_THAT(sqrt(x).to_vector<double>(), ElementsAre(1, 2));
  EXPECT_THAT(abs(negative(x)).to_vector<double>(), ElementsAre(1, 4));
  EXPECT_THAT(reciprocal(x).to_vector<double>(), ElementsAre(1, 0.25));
  EXPECT_THAT(pow(x, 2).to_vector<double>(), ElementsAre(1, 16));
  EXPECT_THAT(pow(x, y).to_vector<double>(), ElementsAre(1, 2));
  EXPECT_THAT(clamp(x, 2.).to_vector<double>(), ElementsAre(2, 4));
  EXPECT_THAT(clamp(x, std::nullopt, 2.).to_vector<double>(), ElementsAre(1, 2));
  EXPECT_THAT(minimum(x, y).to_vector<double>(), ElementsAre(1, 0.5));
  EXPECT_THAT(maximum(x, y).to_vector<double>(), ElementsAre(2, 4));
}

TEST(TensorOps, compare_and_choose) {
  const Tensor x = Tensor::from({1, 2, 3}), y = Tensor::from({2, 2, 2});
  EXPECT_THAT(eq(x, y).to_vector<bool>(), ElementsAre(false, true, false));
  EXPECT_THAT(ne(x, 2).to_vector<bool>(), ElementsAre(true, false, true));
  EXPECT_THAT(lt(x, y).to_vector<bool>(), ElementsAre(true, false, false));
  EXPECT_THAT(le(x, 2).to_vector<bool>(), ElementsAre(true, true, false));
  EXPECT_THAT(ge(x, y).to_vector<bool>(), ElementsAre(false, true, true));
  const Tensor mask = gt(x, 1);
  EXPECT_THAT(logical_or(logical_not(mask), eq(x, 3)).to_vector<bool>(), ElementsAre(true, false, true));
  EXPECT_THAT(logical_and(mask, lt(x, 3)).to_vector<bool>(), ElementsAre(false, true, false));
  EXPECT_THAT(where(mask, x, y).to_vector<std::int32_t>(), ElementsAre(2, 2, 3));
  EXPECT_THAT(masked_fill(x, mask, 9).to_vector<std::int32_t>(), ElementsAre(1, 9, 9));
}

TEST(TensorOps, select_and_measure) {
  const Tensor m = Tensor::from({1., 2., 3., 6., 5., 4.}, {2, 3});
  EXPECT_EQ(max(m).item() - min(m).item(), 5);
  const auto [values, indices] = max(m, 1);
  EXPECT_THAT(values.to_vector<double>(), ElementsAre(3, 6));
  EXPECT_THAT(indices.to_vector<std::int64_t>(), ElementsAre(2, 0));
  EXPECT_THAT(min(m, 0, true).values.shape(), ElementsAre(1, 3));
  EXPECT_EQ(argmax(m).item(), 3);
  EXPECT_EQ(argmin(m).item(), 0);
  EXPECT_THAT(argmin(m, 1).to_vector<std::int64_t>(), ElementsAre(0, 2));
  EXPECT_THAT(argmax(m, 0, true).shape(), ElementsAre(1, 3));
  EXPECT_THAT(topk(m, 2, 1, false).indices.to_vector<std::int64_t>(), ElementsAre(0, 1, 2, 1));
  EXPECT_THAT(var(m, {1}).to_vector<double>(), ElementsAre(1, 1));
  EXPECT_THAT(std_deviation(m, {1}).to_vector<double>(), ElementsAre(1, 1));
  EXPECT_EQ(norm(m, 1).item(), 21);
}

TEST(TensorOps, join_cut_and_pick) {
  const std::int64_t before = live_handles();
  {
    const Tensor x = Tensor::from({1, 2, 3, 4});
    const std::vector<Tensor> parts = split(x, {1, 3});
    EXPECT_THAT(cat({parts[1], parts[0]}).to_vector<std::int32_t>(), ElementsAre(2, 3, 4, 1));
    EXPECT_THAT(stack({x, x}, 1).shape(), ElementsAre(4, 2));
    EXPECT_THAT(slice(x, 0, -2).to_vector<std::int32_t>(), ElementsAre(3, 4));
    EXPECT_THAT(slice(x, 0, 0, 4, 3).to_vector<std::int32_t>(), ElementsAre(1, 4));
    const Tensor index = Tensor::from({3, 0});
    EXPECT_THAT(gather(x, 0, index).to_vector<std::int32_t>(), ElementsAre(4, 1));
    EXPECT_THAT(index_select(x, 0, index).to_vector<std::int32_t>(), ElementsAre(4, 1));
    EXPECT_THAT(one_hot(index).to_vector<std::int64_t>(), ElementsAre(0, 0, 0, 1, 1, 0, 0, 0));
    EXPECT_THAT(squeeze(unsqueeze(x, 0), {0}).shape(), ElementsAre(4));
    EXPECT_THAT(permute(expand(x, {2, -1}), {1, 0}).shape(), ElementsAre(4, 2));
    EXPECT_THROW(split(x, {1, 1}), Error);
  }
  EXPECT_EQ(live_handles(), before);
}

TEST(TensorOps, multiply_and_compare_vectors) {
  const Tensor m = Tensor::from({1., 0., 0., 2.}, {1, 2, 2});
  EXPECT_THAT(bmm(m, m).to_vector<double>(), ElementsAre(1, 0, 0, 4));
  EXPECT_THAT(cosine_similarity(m, m, 2).to_vector<double>(), ElementsAre(1, 1));
}

}  // namespace
}  // namespace nnlite
