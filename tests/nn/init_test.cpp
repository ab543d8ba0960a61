#include "nn/init.h"

#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

init::Nonlinearity nonlinearity_of(const Case& c) {
  const std::map<std::string, init::Nonlinearity> known = {
      {"linear", init::Nonlinearity::linear},   {"conv1d", init::Nonlinearity::linear},
      {"conv2d", init::Nonlinearity::linear},   {"conv3d", init::Nonlinearity::linear},
      {"sigmoid", init::Nonlinearity::sigmoid}, {"tanh", init::Nonlinearity::tanh},
      {"relu", init::Nonlinearity::relu},       {"leaky_relu", init::Nonlinearity::leaky_relu}};
  return known.at(c.settings.value("nonlinearity", "leaky_relu"));
}

double slope_of(const Case& c, double otherwise) {
  return c.settings.contains("a") && !c.settings["a"].is_null() ? c.settings["a"].get<double>() : otherwise;
}

Dims sizes_of(const Case& c) {
  const auto sizes = c.settings.at("shape").get<std::vector<int64_t>>();
  return Dims(sizes.data(), static_cast<int64_t>(sizes.size()));
}

TEST(Init, gains_are_those_of_pytorch) {
  int checked = 0;
  for (const Case& c : golden_cases("init")) {
    if (c.settings.at("kind") != "gain") continue;
    SCOPED_TRACE(c.name);
    EXPECT_NEAR(init::gain(nonlinearity_of(c), slope_of(c, 0.01)), c.outputs.at("gain").data[0], 1e-12);
    ++checked;
  }
  EXPECT_EQ(checked, 13);
}

TEST(Init, fans_are_those_of_pytorch) {
  int checked = 0;
  for (const Case& c : golden_cases("init")) {
    if (c.settings.at("kind") != "fans") continue;
    SCOPED_TRACE(c.name);
    ++checked;
    if (c.settings.value("error", false)) {
      EXPECT_EQ(error_of([&] { init::fans(sizes_of(c)); }).code(), Code::shape_mismatch);
      continue;
    }
    EXPECT_EQ(static_cast<double>(init::fans(sizes_of(c)).fan_in), c.outputs.at("fan_in").data[0]);
    EXPECT_EQ(static_cast<double>(init::fans(sizes_of(c)).fan_out), c.outputs.at("fan_out").data[0]);
  }
  EXPECT_GT(checked, 3);
}

/// Fills `tensor` as the case says.
void draw(const Case& c, const Tensor& tensor) {
  const std::string kind = c.settings.at("kind");
  if (kind == "xavier_uniform") return init::xavier_uniform(tensor, c.settings.value("gain", 1.0));
  if (kind == "xavier_normal") return init::xavier_normal(tensor, c.settings.value("gain", 1.0));
  const init::FanMode mode =
      c.settings.value("mode", "fan_in") == "fan_in" ? init::FanMode::fan_in : init::FanMode::fan_out;
  if (kind == "kaiming_uniform")
    init::kaiming_uniform(tensor, slope_of(c, 0), mode, nonlinearity_of(c));
  else
    init::kaiming_normal(tensor, slope_of(c, 0), mode, nonlinearity_of(c));
}

TEST(Init, every_draw_has_the_spread_of_pytorch) {
  int checked = 0;
  for (const Case& c : golden_cases("init")) {
    const std::string kind = c.settings.at("kind");
    if (kind.find("xavier") != 0 && kind.find("kaiming") != 0) continue;
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      ++checked;
      if (c.settings.value("error", false)) {
        const Tensor tensor(context(), dtype, sizes_of(c));
        EXPECT_EQ(error_of([&] { draw(c, tensor); }).code(), Code::shape_mismatch);
        continue;
      }
      const Tensor tensor(context(), dtype, sizes_of(c));
      double squares = 0, largest = 0, n = 0;
      while (n < 20'000) {
        draw(c, tensor);
        for (double value : values_of(tensor)) {
          squares += value * value;
          largest = std::max(largest, std::abs(value));
          n += 1;
        }
      }
      const double std = std::sqrt(squares / n);
      if (c.outputs.count("std")) {
        EXPECT_NEAR(std, c.outputs.at("std").data[0], 0.025 * std);
        EXPECT_GT(largest, 2.5 * std);  // a normal's tail
        continue;
      }
      const double bound = c.outputs.at("bound").data[0];
      EXPECT_NEAR(std, bound / std::sqrt(3.0), 0.02 * std);
      EXPECT_LE(largest, bound * (1 + 1e-7));
      EXPECT_GT(largest, 0.99 * bound);
    }
  }
  EXPECT_GT(checked, 120);
}

}  // namespace
}  // namespace nnl
