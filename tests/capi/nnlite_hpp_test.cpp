#include <cstdint>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(NnliteHpp, elements_of_every_type_go_in_and_out) {
  EXPECT_THAT(Tensor::from({1.5f, 2.f}).to_vector<float>(), ElementsAre(1.5f, 2.f));
  EXPECT_THAT(Tensor::from({1.5, 2.}).to_vector<double>(), ElementsAre(1.5, 2.));
  EXPECT_THAT(Tensor::from({1, -2}).to_vector<std::int32_t>(), ElementsAre(1, -2));
  EXPECT_THAT(Tensor::from({1LL, -2LL}).to_vector<std::int64_t>(), ElementsAre(1, -2));
  EXPECT_THAT(Tensor::from(std::vector<std::uint8_t>{1, 255}).to_vector<std::uint8_t>(), ElementsAre(1, 255));
  EXPECT_THAT(Tensor::from(std::vector<bool>{true, false}).to_vector<bool>(), ElementsAre(true, false));
  EXPECT_THAT(Tensor::from({true, false}).to_vector<bool>(), ElementsAre(true, false));
  EXPECT_THAT(Tensor::from({1, 2, 3, 4, 5, 6}, {2, 3}).shape(), ElementsAre(2, 3));
  EXPECT_EQ(Tensor::from({7.}, {}).item(), 7);
}

TEST(NnliteHpp, bools_of_any_byte_are_read_as_0_and_1) {
  const unsigned char given[] = {0, 1, 7, 255}, again[] = {2, 0, 0, 128};
  const std::int64_t shape[] = {4};
  const auto bytes_of = [](nnl_tensor tensor) {
    std::vector<unsigned char> bytes(4);
    EXPECT_EQ(nnl_tensor_read(tensor, bytes.data(), 4), NNL_OK);
    return bytes;
  };
  nnl_tensor copied = 0, borrowed = 0;
  ASSERT_EQ(nnl_tensor_from_data(0, NNL_BOOL, 1, shape, given, 4, &copied), NNL_OK);
  ASSERT_EQ(nnl_tensor_borrow_const(0, NNL_BOOL, 1, shape, given, 4, nullptr, nullptr, &borrowed), NNL_OK);
  EXPECT_THAT(bytes_of(copied), ElementsAre(0, 1, 1, 1));
  EXPECT_THAT(bytes_of(borrowed), ElementsAre(0, 1, 1, 1));
  ASSERT_EQ(nnl_tensor_write(copied, again, 4), NNL_OK);
  EXPECT_THAT(bytes_of(copied), ElementsAre(1, 0, 0, 1));
  nnl_tensor_release(copied);
  nnl_tensor_release(borrowed);
}

TEST(NnliteHpp, reading_as_another_type_is_an_error) {
  try {
    Tensor::from({1, 2}).to_vector<float>();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), NNL_DTYPE_MISMATCH);
  }
}

TEST(NnliteHpp, a_failed_call_throws_what_the_library_says) {
  try {
    matmul(Tensor::zeros({2, 3}), Tensor::zeros({2, 3}));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), NNL_SHAPE_MISMATCH);
    EXPECT_EQ(error.function(), "nnl_matmul");
    EXPECT_THAT(error.what(), HasSubstr("3"));
  }
  EXPECT_THROW(Tensor().item(), Error);
}

TEST(NnliteHpp, copies_share_and_the_last_one_releases) {
  const std::int64_t before = live_handles();
  {
    const Tensor first = Tensor::zeros({2});
    Tensor second = first;
    second.write(std::vector<float>{1, 2});
    EXPECT_THAT(first.to_vector<float>(), ElementsAre(1, 2));
    EXPECT_EQ(live_handles(), before + 1);
    const Tensor third = std::move(second);
    EXPECT_FALSE(second);  // NOLINT: what a move leaves is part of the contract
    EXPECT_TRUE(third);
  }
  EXPECT_EQ(live_handles(), before);
}

TEST(NnliteHpp, borrowed_memory_is_used_and_given_back) {
  float memory[] = {1, 2};
  int given_back = 0;
  {
    const Tensor tensor = Tensor::borrow(memory, {2}, [&] { ++given_back; });
    tensor.write(std::vector<float>{3, 4});
    EXPECT_EQ(given_back, 0);
  }
  EXPECT_EQ(given_back, 1);
  EXPECT_EQ(memory[1], 4);
}

TEST(NnliteHpp, operators_compute_and_differentiate) {
  const Tensor x = Tensor::from({1., 2.}).set_requires_grad();
  const Tensor y = (3.0 - x) * x / 2.0 + 1.0;
  EXPECT_THAT(y.to_vector<double>(), ElementsAre(2, 2));
  sum(y).backward();
  EXPECT_THAT(x.grad().to_vector<double>(), ElementsAre(0.5, -0.5));
  x.zero_grad();
  EXPECT_FALSE(x.grad());
  EXPECT_THAT((-x - x * x / (x + x)).to_vector<double>(), ElementsAre(-1.5, -3));
}

TEST(NnliteHpp, no_grad_ends_with_its_scope) {
  const Tensor x = Tensor::ones({1}).set_requires_grad();
  {
    const NoGrad off;
    const NoGrad nested;
    EXPECT_FALSE(relu(x).requires_grad());
  }
  EXPECT_TRUE(relu(x).requires_grad());
}

TEST(NnliteHpp, gradient_of_an_embedding_is_kept_as_rows) {
  EmbeddingOptions options;
  options.padding_idx = 0;
  const Tensor weight = Tensor::ones({4, 2}).set_requires_grad();
  sum(embedding(weight, Tensor::from({3, 0, 1, 3}), options)).backward();
  const auto [rows, values] = weight.grad_rows();
  EXPECT_THAT(rows.to_vector<std::int64_t>(), ElementsAre(1, 3));
  EXPECT_THAT(values.to_vector<float>(), ElementsAre(1, 1, 2, 2));
}

TEST(NnliteHpp, modules_have_named_parameters_and_buffers) {
  LinearOptions no_bias;
  no_bias.bias = false;
  const Sequential model{Linear(3, 2, no_bias), BatchNorm1d(2), ReLU()};
  std::vector<std::string> names;
  for (const auto& [name, tensor] : model.parameters()) names.push_back(name);
  for (const auto& [name, tensor] : model.buffers()) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("0.weight", "1.weight", "1.bias", "1.running_mean", "1.running_var",
                                 "1.num_batches_tracked"));
  EXPECT_THAT(model.tensor("0.weight").shape(), ElementsAre(2, 3));
  EXPECT_THROW(model.tensor("0.bias"), Error);
  model.eval();
  EXPECT_FALSE(model.is_training());
}

TEST(NnliteHpp, loader_runs_over_one_epoch) {
  LoaderOptions options;
  options.batch_size = 2;
  const Loader loader({Tensor::from({1, 2, 3}), Tensor::from({4, 5, 6})}, options);
  for (int epoch = 0; epoch < 2; ++epoch) {
    std::vector<std::vector<std::int32_t>> seen;
    for (const Loader::Batch& batch : loader) seen.push_back(batch[1].to_vector<std::int32_t>());
    EXPECT_THAT(seen, ElementsAre(ElementsAre(4, 5), ElementsAre(6)));
  }
  EXPECT_EQ(loader.num_batches(), 2);
  EXPECT_EQ(loader.epoch(), 2);
}

TEST(NnliteHpp, sgd_follows_its_groups) {
  const Tensor a = Tensor::ones({1}).set_requires_grad(), b = Tensor::ones({1}).set_requires_grad();
  SgdOptions options;
  options.learning_rate = 0.5;
  const Sgd sgd({a}, options);
  options.maximize = true;
  sgd.add_group({b}, options);
  (a + b).backward();
  EXPECT_NEAR(clip_grad_norm({a, b}, 100), 1.41421356, 1e-6);
  sgd.step();
  EXPECT_EQ(a.item(), 0.5);
  EXPECT_EQ(b.item(), 1.5);
  EXPECT_EQ(sgd.num_groups(), 2);
}

TEST(NnliteHpp, contexts_do_not_mix_and_repeat_their_random_stream) {
  const Context context = Context::create();
  context.seed(3);
  const auto first = Linear(4, 4, {}, context).tensor("weight").to_vector<float>();
  context.seed(3);
  const Linear second(4, 4, {}, context);
  EXPECT_EQ(second.tensor("weight").to_vector<float>(), first);
  EXPECT_THROW(second(Tensor::zeros({1, 4})), Error);
  EXPECT_GT(context.memory_used(), 0);
}

}  // namespace
}  // namespace nnlite
