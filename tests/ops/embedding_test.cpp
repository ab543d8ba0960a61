#include <cstring>

#include "base/transaction.h"
#include "ops/ops.h"
#include "support/op_cases.h"

namespace nnl {
namespace {

using namespace test;

EmbeddingOptions options_of(const Case& c) {
  EmbeddingOptions options;
  const auto& s = c.settings;
  if (s.contains("padding_idx") && !s["padding_idx"].is_null())
    options.padding_idx = s["padding_idx"].get<int64_t>();
  if (s.contains("max_norm") && !s["max_norm"].is_null()) options.max_norm = s["max_norm"].get<double>();
  if (s.contains("norm_type"))
    options.norm_type = s["norm_type"].is_string() ? INFINITY : s["norm_type"].get<double>();
  options.scale_grad_by_freq = s.value("scale_grad_by_freq", false);
  return options;
}

bool is_one_lookup(const Case& c) {
  return c.inputs.count("weight") && c.inputs.count("indices") && !c.settings.contains("deviation") &&
         !c.settings.contains("requires_grad") && !c.settings.contains("sparse") &&
         !c.settings.contains("product_first") &&
         (c.settings.value("error", false) || (c.outputs.count("output") && c.inputs.count("cotangent")));
}

TEST(Embedding, agrees_with_pytorch_on_every_lookup) {
  check_cases("embedding", is_one_lookup,
              [](const Case& c, const Inputs& in) {
                const Variable weight = in.at("weight");
                const Variable output = embedding(weight, in.at("indices").data(), options_of(c));
                if (c.outputs.count("weight"))
                  expect_close(weight.data(), c.outputs.at("weight"), tolerance(weight.dtype()),
                               "weight after the look-up");
                return output;
              },
              {"weight"});
}

TEST(Embedding, gradient_agrees_with_finite_differences) {
  const std::vector<int64_t> rows = {4, 0, 4, 2};
  const Tensor indices = Tensor::from<int64_t>(context(), {2, 2}, rows);
  check_gradients([&](const auto& in) { return embedding(in[0], indices); }, {sample({5, 3})});
}

TEST(Embedding, gradient_is_row_sparse_coalesced_and_ascending) {
  const std::vector<int64_t> rows = {4, 0, 4, 2, 1};
  const Variable weight = sample({100, 2});
  EmbeddingOptions options;
  options.padding_idx = 2;
  const Variable y = embedding(weight, Tensor::from<int64_t>(context(), {5}, rows), options);
  backward(sum(y));
  ASSERT_TRUE(weight.grad().is_row_sparse());
  const RowSparse& gradient = weight.grad().row_sparse();
  EXPECT_EQ(values_of(gradient.rows), (std::vector<double>{0, 1, 4}));
  EXPECT_EQ(values_of(gradient.values), (std::vector<double>{1, 1, 1, 1, 2, 2}));
}

TEST(Embedding, a_bad_index_is_named_and_nothing_is_renormalised) {
  const std::vector<int32_t> rows = {0, 1, 30, 2};
  const Variable weight = sample({27, 2});
  const std::vector<double> before = values_of(weight.data());
  EmbeddingOptions options;
  options.max_norm = 1e-3;
  const Error error = error_of([&] {
    embedding(weight, Tensor::from<int32_t>(context(), {2, 2}, rows), options);
  });
  EXPECT_EQ(error.code(), Code::index_out_of_range);
  EXPECT_EQ(std::string(error.what()), "embedding: index 30 at position [1, 0] is not in [0, 27)");
  EXPECT_EQ(values_of(weight.data()), before);
}

TEST(Embedding, a_failing_transaction_puts_renormalised_rows_back) {
  const std::vector<int64_t> rows = {0, 3};
  const Variable weight = sample({5, 2});
  const std::vector<double> before = values_of(weight.data());
  const int64_t version = weight.data().storage()->version();
  EmbeddingOptions options;
  options.max_norm = 0.1;
  {
    Transaction failing;
    embedding(weight, Tensor::from<int64_t>(context(), {2}, rows), options);
    EXPECT_NE(values_of(weight.data()), before);
  }
  EXPECT_EQ(values_of(weight.data()), before);
  EXPECT_EQ(weight.data().storage()->version(), version);
}

TEST(Embedding, a_tied_product_after_a_look_up_that_renormalises_agrees_with_pytorch) {
  for (const char* name :
       {"max_norm_look_up_before_a_tied_product", "max_norm_look_up_after_a_product_with_a_clone"}) {
    const Case& c = golden_case("embedding", name);
    const bool product_first = c.settings.at("product_first");
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      const double close = tolerance(dtype);
      const Variable weight(tensor_of(c.inputs.at("weight"), dtype), true),
          x(tensor_of(c.inputs.at("x"), dtype), true);
      const Tensor indices = tensor_of(c.inputs.at("indices"), DType::i64);
      Variable product;
      if (product_first) product = matmul(x, transpose(clone(weight), 0, 1));
      const Variable output = embedding(weight, indices, options_of(c));
      if (!product_first) product = matmul(x, transpose(weight, 0, 1));
      expect_close(output.data(), c.outputs.at("output"), close, "output");
      expect_close(product.data(), c.outputs.at("product"), close, "product");
      backward(output, tensor_of(c.inputs.at("cotangent"), dtype));
      backward(product, tensor_of(c.inputs.at("product_cotangent"), dtype));
      expect_close(weight.grad().dense(), c.gradients.at("weight"), close, "weight's gradient");
      expect_close(x.grad().dense(), c.gradients.at("x"), close, "x's gradient");
    }
  }
}

TEST(Embedding, a_product_before_a_look_up_that_renormalises_needs_a_clone) {
  const Variable weight = sample({5, 3}), x = sample({2, 3});
  const Variable product = matmul(x, transpose(weight, 0, 1));
  EmbeddingOptions options;
  options.max_norm = 0.1;
  embedding(weight, Tensor::zeros(context(), DType::i64, {1}), options);
  const Error error = error_of([&] { backward(sum(product)); });
  EXPECT_EQ(error.code(), Code::invalid_state);
  EXPECT_NE(std::string(error.what()).find("embedding (max_norm)"), std::string::npos) << error.what();
}

TEST(Embedding, two_renormalising_look_ups_may_share_a_graph) {
  const Case& c = golden_case("embedding", "max_norm_two_look_ups_in_one_graph");
  for (DType dtype : {DType::f64, DType::f32}) {
    SCOPED_TRACE(name_of(dtype));
    const double close = tolerance(dtype);
    const Variable weight(tensor_of(c.inputs.at("weight"), dtype), true);
    std::vector<Variable> outputs;
    for (const std::string i : {"0", "1"}) {
      EmbeddingOptions options;
      options.max_norm = c.settings.at("max_norm_" + i).get<double>();
      outputs.push_back(embedding(weight, tensor_of(c.inputs.at("indices_" + i), DType::i64), options));
      expect_close(outputs.back().data(), c.outputs.at("output_" + i), close, "output " + i);
      expect_close(weight.data(), c.outputs.at("weight_" + i), close, "weight " + i);
    }
    backward(outputs[0], tensor_of(c.inputs.at("cotangent_0"), dtype));
    backward(outputs[1], tensor_of(c.inputs.at("cotangent_1"), dtype));
    expect_close(weight.grad().dense(), c.gradients.at("weight"), close, "gradient");
  }
}

TEST(Embedding, max_norm_renormalises_without_gradients_too) {
  for (const char* name :
       {"max_norm_renormalises_in_eval_and_frozen", "max_norm_renormalises_without_grad_mode"}) {
    const Case& c = golden_case("embedding", name);
    const GradMode mode(c.settings.value("grad_mode", true));
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      const Variable weight(tensor_of(c.inputs.at("weight"), dtype), c.settings.value("requires_grad", true));
      const Variable output = embedding(weight, tensor_of(c.inputs.at("indices"), DType::i64), options_of(c));
      EXPECT_FALSE(output.requires_grad());
      expect_close(output.data(), c.outputs.at("output"), tolerance(dtype), "output");
      expect_close(weight.data(), c.outputs.at("weight"), tolerance(dtype), "weight");
    }
  }
}

TEST(Embedding, a_row_of_infinite_norm_stays_where_pytorch_makes_it_nan) {
  const Case& c = golden_case("embedding", "max_norm_infinite_row");
  EXPECT_TRUE(std::isnan(c.outputs.at("weight").data[0]));
  for (DType dtype : {DType::f64, DType::f32}) {
    const Variable weight(tensor_of(c.inputs.at("weight"), dtype));
    embedding(weight, tensor_of(c.inputs.at("indices"), DType::i64), options_of(c));
    const std::vector<double> rows = values_of(weight.data());
    EXPECT_EQ(rows[0], INFINITY);
    EXPECT_EQ(rows[1], 5);
    EXPECT_NEAR(rows[2], c.outputs.at("weight").data[2], tolerance(dtype));
    EXPECT_NEAR(rows[3], c.outputs.at("weight").data[3], tolerance(dtype));
  }
}

TEST(Embedding, gradient_is_pytorchs_sparse_one_after_coalescing) {
  int checked = 0;
  for (const Case& c : golden_cases("embedding")) {
    if (!c.gradients.count("coalesced_rows")) continue;
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      const Variable weight(tensor_of(c.inputs.at("weight"), dtype), true);
      const Variable output = embedding(weight, tensor_of(c.inputs.at("indices"), DType::i64), options_of(c));
      backward(output, tensor_of(c.inputs.at("cotangent"), dtype));
      ASSERT_TRUE(weight.grad().is_row_sparse());
      const RowSparse& gradient = weight.grad().row_sparse();
      expect_close(gradient.rows, c.gradients.at("coalesced_rows"), 0, "rows");
      expect_close(gradient.values, c.gradients.at("coalesced_values"), tolerance(dtype), "values");
      expect_close(weight.grad().dense(), c.gradients.at("dense"), tolerance(dtype), "dense");
      ++checked;
    }
  }
  EXPECT_EQ(checked, 8);
}

// Sums of floats depend on their order.
TEST(Embedding, gradient_adds_in_the_order_of_the_indices_on_any_number_of_threads) {
  constexpr int64_t rows = 5000, width = 8, lookups = 40'000;
  std::vector<int64_t> indices;
  for (int64_t i = 0; i < lookups; ++i) indices.push_back(i * i % 4999 % rows);
  const Tensor cotangent = sample({lookups, width}).data().to(DType::f32);
  std::vector<float> sums(rows * width);
  for (int64_t i = 0; i < lookups; ++i)
    for (int64_t k = 0; k < width; ++k)
      sums[static_cast<size_t>(indices[static_cast<size_t>(i)] * width + k)] +=
          cotangent.data<float>()[i * width + k];
  for (int threads : {1, 3}) {
    context().set_threads(threads);
    const Variable weight(Tensor::zeros(context(), DType::f32, {rows, width}), true);
    backward(embedding(weight, Tensor::from<int64_t>(context(), {lookups}, indices)), cotangent);
    EXPECT_EQ(values_of(weight.grad().dense()), std::vector<double>(sums.begin(), sums.end())) << threads;
  }
  context().set_threads(0);
}

TEST(Embedding, frequency_scaling_works_with_row_sparse_gradients) {
  // PyTorch refuses this; here the dense gradient of the same look-up is the reference.
  EXPECT_TRUE(golden_case("embedding", "scale_grad_by_freq_with_sparse").settings.at("error"));
  const std::vector<int64_t> rows = {1, 3, 1, 1};
  const Variable weight = sample({5, 2});
  EmbeddingOptions options;
  options.scale_grad_by_freq = true;
  backward(sum(embedding(weight, Tensor::from<int64_t>(context(), {4}, rows), options)));
  ASSERT_TRUE(weight.grad().is_row_sparse());
  EXPECT_EQ(values_of(weight.grad().dense()), (std::vector<double>{0, 0, 1, 1, 0, 0, 1, 1, 0, 0}));
}

TEST(Embedding, settings_are_checked) {
  const Variable weight = sample({5, 2});
  const Tensor none(context(), DType::i64, {0});
  EmbeddingOptions options;
  options.max_norm = 0;
  EXPECT_EQ(error_of([&] { embedding(weight, none, options); }).code(), Code::invalid_argument);
  options.max_norm = -1;
  EXPECT_EQ(error_of([&] { embedding(weight, none, options); }).code(), Code::invalid_argument);
  options = {};
  options.norm_type = NAN;
  EXPECT_EQ(error_of([&] { embedding(weight, none, options); }).code(), Code::invalid_argument);
  options = {};
  options.padding_idx = -6;
  EXPECT_EQ(error_of([&] { embedding(weight, none, options); }).code(), Code::index_out_of_range);
  EXPECT_EQ(error_of([&] { embedding(weight, Tensor(context(), DType::f32, {1})); }).code(),
            Code::dtype_mismatch);
}

}  // namespace
}  // namespace nnl
