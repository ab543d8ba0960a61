// Bags as a layer, embeddings with given weights, and inputs that are absent.
#include "nn/embedding_bag.h"

#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

Variable numbers(const std::vector<int64_t>& values, const Dims& shape) {
  return Variable(Tensor::from<int64_t>(context(), shape, values));
}

EmbeddingBagOptions bag_options(BagMode mode) {
  EmbeddingBagOptions options;
  options.mode = mode;
  return options;
}

std::vector<double> run(const Ref<Module>& module, const std::vector<Variable>& inputs) {
  return values_of(module->forward(inputs).data());
}

std::string failure(const Ref<Module>& module, const std::vector<Variable>& inputs, Code code) {
  const Error error = error_of([&] { module->forward(inputs); });
  EXPECT_EQ(error.code(), code);
  return error.what();
}

TEST(EmbeddingBagLayer, takes_one_to_three_inputs) {
  const Tensor table = sample({5, 2}).data();
  const Ref<Module> bag = make_ref<EmbeddingBag>(table, false, bag_options(BagMode::sum));
  const Variable grid = numbers({1, 2, 3, 4}, {2, 2}), line = numbers({1, 2, 3, 4}, {4}),
                 offsets = numbers({0, 2}, {2}), shares(Tensor::full(context(), DType::f64, {4}, 1)),
                 grid_shares(Tensor::full(context(), DType::f64, {2, 2}, 1));
  const std::vector<double> expected =
      values_of(embedding_bag(Variable(table), grid.data(), {}, {}, bag_options(BagMode::sum)).data());
  EXPECT_EQ(run(bag, {grid}), expected);
  EXPECT_EQ(run(bag, {line, offsets}), expected);
  EXPECT_EQ(run(bag, {line, offsets, shares}), expected);
  EXPECT_EQ(run(bag, {grid, {}, grid_shares}), expected);
  EXPECT_EQ(run(bag, {grid, {}, {}}), expected);
  EXPECT_EQ(run(bag, {line, offsets, {}}), expected);
  const Ref<Module> chain = make_ref<Sequential>(
      context(), std::vector<Ref<Module>>{bag, make_ref<Linear>(context(), 2, 3, true, DType::f64)});
  EXPECT_EQ(run(chain, {grid, {}, grid_shares}), run(chain, {line, offsets}));
  EXPECT_EQ(failure(bag, {line, offsets, shares, shares}, Code::invalid_argument),
            "EmbeddingBag: 4 inputs given, 1 to 3 wanted");
  EXPECT_EQ(failure(bag, {{}, offsets}, Code::invalid_handle), "EmbeddingBag: input 0 is absent");
  EXPECT_EQ(failure(bag, {line}, Code::invalid_argument),
            "embedding_bag: indices [4] of one axis without offsets");
}

TEST(Module, absent_inputs_are_refused_where_they_are_not_wanted) {
  const Ref<Module> linear = make_ref<Linear>(context(), 2, 2, true, DType::f64);
  EXPECT_EQ(failure(linear, {{}}, Code::invalid_handle), "Linear: input 0 is absent");
  EXPECT_EQ(failure(linear, {sample({1, 2}), {}}, Code::invalid_handle), "Linear: input 1 is absent");
  const Ref<Module> chain = make_ref<Sequential>(context(), std::vector<Ref<Module>>{linear}),
                    empty = make_ref<Sequential>(context(), std::vector<Ref<Module>>{});
  EXPECT_EQ(failure(chain, {sample({1, 2}), {}}, Code::invalid_handle), "Sequential: input 1 is absent");
  EXPECT_EQ(failure(empty, {sample({1, 2}), {}}, Code::invalid_handle), "Sequential: input 1 is absent");
}

TEST(EmbeddingBagLayer, starts_as_an_embedding_does) {
  EmbeddingBagOptions options;
  options.padding_idx = -2;
  const Ref<Module> bag = make_ref<EmbeddingBag>(context(), 500, 8, options, DType::f32);
  ASSERT_EQ(bag->parameters().size(), 1u);
  EXPECT_EQ(bag->parameters()[0].name, "weight");
  const std::vector<double> weight = values_of(bag->parameters()[0].variable.data());
  double squares = 0;
  for (size_t i = 0; i < weight.size(); ++i) {
    EXPECT_EQ(weight[i] == 0, i / 8 == 498) << i;
    squares += weight[i] * weight[i];
  }
  EXPECT_NEAR(squares / 4000, 1, 0.1);
}

TEST(EmbeddingBagLayer, a_copy_does_the_same_and_shares_nothing) {
  EmbeddingBagOptions options = bag_options(BagMode::max);
  options.padding_idx = 1;
  const Ref<Module> bag = make_ref<EmbeddingBag>(sample({5, 2}).data(), true, options), copy = bag->copy();
  const Variable weight = bag->parameters()[0].variable, grid = numbers({1, 2, 3, 4}, {2, 2});
  EXPECT_FALSE(copy->parameters()[0].variable.requires_grad());
  const std::vector<double> before = run(bag, {grid});
  EXPECT_EQ(run(copy, {grid}), before);
  copy_into(Tensor::zeros(context(), DType::f64, {5, 2}), weight.data());
  EXPECT_EQ(run(copy, {grid}), before);
}

TEST(EmbeddingBagLayer, settings_are_checked) {
  const auto code = [](auto change, int64_t count = 5) {
    EmbeddingBagOptions options;
    change(options);
    return error_of([&] { EmbeddingBag(context(), count, 2, options, DType::f32); }).code();
  };
  EXPECT_EQ(code([](auto& o) { o.padding_idx = 5; }), Code::index_out_of_range);
  EXPECT_EQ(code([](auto& o) { o.max_norm = 0; }), Code::invalid_argument);
  EXPECT_EQ(code([](auto& o) { o.norm_type = NAN; }), Code::invalid_argument);
  EXPECT_EQ(code([](auto&) {}, -1), Code::invalid_argument);
  EXPECT_EQ(code([](auto& o) {
              o.mode = BagMode::max;
              o.scale_grad_by_freq = true;
            }),
            Code::not_supported);
}

/// A layer with a given weight shares its memory, keeps the padding row, and is frozen if asked for.
void check_from_pretrained(const std::function<Ref<Module>(const Tensor&, bool)>& make) {
  const Tensor table = sample({5, 2}).data();
  const std::vector<double> before = values_of(table);
  const Ref<Module> frozen = make(table, true), free = make(table, false);
  EXPECT_EQ(values_of(table), before);
  const Variable weight = free->parameters()[0].variable;
  EXPECT_EQ(frozen->parameters()[0].name, "weight");
  EXPECT_FALSE(frozen->parameters()[0].variable.requires_grad());
  EXPECT_TRUE(weight.requires_grad());
  EXPECT_EQ(values_of(weight.data()), before);
  table.mutable_data<double>()[6] = 7;
  EXPECT_EQ(values_of(weight.data()), values_of(table));
  weight.data().mutable_data<double>()[7] = 8;
  EXPECT_EQ(values_of(frozen->parameters()[0].variable.data()), values_of(table));
  EXPECT_EQ(values_of(table)[7], 8);
  const Tensor turned = sample({2, 5}).data().transpose(0, 1);
  EXPECT_EQ(values_of(make(turned, true)->parameters()[0].variable.data()), values_of(turned));
  EXPECT_FALSE(frozen->forward(numbers({3}, {1, 1})).requires_grad());
  EXPECT_TRUE(free->forward(numbers({3}, {1, 1})).requires_grad());
  EXPECT_EQ(error_of([&] { make(sample({3}).data(), true); }).code(), Code::shape_mismatch);
  EXPECT_EQ(error_of([&] {
              make(Tensor::zeros(context(), DType::i64, {5, 2}), true);
            }).code(),
            Code::dtype_mismatch);
  EXPECT_EQ(error_of([&] {
              make(Tensor::zeros(context(), DType::f64, {1, 2}), true);
            }).code(),
            Code::index_out_of_range);
}

TEST(EmbeddingLayer, shares_a_given_weight) {
  const Case& c =
      golden_case("embedding", "from_pretrained_freezes_shares_storage_and_keeps_the_padding_row");
  EmbeddingOptions options;
  options.padding_idx = c.settings.at("padding_idx").get<int64_t>();
  check_from_pretrained([&](const Tensor& table, bool freeze) -> Ref<Module> {
    return make_ref<Embedding>(table, freeze, options);
  });
  const Tensor table = tensor_of(c.inputs.at("weight"), DType::f64);
  const Ref<Module> layer = make_ref<Embedding>(table, true, options);
  table.mutable_data<double>()[0] = c.settings.at("then_source_0_0_becomes");
  const Variable indices(tensor_of(c.inputs.at("indices"), DType::i64));
  expect_close(layer->forward(indices).data(), c.outputs.at("output"), 0, "output");
}

TEST(EmbeddingBagLayer, shares_a_given_weight) {
  EmbeddingBagOptions options;
  options.padding_idx = 1;
  check_from_pretrained([&](const Tensor& table, bool freeze) -> Ref<Module> {
    return make_ref<EmbeddingBag>(table, freeze, options);
  });
}

}  // namespace
}  // namespace nnl
