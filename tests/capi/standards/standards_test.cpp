// nnlite.hpp as C++17 and as C++20: the same file is compiled as both.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <type_traits>
#include <vector>
#if __cplusplus >= 202002L
#include <ranges>
#endif

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using ::testing::ElementsAre;

template <class... Options>
constexpr bool are_aggregates = (std::is_aggregate_v<Options> && ...);
static_assert(
    are_aggregates<AdagradOptions, AdamOptions, AdamWOptions, AvgPool2dOptions, BatchNormOptions,
                   BatchNormState, CheckpointParts, ContextOptions, ConvOptions, CrossEntropyOptions,
                   EmbeddingBagOptions, EmbeddingOptions, FitOptions, GradcheckOptions, GroupNormOptions,
                   LayerNormOptions, LinearOptions, LoadOptions, LoaderOptions, MaxPool2dOptions,
                   OneCycleLrOptions, ProfileOptions, ReduceLrOnPlateauOptions, RmspropOptions, SgdOptions,
                   SparseAdamOptions, TrainStepOptions, TripletMarginOptions, init::KaimingOptions>);

/// Copies share and cannot fail; moves leave an empty object.
template <class... Values>
constexpr bool are_values = ((std::is_nothrow_copy_constructible_v<Values> &&
                              std::is_nothrow_move_constructible_v<Values> &&
                              std::is_nothrow_copy_assignable_v<Values> &&
                              std::is_nothrow_move_assignable_v<Values>)&&...);
static_assert(are_values<Tensor, Module, Linear, Sequential, CustomModule, Optimizer, Sgd, Schedule, StepLr,
                         Context, Error>);

TEST(Standards, parameters_are_a_range_with_names) {
  const Sequential model{Linear(2, 3), BatchNorm1d(3)};
  std::vector<std::string> names;
  for (auto& [name, parameter] : model.parameters()) {
    parameter.set_requires_grad(false);
    names.push_back(name);
  }
  EXPECT_THAT(names, ElementsAre("0.weight", "0.bias", "1.weight", "1.bias"));
  EXPECT_FALSE(model.tensor("1.bias").requires_grad());
}

TEST(Standards, batches_are_a_range) {
  static_assert(
      std::is_base_of_v<std::input_iterator_tag, std::iterator_traits<Loader::Iterator>::iterator_category>);
  LoaderOptions options;
  options.batch_size = 2;
  const Loader loader({Tensor::from({1, 2, 3, 4, 5})}, options);
  EXPECT_EQ(std::distance(loader.begin(), loader.end()), 3);
#if __cplusplus >= 202002L
  static_assert(std::ranges::input_range<const Loader>);
  std::vector<std::int64_t> counts;
  for (const std::int64_t count :
       loader | std::views::transform([](const Loader::Batch& batch) { return batch[0].count(); }))
    counts.push_back(count);
  EXPECT_THAT(counts, ElementsAre(2, 2, 1));
#endif
}

TEST(Standards, operations_and_modules_are_lambdas) {
  const Tensor x = Tensor::from({1., 2.}).set_requires_grad();
  const Tensor y = custom_op(
      "cube", {x}, [](const std::vector<Tensor>& in) { return in[0] * in[0] * in[0]; },
      [](const CustomGradient& at) {
        return std::vector<Tensor>{3 * at.inputs[0] * at.inputs[0] * at.output_gradient};
      });
  sum(y).backward();
  EXPECT_THAT(x.grad().to_vector<double>(), ElementsAre(3, 12));
  const double scale = 2;
  const CustomModule scaled("Scaled",
                            [scale](const Module&, const std::vector<Tensor>& in) { return in[0] * scale; });
  EXPECT_THAT(scaled(x).to_vector<double>(), ElementsAre(2, 4));
}

#if __cplusplus >= 202002L
TEST(Standards, settings_are_named_where_they_are_used) {
  const Context context = Context::create({.threads = 1, .seed = 4});
  const Sequential model({Linear(2, 2, {.dtype = DType::f64, .bias = false}, context),
                          BatchNorm1d(2, {.dtype = DType::f64, .momentum = std::nullopt}, context)},
                         context);
  EXPECT_EQ(model.parameters().size(), 3U);
  const Sgd sgd(model.parameters(), {.learning_rate = 0.5, .momentum = 0.9, .nesterov = true});
  EXPECT_EQ(sgd.learning_rate(), 0.5);
  const OneCycleLr schedule(sgd, 0.1, 10, {.annealing = Annealing::linear, .cycle_momentum = false});
  EXPECT_EQ(sgd.learning_rate(), 0.1 / 25);
  const Tensor x = Tensor::full({4, 2}, 1, DType::f64, context);
  const Loader loader({x, x}, {.batch_size = 2, .sampling = Sampling::shuffle, .seed = 1});
  const FitReport report = fit(model, MSELoss(Reduction::mean, context), sgd, loader,
                               {.epochs = 2, .step = {.clip_norm = 1}, .schedule = schedule});
  EXPECT_EQ(report.steps, 4);
  EXPECT_EQ(report.end, FitEnd::epochs);
}
#else
TEST(Standards, settings_are_set_before_they_are_used) {
  LinearOptions options;
  options.bias = false;
  EXPECT_EQ(Linear(2, 2, options).parameters().size(), 1U);
  EXPECT_EQ(Linear(2, 2, {DType::f64, false}).tensor("weight").dtype(), DType::f64);
}
#endif

}  // namespace
}  // namespace nnlite
