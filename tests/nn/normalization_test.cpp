#include "nn/normalization.h"

#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

TEST(LayerNormLayer, has_the_parameters_of_pytorch) {
  const auto names = [](const LayerNormSettings& settings) {
    std::string all;
    for (const NamedVariable& entry :
         make_ref<LayerNorm>(context(), Dims{2, 3}, settings, DType::f32)->parameters())
      all += entry.name + to_string(entry.variable.shape()) + " ";
    return all;
  };
  EXPECT_EQ(names({}), "weight[2, 3] bias[2, 3] ");
  EXPECT_EQ(names({1e-5, true, false}), "weight[2, 3] ");
  EXPECT_EQ(names({1e-5, false, true}), "");
}

TEST(LayerNormLayer, starts_as_the_plain_operation) {
  const Variable x = sample({4, 3});
  const Ref<Module> layer = make_ref<LayerNorm>(context(), Dims{3}, LayerNormSettings{}, DType::f64);
  const Ref<Module> plain =
      make_ref<LayerNorm>(context(), Dims{3}, LayerNormSettings{1e-5, false, false}, DType::f64);
  EXPECT_EQ(values_of(layer->forward(x).data()), values_of(plain->forward(x).data()));
  layer->train(false);
  EXPECT_EQ(values_of(layer->forward(x).data()), values_of(plain->forward(x).data()));
}

TEST(LayerNormLayer, settings_are_checked) {
  const auto with = [](const Dims& shape, double eps, DType dtype = DType::f32) {
    return error_of([&] { LayerNorm(context(), shape, {eps, true, true}, dtype); }).code();
  };
  EXPECT_EQ(with({3}, -1), Code::invalid_argument);
  EXPECT_EQ(with({3}, NAN), Code::invalid_argument);
  EXPECT_EQ(with({}, 1e-5), Code::shape_mismatch);
  EXPECT_EQ(with({2, -1}, 1e-5), Code::shape_mismatch);
  EXPECT_EQ(with({3}, 1e-5, DType::i32), Code::dtype_mismatch);
}

TEST(GroupNormLayer, checks_its_channels_and_settings) {
  const Ref<Module> layer = make_ref<GroupNorm>(context(), 2, 4, 1e-5, true, DType::f64);
  EXPECT_EQ(layer->parameters().size(), 2u);
  EXPECT_EQ(std::string(error_of([&] {
                          layer->forward(sample({2, 6}));
                        }).what()),
            "GroupNorm: input [2, 6] has 6 channels, the layer 4");
  EXPECT_EQ(error_of([&] { layer->forward(sample({4})); }).code(), Code::shape_mismatch);
  EXPECT_EQ(error_of([] { GroupNorm(context(), 2, -4, 1e-5, true, DType::f64); }).code(),
            Code::invalid_argument);
  EXPECT_EQ(error_of([] { GroupNorm(context(), 0, 4, 1e-5, true, DType::f64); }).code(),
            Code::invalid_argument);
  EXPECT_EQ(error_of([] { GroupNorm(context(), 3, 4, 1e-5, true, DType::f64); }).code(),
            Code::shape_mismatch);
  EXPECT_EQ(error_of([] { GroupNorm(context(), 2, 4, -1, true, DType::f64); }).code(),
            Code::invalid_argument);
  EXPECT_EQ(error_of([] { GroupNorm(context(), 2, 4, 1e-5, true, DType::i64); }).code(),
            Code::dtype_mismatch);
}

}  // namespace
}  // namespace nnl
