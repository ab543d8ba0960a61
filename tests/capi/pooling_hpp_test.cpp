#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using ::testing::ElementsAre;

TEST(Pooling, takes_the_greatest_and_the_average) {
  const Tensor image = Tensor::from({1., 2., 3., 4., 5., 6., 7., 8., 9.}, {1, 3, 3});
  EXPECT_THAT(max_pool2d(image, 2).to_vector<double>(), ElementsAre(5));
  MaxPool2dOptions most;
  most.stride = {1, 2};
  most.padding = {1, 0};
  most.ceil_mode = true;
  EXPECT_THAT(max_pool2d(image, 2, most).to_vector<double>(), ElementsAre(2, 3, 5, 6, 8, 9, 8, 9));
  most = {};
  most.dilation = 2;
  EXPECT_THAT(max_pool2d(image, 2, most).to_vector<double>(), ElementsAre(9));
  AvgPool2dOptions mean;
  EXPECT_THAT(avg_pool2d(image, {1, 3}, mean).to_vector<double>(), ElementsAre(2, 5, 8));
  mean.stride = 2;
  mean.padding = 1;
  EXPECT_THAT(avg_pool2d(image, 2, mean).to_vector<double>(), ElementsAre(0.25, 1.25, 2.75, 7));
  mean.count_include_pad = false;
  EXPECT_THAT(avg_pool2d(image, 2, mean).to_vector<double>(), ElementsAre(1, 2.5, 5.5, 7));
  mean.divisor_override = 2;
  EXPECT_THAT(avg_pool2d(image, 2, mean).to_vector<double>(), ElementsAre(0.5, 2.5, 5.5, 14));
  EXPECT_THAT(adaptive_avg_pool2d(image, {-1, 1}).to_vector<double>(), ElementsAre(2, 5, 8));
}

TEST(Pooling, layers_end_a_convolutional_network) {
  const Sequential model{Conv2d(1, 4, 3),      MaxPool2d(2), AvgPool2d({2, 1}),
                         AdaptiveAvgPool2d(1), Flatten(),    Linear(4, 2)};
  const Tensor y = model(Tensor::ones({3, 1, 12, 10}));
  EXPECT_THAT(y.shape(), ElementsAre(3, 2));
  sum(y).backward();
  EXPECT_THAT(model.tensor("0.weight").grad().shape(), ElementsAre(4, 1, 3, 3));
}

TEST(Pooling, refuses_what_makes_no_sense) {
  const Tensor image = Tensor::zeros({1, 4, 4});
  const std::int64_t before = live_handles();
  MaxPool2dOptions negative, wide;
  negative.stride = -1;
  wide.padding = 2;
  EXPECT_THROW(max_pool2d(image, 2, negative), Error);
  EXPECT_THROW(max_pool2d(image, 2, wide), Error);
  EXPECT_THROW(max_pool2d(image, 5), Error);
  EXPECT_THROW(MaxPool2d(0), Error);
  EXPECT_THROW(AvgPool2d({2, -2}), Error);
  EXPECT_THROW(AdaptiveAvgPool2d(-2), Error);
  EXPECT_THROW(adaptive_avg_pool2d(Tensor::zeros({4, 4}), 1), Error);
  nnl_tensor y = 7;
  nnl_avg_pool2d_options options;
  nnl_avg_pool2d_options_init(&options, sizeof options);
  options.ceil_mode = 2;
  EXPECT_EQ(nnl_avg_pool2d(image.handle(), 2, 2, &options, &y), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(Error::last().argument(), "options.ceil_mode");
  EXPECT_EQ(y, 0);
  EXPECT_EQ(live_handles(), before);
}

}  // namespace
}  // namespace nnlite
