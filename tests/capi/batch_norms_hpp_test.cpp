#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(BatchNorms, are_managed_from_the_model) {
  const std::int64_t before = live_handles();
  {
    BatchNormOptions options;
    options.dtype = DType::f64;
    options.eps = 0;
    const BatchNorm1d norm(1, options);
    const Sequential model{norm};
    const Tensor x = Tensor::from({1., 3., 1., 3.}, {4, 1}), y = Tensor::from({1., 1., 5., 5.}, {4, 1});
    const auto count = [&] { return norm.tensor("num_batches_tracked").item(); };

    model.freeze_statistics();
    EXPECT_TRUE(model.statistics_frozen());
    model(x);
    EXPECT_EQ(count(), 0);
    model.freeze_statistics(false);
    EXPECT_FALSE(norm.statistics_frozen());

    model.accumulate_statistics();
    model(x);
    model(y);
    EXPECT_EQ(count(), 0);
    model.commit_statistics();
    EXPECT_EQ(count(), 1);
    EXPECT_NEAR(norm.tensor("running_mean").item(), 0.25, 1e-12);
    model.accumulate_statistics(false);

    LoaderOptions loading;
    loading.batch_size = 4;
    EXPECT_EQ(recalibrate(model, Loader({x}, loading)), 1);
    EXPECT_NEAR(norm.tensor("running_var").item(), 4. / 3, 1e-12);
    EXPECT_EQ(recalibrate(model, Loader({x}, loading), 1), 1);
    EXPECT_THAT(model.batch_norm_report({y}), HasSubstr("0.866           4.000"));
  }
  EXPECT_EQ(live_handles(), before);
}

TEST(BatchNorms, fold_into_the_layer_in_front) {
  const Linear linear(3, 2);
  BatchNorm1d norm(2);
  const Sequential model{Sequential{linear}, norm, Tanh()};
  const Tensor x = Tensor::from({1.F, 2.F, 3.F, -1.F, 0.5F, 2.F}, {2, 3});
  model(x);
  const Module folded = model.fold_batch_norms();
  EXPECT_FALSE(folded.is_training());
  EXPECT_TRUE(model.is_training());
  EXPECT_TRUE(folded.buffers().empty());
  model.eval();
  const auto expected = model(x).to_vector<float>(), got = folded(x).to_vector<float>();
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(got[i], expected[i], 1e-5F);
}

TEST(BatchNorms, take_volumes_and_batches_of_one) {
  BatchNormOptions options;
  options.bias = false;
  options.batch_of_one = BatchOfOne::running;
  const BatchNorm3d norm(2, options);
  EXPECT_EQ(norm.parameters().size(), 1u);
  EXPECT_EQ(norm(Tensor::zeros({1, 2, 1, 1, 1})).to_vector<float>(), (std::vector<float>{0, 0}));
  EXPECT_THROW(BatchNorm3d(2)(Tensor::zeros({1, 2, 1, 1, 1})), Error);
  EXPECT_THAT(BatchNorm3d(2)(Tensor::zeros({2, 2, 1, 1, 1})).shape(), ElementsAre(2, 2, 1, 1, 1));
}

}  // namespace
}  // namespace nnlite
