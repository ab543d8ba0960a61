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
  check_cases("embedding", is_one_lookup, [](const Case& c, const Inputs& in) {
    const Variable weight = in.at("weight");
    const Variable output = embedding(weight, in.at("indices").data(), options_of(c));
    if (c.outputs.count("weight"))
      expect_close(weight.data(), c.outputs.at("weight"), tolerance(weight.dtype()),
                   "weight after the look-up");
    return output;
  });
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

TEST(Embedding, settings_are_checked) {
  const Variable weight = sample({5, 2});
  const Tensor none(context(), DType::i64, {0});
  EmbeddingOptions options;
  options.max_norm = 0;
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
