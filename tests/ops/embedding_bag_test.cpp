#include "ops/embedding_bag.h"

#include "base/transaction.h"
#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

EmbeddingBagOptions options_of(const Case& c) {
  EmbeddingBagOptions options;
  const std::string mode = c.settings.value("mode", "mean");
  options.mode = mode == "sum" ? BagMode::sum : mode == "max" ? BagMode::max : BagMode::mean;
  options.include_last_offset = c.settings.value("include_last_offset", false);
  options.scale_grad_by_freq = c.settings.value("scale_grad_by_freq", false);
  options.norm_type = scalar(c, "norm_type", 2);
  if (c.settings.contains("padding_idx")) options.padding_idx = c.settings.at("padding_idx");
  if (c.settings.contains("max_norm")) options.max_norm = c.settings.at("max_norm");
  return options;
}

Variable run(const Case& c, const Inputs& in) {
  const auto found = [&](const char* name) { return in.count(name) ? in.at(name) : Variable(); };
  const Variable offsets = found("offsets");
  const Variable output =
      embedding_bag(in.at("weight"), in.at("indices").data(), offsets ? offsets.data() : Tensor(),
                    found("per_sample_weights"), options_of(c));
  if (c.outputs.count("weight"))
    expect_close(in.at("weight").data(), c.outputs.at("weight"), tolerance(output.dtype()), "weight");
  return output;
}

Tensor numbers(const std::vector<int64_t>& values, const Dims& shape) {
  return Tensor::from<int64_t>(context(), shape, values);
}

Tensor numbers(const std::vector<int64_t>& values) {
  return numbers(values, {static_cast<int64_t>(values.size())});
}

TEST(EmbeddingBag, agrees_with_pytorch_on_every_case) {
  check_cases("embedding_bag", [](const Case& c) { return !c.settings.contains("sparse"); }, run, {"weight"});
}

TEST(EmbeddingBag, gradient_is_pytorchs_sparse_one_after_coalescing) {
  for (const char* name : {"sum_sparse_gradient", "mean_sparse_gradient"}) {
    const Case& c = golden_case("embedding_bag", name);
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(std::string(name) + ", " + name_of(dtype));
      const Variable weight(tensor_of(c.inputs.at("weight"), dtype), true);
      const Variable output = embedding_bag(weight, tensor_of(c.inputs.at("indices"), DType::i64),
                                            tensor_of(c.inputs.at("offsets"), DType::i64), {}, options_of(c));
      expect_close(output.data(), c.outputs.at("output"), tolerance(dtype), "output");
      backward(output, tensor_of(c.inputs.at("cotangent"), dtype));
      ASSERT_TRUE(weight.grad().is_row_sparse());
      const RowSparse& gradient = weight.grad().row_sparse();
      expect_close(gradient.rows, c.gradients.at("coalesced_rows"), 0, "rows");
      expect_close(gradient.values, c.gradients.at("coalesced_values"), tolerance(dtype), "values");
    }
  }
}

TEST(EmbeddingBag, gradient_of_the_greatest_is_row_sparse_and_exact) {
  const Variable weight = sample({100, 2});
  EmbeddingBagOptions options;
  options.mode = BagMode::max;
  const Tensor indices = numbers({40, 7, 40, 99});
  const std::vector<double> table = values_of(weight.data());
  backward(sum(embedding_bag(weight, indices, numbers({0, 3}), {}, options)));
  ASSERT_TRUE(weight.grad().is_row_sparse());
  EXPECT_EQ(values_of(weight.grad().row_sparse().rows), (std::vector<double>{7, 40, 99}));
  std::vector<double> expected;
  for (const size_t row : {7, 40})
    for (const size_t k : {0, 1}) expected.push_back(table[2 * row + k] > table[2 * (47 - row) + k]);
  expected.insert(expected.end(), {1, 1});
  EXPECT_EQ(values_of(weight.grad().row_sparse().values), expected);
}

// PyTorch 1.13 divides by the count of another row; see the golden topic.
TEST(EmbeddingBag, frequency_scaling_is_the_documented_one_and_not_pytorchs) {
  const Case& c = golden_case("embedding_bag", "sum_scale_grad_by_freq");
  const Variable weight(tensor_of(c.inputs.at("weight"), DType::f64), true);
  const Variable output = embedding_bag(weight, tensor_of(c.inputs.at("indices"), DType::i64),
                                        tensor_of(c.inputs.at("offsets"), DType::i64), {}, options_of(c));
  backward(output, tensor_of(c.inputs.at("cotangent"), DType::f64));
  const std::vector<double> found = values_of(weight.grad().dense());
  const std::vector<double>&documented = c.gradients.at("weight").data,
        &torch = c.outputs.at("torch_gradient").data;
  EXPECT_EQ(found, documented);
  for (size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(torch[2 + k], documented[2 + k]);      // row 1, which occurs twice
    EXPECT_EQ(2 * torch[4 + k], documented[4 + k]);  // row 2, which occurs once
  }
}

TEST(EmbeddingBag, gradients_agree_with_finite_differences) {
  const Tensor indices = numbers({4, 0, 4, 2, 1, 4}), offsets = numbers({0, 2, 2, 5});
  for (const BagMode mode : {BagMode::sum, BagMode::mean, BagMode::max}) {
    EmbeddingBagOptions options;
    options.mode = mode;
    options.padding_idx = 2;
    check_gradients([&](const auto& in) { return embedding_bag(in[0], indices, offsets, {}, options); },
                    {sample({5, 3})});
  }
  EmbeddingBagOptions options;
  options.mode = BagMode::sum;
  options.padding_idx = 0;
  check_gradients([&](const auto& in) { return embedding_bag(in[0], indices, offsets, in[1], options); },
                  {sample({5, 3}), sample({6}, 1)});
  check_gradients(
      [&](const auto& in) {
        return embedding_bag(in[0], numbers({4, 0, 4, 2, 1, 4}, {3, 2}), {}, transpose(in[1], 0, 1), options);
      },
      {sample({5, 3}), sample({2, 3}, 1)});
}

TEST(EmbeddingBag, takes_indices_that_are_not_contiguous) {
  const Tensor indices = numbers({4, 0, 4, 2, 1, 3}, {3, 2}).transpose(0, 1);
  EXPECT_EQ(values_of(embedding_bag(sample({5, 3}), indices, {}, {}).data()),
            values_of(embedding_bag(sample({5, 3}), numbers({4, 4, 1, 0, 2, 3}, {2, 3}), {}, {}).data()));
}

TEST(EmbeddingBag, rows_of_indices_are_all_bags_with_include_last_offset_too) {
  // PyTorch loses the last one.
  EmbeddingBagOptions options;
  const auto look_up = [&] {
    return values_of(embedding_bag(sample({5, 3}), numbers({4, 1, 0, 2}, {2, 2}), {}, {}, options).data());
  };
  const std::vector<double> without = look_up();
  options.include_last_offset = true;
  EXPECT_EQ(look_up(), without);
  EXPECT_EQ(without.size(), 6u);
}

TEST(EmbeddingBag, rows_of_no_indices_are_empty_bags) {
  // PyTorch fails at this one.
  EXPECT_EQ(values_of(embedding_bag(sample({5, 2}), Tensor(context(), DType::i64, {3, 0}), {}, {}).data()),
            std::vector<double>(6, 0));
  const Variable none = embedding_bag(sample({5, 2}), numbers({}), numbers({}), {});
  EXPECT_EQ(to_string(none.shape()), "[0, 2]");
}

TEST(EmbeddingBag, names_what_is_wrong_and_changes_nothing) {
  const Variable weight = sample({27, 2});
  const std::vector<double> before = values_of(weight.data());
  const auto message = [&](Code code, const Tensor& indices, const Tensor& offsets, auto change) {
    EmbeddingBagOptions options;
    options.max_norm = 1e-3;
    change(options);
    const Error error = error_of([&] { embedding_bag(weight, indices, offsets, {}, options); });
    EXPECT_EQ(error.code(), code) << error.what();
    EXPECT_EQ(values_of(weight.data()), before);
    return std::string(error.what());
  };
  const auto as_is = [](EmbeddingBagOptions&) {};
  const auto last = [](EmbeddingBagOptions& o) { o.include_last_offset = true; };
  const Tensor three = numbers({1, 2, 3});
  EXPECT_EQ(message(Code::index_out_of_range, numbers({1, 2, 3, 30}, {2, 2}), {}, as_is),
            "embedding_bag: index 30 at position [1, 1] is not in [0, 27)");
  EXPECT_EQ(message(Code::index_out_of_range, three, numbers({1}), as_is),
            "embedding_bag: offset 1 at position 0 is not in [0, 0]");
  EXPECT_EQ(message(Code::index_out_of_range, three, numbers({0, 2, 1}), as_is),
            "embedding_bag: offset 1 at position 2 is not in [2, 3]");
  EXPECT_EQ(message(Code::index_out_of_range, three, numbers({0, 4}), as_is),
            "embedding_bag: offset 4 at position 1 is not in [0, 3]");
  EXPECT_EQ(message(Code::index_out_of_range, three, numbers({0, INT64_MIN}), as_is),
            "embedding_bag: offset -9223372036854775808 at position 1 is not in [0, 3]");
  // Here PyTorch 1.13 writes beyond its memory.
  EXPECT_EQ(message(Code::index_out_of_range, three, numbers({0, 2}), last),
            "embedding_bag: the last offset is 2, but with include_last_offset the number of indices, 3");
  EXPECT_EQ(message(Code::shape_mismatch, three, numbers({}), as_is),
            "embedding_bag: no offset for 3 indices");
  EXPECT_EQ(message(Code::shape_mismatch, numbers({}), numbers({}), last),
            "embedding_bag: no offset for 0 indices and include_last_offset");
  EXPECT_EQ(message(Code::invalid_argument, three, {}, as_is),
            "embedding_bag: indices [3] of one axis without offsets");
  EXPECT_EQ(message(Code::invalid_argument, numbers({1, 2}, {1, 2}), numbers({0}), as_is),
            "embedding_bag: offsets for indices [1, 2], each row of which is a bag");
  EXPECT_EQ(message(Code::shape_mismatch, three, numbers({0}, {1, 1}), as_is),
            "embedding_bag: offsets [1, 1] have not one axis");
  EXPECT_EQ(message(Code::shape_mismatch, numbers({1}, {}), {}, as_is),
            "embedding_bag: indices [] have neither one axis nor two");
  EXPECT_EQ(message(Code::dtype_mismatch, three, Tensor(context(), DType::f32, {1}), as_is),
            "embedding_bag: offsets must be i32 or i64, not f32");
  EXPECT_EQ(message(Code::dtype_mismatch, Tensor(context(), DType::u8, {1, 1}), {}, as_is),
            "embedding_bag: indices must be i32 or i64, not u8");
  EXPECT_EQ(message(Code::invalid_argument, three, numbers({0}), [](auto& o) { o.max_norm = NAN; }),
            "embedding_bag: max_norm nan must be positive");
  EXPECT_EQ(message(Code::invalid_argument, three, numbers({0}), [](auto& o) { o.norm_type = 0; }),
            "embedding_bag: norm_type 0 must be positive");
  EXPECT_EQ(message(Code::not_supported, three, numbers({0}),
                    [](auto& o) {
                      o.mode = BagMode::max;
                      o.scale_grad_by_freq = true;
                    }),
            "embedding_bag: scale_grad_by_freq is not for mode max");
}

TEST(EmbeddingBag, checks_sample_weights) {
  const Variable weight = sample({5, 2});
  const auto error = [&](const Variable& shares, BagMode mode) {
    EmbeddingBagOptions options;
    options.mode = mode;
    return error_of([&] { embedding_bag(weight, numbers({1, 2}), numbers({0}), shares, options); });
  };
  EXPECT_EQ(error(sample({2}), BagMode::mean).code(), Code::not_supported);
  EXPECT_EQ(std::string(error(sample({2}), BagMode::max).what()),
            "embedding_bag: per_sample_weights are for mode sum alone");
  EXPECT_EQ(std::string(error(sample({3}), BagMode::sum).what()),
            "embedding_bag: per_sample_weights [3] have not the shape of the indices, [2]");
  EXPECT_EQ(error(Variable(Tensor::zeros(context(), DType::f32, {2})), BagMode::sum).code(),
            Code::dtype_mismatch);
}

TEST(EmbeddingBag, a_failing_transaction_puts_renormalised_rows_back) {
  const Variable weight = sample({5, 2});
  const std::vector<double> before = values_of(weight.data());
  EmbeddingBagOptions options;
  options.max_norm = 0.1;
  {
    Transaction failing;
    embedding_bag(weight, numbers({0, 3}), numbers({0}), {}, options);
    EXPECT_NE(values_of(weight.data()), before);
  }
  EXPECT_EQ(values_of(weight.data()), before);
}

// The gradient of sample weights needs the rows that were looked up; that of the table does not.
TEST(EmbeddingBag, a_change_of_the_weight_spoils_only_the_gradient_of_sample_weights) {
  EmbeddingBagOptions options;
  options.mode = BagMode::sum;
  const Variable weight = sample({5, 2}), shares = sample({2}, 1);
  const auto look_up = [&](const Variable& s) {
    return sum(embedding_bag(weight, numbers({1, 2}), numbers({0}), s, options));
  };
  const Variable with = look_up(shares), without = look_up(shares.detach());
  weight.data().changed("a test");
  backward(without);
  EXPECT_TRUE(weight.grad());
  EXPECT_EQ(error_of([&] { backward(with); }).code(), Code::invalid_state);
}

TEST(EmbeddingBag, any_number_of_threads_gives_the_same_bits) {
  const int before = context().threads();
  std::vector<int64_t> indices, offsets;
  for (int64_t i = 0; i < 30000; ++i) {
    indices.push_back(i * 7919 % 997);
    if (i % 7 == 0 && i % 3 != 1) offsets.push_back(i);
  }
  for (const BagMode mode : {BagMode::sum, BagMode::mean, BagMode::max}) {
    EmbeddingBagOptions options;
    options.mode = mode;
    const auto all = [&](int threads) {
      context().set_threads(threads);
      const Variable weight = sample({997, 24}), shares = sample({30000}, 1);
      const Variable y = embedding_bag(weight, numbers(indices), numbers(offsets),
                                       mode == BagMode::sum ? shares : Variable(), options);
      backward(sum(multiply(y, y)));
      return std::vector<std::vector<double>>{
          values_of(y.data()), values_of(weight.grad().dense()),
          mode == BagMode::sum ? values_of(shares.grad().dense()) : std::vector<double>()};
    };
    EXPECT_EQ(all(3), all(1));
  }
  context().set_threads(before);
}

}  // namespace
}  // namespace nnl
