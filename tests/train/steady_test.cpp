// Whole trainings: the same bits at any number of threads, and no memory from the system once they run.
#include <malloc.h>

#include "nn/activations.h"
#include "nn/batch_norm.h"
#include "nn/conv.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/loss.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "ops/pooling.h"
#include "optim/adam.h"
#include "optim/sgd.h"
#include "support/tensors.h"
#include "tensor/allocator.h"
#include "train/step.h"

namespace nnl {
namespace {

using namespace test;

std::vector<Variable> variables(const Module& module) {
  std::vector<Variable> all;
  for (const NamedVariable& entry : module.parameters()) all.push_back(entry.variable);
  return all;
}

Ref<Module> batch_norm(int dimensions, int64_t channels) {
  return make_ref<BatchNorm>(context(), dimensions, channels, BatchNormSettings{}, DType::f32);
}

Ref<Module> cross_entropy_loss() {
  return make_loss(context(), "CrossEntropyLoss", 2, {},
                   [](std::span<const Variable> v) { return cross_entropy(v[0], v[1]); });
}

/// A model on one batch, large enough that its loops are split.
struct Training {
  Ref<Module> model, loss = cross_entropy_loss();
  Ref<Optimizer> optimizer;
  Variable input, target;

  double step() {
    const Variable inputs[] = {input}, targets[] = {target};
    return train_step(*model, *loss, *optimizer, inputs, targets);
  }
};

Tensor indices(const Dims& shape, int64_t bound) {
  Tensor made(context(), DType::i64, shape);
  for (int64_t i = 0; i < made.count(); ++i) made.mutable_data<int64_t>()[i] = i * i * 7919 % bound;
  return made;
}

Training language_model() {
  context().set_random_state({5, 0, 0});
  Training t;
  constexpr int64_t words = 5000, columns = 32, context_words = 4, batch = 512;
  t.model = make_ref<Sequential>(
      context(),
      std::vector<Ref<Module>>{
          make_ref<Embedding>(context(), words, columns, EmbeddingOptions{}, DType::f32),
          make_simple(context(), "Flatten", [](const Variable& x) { return flatten(x, 1, -1); }),
          make_ref<Linear>(context(), context_words * columns, 256, true, DType::f32), batch_norm(1, 256),
          make_relu(context()), make_ref<Linear>(context(), 256, 500, true, DType::f32)});
  SgdOptions options;
  options.learning_rate = 0.1;
  options.momentum = 0.9;
  options.weight_decay = 1e-3;
  options.nesterov = true;
  t.optimizer = make_ref<Sgd>(variables(*t.model), options);
  t.input = Variable(indices({batch, context_words}, words));
  t.target = Variable(indices({batch}, 500));
  return t;
}

Training image_model() {
  context().set_random_state({6, 0, 0});
  Training t;
  const auto convolution = [](int64_t in, int64_t out) {
    ConvOptions options;
    options.padding = {1, 1};
    return make_ref<Conv>(context(), 2, in, out, Pair{3, 3}, options, true, DType::f32);
  };
  t.model = make_ref<Sequential>(
      context(), std::vector<Ref<Module>>{
                     convolution(1, 16), batch_norm(2, 16), make_leaky_relu(context(), 0.1),
                     make_simple(context(), "MaxPool2d",
                                 [](const Variable& x) {
                                   return max_pool2d(x, {2, 2});
                                 }),
                     convolution(16, 32), batch_norm(2, 32), make_relu(context()),
                     make_simple(context(), "AdaptiveAvgPool2d",
                                 [](const Variable& x) {
                                   return adaptive_avg_pool2d(x, {1, 1});
                                 }),
                     make_simple(context(), "Flatten", [](const Variable& x) { return flatten(x, 1, -1); }),
                     make_ref<Linear>(context(), 32, 10, true, DType::f32)});
  t.optimizer = make_ref<Adam>(variables(*t.model), AdamOptions());
  t.input = Variable(sample({32, 1, 28, 28}).data().to(DType::f32));
  t.target = Variable(indices({32}, 10));
  return t;
}

/// Losses, and at the end all of the state, as numbers that tell every bit.
std::vector<double> result_of(Training t) {
  std::vector<double> numbers;
  for (int step = 0; step < 6; ++step) numbers.push_back(t.step());
  for (const NamedVariable& entry : t.model->tensors())
    for (const double value : values_of(entry.variable.data())) numbers.push_back(value);
  for (const auto& [name, tensor] : t.optimizer->state())
    for (const double value : values_of(tensor)) numbers.push_back(value);
  return numbers;
}

void expect_same_bits_at_any_thread_count(Training (*make)()) {
  const int before = context().threads();
  context().set_threads(1);
  const std::vector<double> expected = result_of(make());
  EXPECT_LT(expected[5], expected[0]);  // it learns
  for (const int threads : {2, 3, 8}) {
    context().set_threads(threads);
    EXPECT_TRUE(result_of(make()) == expected) << threads << " threads";
  }
  context().set_threads(before);
}

TEST(WholeTraining, of_a_language_model_has_the_same_bits_at_any_thread_count) {
  expect_same_bits_at_any_thread_count(language_model);
}

TEST(WholeTraining, of_an_image_model_has_the_same_bits_at_any_thread_count) {
  expect_same_bits_at_any_thread_count(image_model);
}

/// Bytes that the C library holds for this process, in its heap and in pages of their own.
size_t held_from_the_system() {
  const struct mallinfo2 info = mallinfo2();
  return info.arena + info.hblkhd;
}

/// The most of them after any of 20 steps.
size_t most_held(Training& t) {
  size_t most = 0;
  for (int step = 0; step < 20; ++step) {
    t.step();
    most = std::max(most, held_from_the_system());
  }
  return most;
}

void expect_no_system_memory_in_a_steady_step(Training t) {
  const size_t held = most_held(t);
  const long long calls = system_allocations();
  EXPECT_LE(most_held(t), held);
  EXPECT_EQ(system_allocations(), calls);
}

TEST(WholeTraining, takes_no_memory_from_the_system_in_a_steady_step) {
  // One heap for all threads: else the first allocation of a worker that comes to help late makes a heap of
  // its own, whatever the step. A sanitizer's allocator refuses this, and counts nothing either.
  mallopt(M_ARENA_MAX, 1);
  expect_no_system_memory_in_a_steady_step(language_model());
  expect_no_system_memory_in_a_steady_step(image_model());
}

}  // namespace
}  // namespace nnl
