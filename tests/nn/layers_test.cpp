// What each layer starts with and what it refuses, against PyTorch's layers.
#include "nn/batch_norm.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

std::vector<double> values_named(const Ref<Module>& module, const std::string& name) {
  std::vector<NamedVariable> state = module->parameters();
  for (const NamedVariable& buffer : module->buffers()) state.push_back(buffer);
  for (const NamedVariable& entry : state)
    if (entry.name == name) return values_of(entry.variable.data());
  ADD_FAILURE() << "no " << name;
  return {};
}

/// Of "BatchNorm2d".
int dimensions_of(const std::string& layer) { return layer[9] - '0'; }

TEST(BatchNormLayer, refuses_what_pytorch_refuses_and_counts_nothing) {
  int checked = 0;
  std::vector<Case> cases = golden_cases("batch_norm");
  for (const Case& c : golden_cases("batch_norm_shapes")) cases.push_back(c);
  for (const Case& c : cases) {
    if (!c.settings.value("error", false)) continue;
    BatchNormSettings settings;
    settings.track_running_stats = c.settings.at("track_running_stats");
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      const Ref<Module> norm = make_ref<BatchNorm>(context(), dimensions_of(c.settings.at("layer")),
                                                   c.settings.at("num_features"), settings, dtype);
      EXPECT_EQ(norm->kind(), c.settings.at("layer").get<std::string>());
      norm->train(c.settings.at("training").at(0));
      const Variable x(tensor_of(c.inputs.at("input_0"), dtype));
      EXPECT_EQ(error_of([&] { norm->forward(x); }).code(), Code::shape_mismatch);
      if (settings.track_running_stats) {
        EXPECT_EQ(values_named(norm, "num_batches_tracked")[0], 0);
      }
      ++checked;
    }
  }
  EXPECT_EQ(checked, 46);
}

TEST(BatchNormLayer, starts_as_in_pytorch) {
  const Case& c = golden_case("init", "layer_batch_norm");
  for (int dimensions : {1, 2, 3})
    for (DType dtype : {DType::f64, DType::f32}) {
      const Ref<Module> norm = make_ref<BatchNorm>(context(), dimensions, c.settings.at("num_features"),
                                                   BatchNormSettings{}, dtype);
      for (const auto& [name, expected] : c.outputs)
        EXPECT_EQ(values_named(norm, name), expected.data) << name;
    }
  EXPECT_EQ(BatchNormSettings{}.eps, c.settings.at("eps").get<double>());
  EXPECT_EQ(*BatchNormSettings{}.momentum, c.settings.at("momentum").get<double>());
}

TEST(BatchNormLayer, settings_are_checked) {
  const auto with = [](auto change, int64_t features = 2) {
    BatchNormSettings settings;
    change(settings);
    return error_of([&] { BatchNorm(context(), 1, features, settings, DType::f32); }).code();
  };
  EXPECT_EQ(with([](auto& s) { s.eps = -1; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto& s) { s.eps = NAN; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto& s) { s.momentum = 1.5; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto&) {}, -1), Code::invalid_argument);
}

TEST(BatchNormLayer, may_scale_without_a_bias) {
  const auto names = [](bool affine, bool bias) {
    BatchNormSettings settings;
    settings.affine = affine;
    settings.bias = bias;
    settings.track_running_stats = false;
    std::string all;
    for (const NamedVariable& entry :
         make_ref<BatchNorm>(context(), 3, 2, settings, DType::f64)->parameters())
      all += entry.name + " ";
    return all;
  };
  EXPECT_EQ(names(true, true), "weight bias ");
  EXPECT_EQ(names(true, false), "weight ");
  EXPECT_EQ(names(false, true), "");
}

TEST(EmbeddingLayer, zeroes_the_padding_row_that_pytorch_zeroes) {
  int checked = 0;
  for (const Case& c : golden_cases("embedding")) {
    if (!c.settings.contains("num_embeddings")) continue;
    SCOPED_TRACE(c.name);
    EmbeddingOptions options;
    options.padding_idx = c.settings.at("padding_idx").get<int64_t>();
    for (DType dtype : {DType::f64, DType::f32}) {
      const auto make = [&] {
        return make_ref<Embedding>(context(), c.settings.at("num_embeddings").get<int64_t>(),
                                   c.settings.at("embedding_dim").get<int64_t>(), options, dtype);
      };
      ++checked;
      if (c.settings.value("error", false)) {
        EXPECT_EQ(error_of(make).code(), Code::index_out_of_range);
        continue;
      }
      const std::vector<double> weight = values_named(make(), "weight");
      for (size_t i = 0; i < weight.size(); ++i)
        EXPECT_EQ(weight[i] == 0, i / 3 == c.settings.at("row").get<size_t>()) << i;
    }
  }
  EXPECT_EQ(checked, 16);
}

TEST(EmbeddingLayer, draws_from_a_standard_normal) {
  const Case& c = golden_case("init", "layer_embedding");
  for (DType dtype : {DType::f64, DType::f32}) {
    const std::vector<double> weight =
        values_named(make_ref<Embedding>(context(), 3000, 16, EmbeddingOptions{}, dtype), "weight");
    double sum = 0, squares = 0;
    for (double value : weight) sum += value, squares += value * value;
    const double n = static_cast<double>(weight.size());
    EXPECT_NEAR(sum / n, c.outputs.at("weight_mean").data[0], 4 / std::sqrt(n));
    EXPECT_NEAR(std::sqrt(squares / n), c.outputs.at("weight_std").data[0], 4 / std::sqrt(2 * n));
  }
}

TEST(LinearLayer, draws_between_the_bounds_of_pytorch) {
  int checked = 0;
  for (const Case& c : golden_cases("init")) {
    if (c.settings.value("layer", "") != "Linear") continue;
    const bool bias = c.settings.value("bias", true);
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      std::map<std::string, std::pair<double, double>> range;
      for (int draw = 0; draw < 300; ++draw) {
        const Ref<Module> layer =
            make_ref<Linear>(context(), c.settings.at("in"), c.settings.at("out"), bias, dtype);
        EXPECT_EQ(layer->parameters().size(), bias ? 2u : 1u);
        for (const NamedVariable& entry : layer->parameters())
          for (double value : values_of(entry.variable.data())) {
            auto& [low, high] = range[entry.name];
            low = std::min(low, value);
            high = std::max(high, value);
          }
      }
      for (const auto& [name, found] : range) {
        const double low = c.outputs.at(name + "_low").data[0], high = c.outputs.at(name + "_high").data[0];
        EXPECT_GE(found.first, low * (1 + 1e-7));
        EXPECT_LE(found.second, high * (1 + 1e-7));
        EXPECT_LT(found.first, 0.95 * low);
        EXPECT_GT(found.second, 0.95 * high);
      }
      ++checked;
    }
  }
  EXPECT_EQ(checked, 6);
}

}  // namespace
}  // namespace nnl
