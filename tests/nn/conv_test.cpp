#include "nn/conv.h"

#include "support/op_cases.h"

namespace nnl {
namespace {

using namespace test;

TEST(ConvLayer, draws_between_the_bounds_of_pytorch) {
  int checked = 0;
  for (const Case& c : golden_cases("init")) {
    const std::string kind = c.settings.value("layer", "");
    if (kind != "Conv1d" && kind != "Conv2d") continue;
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      ConvOptions options;
      options.groups = c.settings.value("groups", int64_t{1});
      const int64_t k = c.settings.at("kernel");
      std::map<std::string, std::pair<double, double>> range;
      for (int draw = 0; draw < 100; ++draw) {
        const Ref<Module> layer = make_ref<Conv>(context(), kind == "Conv1d" ? 1 : 2, c.settings.at("in"),
                                                 c.settings.at("out"), Pair{k, k}, options, true, dtype);
        EXPECT_EQ(layer->kind(), kind);
        for (const NamedVariable& entry : layer->parameters())
          for (double value : values_of(entry.variable.data())) {
            auto& [low, high] = range[entry.name];
            low = std::min(low, value);
            high = std::max(high, value);
          }
      }
      for (const char* name : {"weight", "bias"}) {
        const auto [least, most] = range.at(name);
        const double low = c.outputs.at(std::string(name) + "_low").data[0],
                     high = c.outputs.at(std::string(name) + "_high").data[0];
        EXPECT_GE(least, low * (1 + 1e-7));
        EXPECT_LE(most, high * (1 + 1e-7));
        EXPECT_LT(least, 0.95 * low);
        EXPECT_GT(most, 0.95 * high);
      }
      ++checked;
    }
  }
  EXPECT_EQ(checked, 4);
}

TEST(ConvLayer, convolves_with_its_parameters) {
  const ConvOptions options{{2, 1}, {1, 0}, {1, 2}, 2};
  const Ref<Module> images =
      make_ref<Conv>(context(), 2, int64_t{4}, int64_t{6}, Pair{3, 2}, options, true, DType::f64);
  const std::vector<NamedVariable> own = images->parameters();
  ASSERT_EQ(own.size(), 2u);
  EXPECT_EQ(to_string(own[0].variable.shape()), "[6, 2, 3, 2]");
  const Variable x = sample({2, 4, 5, 6});
  EXPECT_EQ(values_of(images->forward(x).data()),
            values_of(conv2d(x, own[0].variable, own[1].variable, options).data()));
  const Ref<Module> signals =
      make_ref<Conv>(context(), 1, int64_t{4}, int64_t{6}, Pair{3, 1}, options, false, DType::f64);
  ASSERT_EQ(signals->parameters().size(), 1u);
  const Variable line = sample({4, 9});
  EXPECT_EQ(values_of(signals->forward(line).data()),
            values_of(conv1d(line, signals->parameters()[0].variable, {}, options).data()));
}

TEST(ConvLayer, names_what_is_wrong) {
  const auto make = [](int64_t in, int64_t out, const Pair& kernel, const ConvOptions& options) {
    return std::string(
        error_of([&] { Conv(context(), 2, in, out, kernel, options, true, DType::f32); }).what());
  };
  EXPECT_EQ(make(3, 4, {3, 3}, {{1, 1}, {0, 0}, {1, 1}, 2}),
            "Conv2d: 2 groups do not divide 3 in_channels and 4 out_channels");
  EXPECT_EQ(make(2, 4, {3, 0}, {}), "Conv2d: kernel size 0 is not in [1, 2147483647]");
  EXPECT_EQ(make(2, 4, {3, 3}, {{1, 1}, {0, -2}}), "Conv2d: padding -2 is not in [0, 2147483647]");
  const Error rank = error_of([] {
    make_ref<Conv>(context(), 1, int64_t{2}, int64_t{3}, Pair{3, 1}, ConvOptions{}, true, DType::f64)
        ->forward(sample({1, 2, 3, 3}));
  });
  EXPECT_EQ(std::string(rank.what()), "conv1d: input [1, 2, 3, 3] must have 2 or 3 axes");
}

}  // namespace
}  // namespace nnl
