#include "trainings.h"

#include <cstdint>
#include <random>

namespace soak {
namespace {

using nnlite::Context;
using nnlite::Tensor;

// Whole numbers in [0, bound), the same each time for one seed.
std::vector<std::int64_t> numbers(std::size_t count, std::int64_t bound, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::int64_t> result(count);
  for (auto& number : result) number = static_cast<std::int64_t>(random()) % bound;
  return result;
}

// Numbers in [0, 1), likewise.
std::vector<float> fractions(std::size_t count, unsigned seed) {
  std::vector<float> result;
  for (const std::int64_t number : numbers(count, 1 << 20, seed))
    result.push_back(static_cast<float>(number) / (1 << 20));
  return result;
}

nnlite::Loader shuffled(const std::vector<Tensor>& tensors, std::int64_t batch_size) {
  nnlite::LoaderOptions options;
  options.batch_size = batch_size;
  options.sampling = nnlite::Sampling::shuffle;
  options.last_batch = nnlite::LastBatch::drop;
  return nnlite::Loader(tensors, options);
}

// The quickstart's: the next of 28 characters from the three before.
Training characters(const Context& context) {
  nnlite::EmbeddingOptions table;
  table.max_norm = 1.5;
  table.padding_idx = 0;
  nnlite::LinearOptions plain;
  plain.bias = false;
  const nnlite::Sequential model(
      {nnlite::Embedding(28, 10, table, context), nnlite::Flatten(context),
       nnlite::Linear(30, 40, plain, context), nnlite::BatchNorm1d(40, {}, context), nnlite::Tanh(context),
       nnlite::Linear(40, 28, {}, context)},
      context);
  nnlite::SgdOptions options;
  options.learning_rate = 0.1;
  options.momentum = 0.9;
  options.weight_decay = 1e-4;
  const nnlite::Sgd sgd(model.parameters(), options);
  return {model, nnlite::CrossEntropyLoss({}, context), sgd, nnlite::StepLr(sgd, 10),
          shuffled({Tensor::from(numbers(900, 28, 1), {300, 3}, context),
                    Tensor::from(numbers(300, 28, 2), {300}, context)},
                   32)};
}

Training pictures(const Context& context) {
  nnlite::ConvOptions same, grouped;
  same.padding_same = true;
  grouped.groups = 2;
  const nnlite::Sequential model(
      {nnlite::Conv2d(2, 8, 3, same, context), nnlite::BatchNorm2d(8, {}, context), nnlite::ReLU(context),
       nnlite::MaxPool2d(2, {}, context), nnlite::Conv2d(8, 16, 3, grouped, context),
       nnlite::GroupNorm(4, 16, {}, context), nnlite::GELU(nnlite::GeluApproximation::none, context),
       nnlite::AdaptiveAvgPool2d(1, context), nnlite::Flatten(context), nnlite::Dropout(0.2, context),
       nnlite::Linear(16, 3, {}, context)},
      context);
  const nnlite::AdamW adamw(model.parameters());
  return {model, nnlite::CrossEntropyLoss({}, context), adamw, nnlite::CosineAnnealingLr(adamw, steps),
          shuffled({images(context, 96), Tensor::from(numbers(96, 3, 4), {96}, context)}, 16)};
}

// A rating is the product of a user's and an item's row, and the bias of each.
Training ratings(const Context& context) {
  const nnlite::Embedding users(200, 8, {}, context), items(300, 8, {}, context),
      user_bias(200, 1, {}, context), item_bias(300, 1, {}, context);
  const nnlite::CustomModule model(
      "Ratings",
      [=](const nnlite::Module&, const std::vector<Tensor>& of) {
        const auto biases = nnlite::flatten(user_bias(of[0]) + item_bias(of[1]));
        return nnlite::sum(users(of[0]) * items(of[1]), {1}) + biases;
      },
      context);
  model.add_child("users", users).add_child("items", items);
  model.add_child("user_bias", user_bias).add_child("item_bias", item_bias);
  nnlite::SparseAdamOptions options;
  options.learning_rate = 0.02;
  return {model,
          nnlite::MSELoss(nnlite::Reduction::mean, context),
          nnlite::SparseAdam(model.parameters(), options),
          {},
          shuffled({Tensor::from(numbers(1000, 200, 5), {1000}, context),
                    Tensor::from(numbers(1000, 300, 6), {1000}, context),
                    Tensor::from(fractions(1000, 7), {1000}, context)},
                   64)};
}

// Whether a bag of words is of a kind, with an operation of the caller's own in the middle.
Training tags(const Context& context) {
  const nnlite::EmbeddingBag bag(60, 12, {}, context);
  const nnlite::LayerNorm norm({12}, {}, context);
  const nnlite::Linear inner(12, 12, {}, context), outer(12, 1, {}, context);
  const nnlite::CustomModule model(
      "Tags",
      [=](const nnlite::Module&, const std::vector<Tensor>& of) {
        const auto squared = nnlite::custom_op(
            "square", {inner(norm(bag(of[0])))},
            [](const std::vector<Tensor>& inputs) { return inputs[0] * inputs[0]; },
            [](const nnlite::CustomGradient& given) {
              return std::vector<Tensor>{2 * given.inputs[0] * given.output_gradient};
            });
        return nnlite::flatten(outer(squared));
      },
      context);
  model.add_child("bag", bag).add_child("norm", norm).add_child("inner", inner).add_child("outer", outer);
  nnlite::AdamOptions options;
  options.weight_decay = 1e-3;
  const nnlite::Adam adam(model.parameters(), options);
  return {model, nnlite::BCEWithLogitsLoss({}, {}, nnlite::Reduction::mean, context), adam,
          nnlite::ExponentialLr(adam, 0.98),
          shuffled({Tensor::from(numbers(1200, 60, 8), {200, 6}, context),
                    Tensor::from(fractions(200, 9), {200}, context)},
                   40)};
}

}  // namespace

const std::vector<Kind> kinds = {
    {"characters", characters}, {"pictures", pictures}, {"ratings", ratings}, {"tags", tags}};

Tensor images(const Context& context, std::int64_t count) {
  return Tensor::from(fractions(static_cast<std::size_t>(count) * 2 * 8 * 8, 3), {count, 2, 8, 8}, context);
}

nnlite::Loader::Batch next_batch(const Training& training) {
  auto batch = training.loader.next();
  return batch.empty() ? training.loader.next() : batch;
}

double train_on(const Training& training, const nnlite::Loader::Batch& batch) {
  const std::vector<Tensor> inputs(batch.begin(), batch.end() - 1);
  nnlite::TrainStepOptions options;
  options.clip_norm = 1;
  const double loss =
      nnlite::train_step(training.model, training.loss, training.optimizer, inputs, {batch.back()}, options);
  if (training.schedule) training.schedule.step();
  return loss;
}

std::vector<double> train(const Training& training, int count) {
  std::vector<double> losses;
  for (int i = 0; i < count; ++i) losses.push_back(train_on(training, next_batch(training)));
  return losses;
}

nnlite::CheckpointParts parts(const Training& training) {
  return {training.model, training.optimizer, training.schedule, training.loader};
}

}  // namespace soak
