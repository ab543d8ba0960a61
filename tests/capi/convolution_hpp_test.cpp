#include <cstdint>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Convolution, works_on_signals_and_images) {
  const Tensor image = Tensor::from({1., 2., 3., 4., 5., 6., 7., 8., 9.}, {1, 3, 3});
  const Tensor square = Tensor::from({1., 0., 0., 1.}, {1, 1, 2, 2});
  EXPECT_THAT(conv2d(image, square).to_vector<double>(), ElementsAre(6, 8, 12, 14));
  ConvOptions options;
  options.stride = {2, 1};
  options.padding = {1, 0};
  EXPECT_THAT(conv2d(image, square, Tensor::from({0.5}), options).to_vector<double>(),
              ElementsAre(2.5, 3.5, 12.5, 14.5));
  options = {};
  options.dilation = 2;
  EXPECT_THAT(conv2d(image, square, {}, options).to_vector<double>(), ElementsAre(10));
  options = {};
  options.padding_same = true;
  const Tensor signal = Tensor::from({1., 2., 3.}, {1, 3}), difference = Tensor::from({-1., 1.}, {1, 1, 2});
  EXPECT_THAT(conv1d(signal, difference, {}, options).to_vector<double>(), ElementsAre(1, 1, -3));
}

TEST(Convolution, layers_have_pytorchs_names_and_shapes) {
  ConvOptions options;
  options.groups = 2;
  const Sequential model{Conv2d(4, 6, {3, 2}, options), Flatten()};
  EXPECT_THAT(model.tensor("0.weight").shape(), ElementsAre(6, 2, 3, 2));
  EXPECT_THAT(model.tensor("0.bias").shape(), ElementsAre(6));
  EXPECT_THAT(model(Tensor::zeros({2, 4, 3, 3})).shape(), ElementsAre(2, 12));
  options.bias = false;
  const Conv1d signals(4, 6, 3, options);
  EXPECT_THAT(signals.tensor("weight").shape(), ElementsAre(6, 2, 3));
  EXPECT_EQ(signals.parameters().size(), 1u);
  EXPECT_THAT(signals(Tensor::zeros({4, 5})).shape(), ElementsAre(6, 3));
}

/// The status of a failing call, which must say `text`.
template <class Call>
nnl_status refused(const char* text, Call&& call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr(text));
    return error.status();
  }
  ADD_FAILURE() << "no error: " << text;
  return NNL_OK;
}

TEST(Convolution, refuses_what_makes_no_sense) {
  const Tensor image = Tensor::zeros({1, 2, 4, 4}), weight = Tensor::zeros({3, 2, 3, 3});
  const std::int64_t before = live_handles();
  for (const std::int64_t setting :
       {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min()}) {
    ConvOptions stride, dilation, groups;
    stride.stride = {1, setting};
    dilation.dilation = setting;
    groups.groups = setting;
    EXPECT_EQ(refused("stride", [&] { conv2d(image, weight, {}, stride); }), NNL_INVALID_ARGUMENT);
    EXPECT_EQ(refused("dilation", [&] { conv2d(image, weight, {}, dilation); }), NNL_INVALID_ARGUMENT);
    EXPECT_EQ(refused("groups", [&] { Conv2d(2, 3, 3, groups); }), NNL_INVALID_ARGUMENT);
    EXPECT_EQ(refused("kernel size", [&] { Conv2d(2, 3, {3, setting}); }), NNL_INVALID_ARGUMENT);
    EXPECT_EQ(refused("out_channels", [&] { Conv1d(2, setting, 3); }), NNL_INVALID_ARGUMENT);
  }
  EXPECT_EQ(refused("in_channels", [&] { Conv1d(-1, 1, 3); }), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(refused("many elements", [&] { Conv2d(1 << 30, 1 << 30, 1 << 30); }), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(refused("channels", [&] { conv2d(Tensor::zeros({1, 3, 4, 4}), weight); }), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(refused("axes", [&] { Conv2d(2, 3, 3)(Tensor::zeros({4, 4})); }), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(refused("wanted", [&] { Conv2d(2, 3, 3, {DType::i32}); }), NNL_DTYPE_MISMATCH);
  EXPECT_EQ(refused("dtypes",
                    [&] {
                      conv2d(image, Tensor::zeros({3, 2, 3, 3}, DType::f64));
                    }),
            NNL_DTYPE_MISMATCH);
  EXPECT_EQ(live_handles(), before);
}

TEST(Convolution, that_lacks_memory_changes_nothing) {
  const Context context = Context::create();
  const Conv2d layer(2, 3, 3, {}, context);
  const Tensor image = Tensor::ones({1, 2, 40, 40}, DType::f32, context);
  const std::int64_t used = context.memory_used();
  context.set_memory_limit(used + 1000);
  EXPECT_EQ(refused("", [&] { layer(image); }), NNL_OUT_OF_MEMORY);
  EXPECT_EQ(context.memory_used(), used);
  context.set_memory_limit(0);
  EXPECT_THAT(layer(image).shape(), ElementsAre(1, 3, 38, 38));
}

}  // namespace
}  // namespace nnlite
