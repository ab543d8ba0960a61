// Trainings that are put aside in the middle and taken up again.
#include "io/checkpoint.h"

#include <cstdio>
#include <unistd.h>

#include "data/loader.h"
#include "io/safetensors_file.h"
#include "nn/batch_norm.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/loss.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "optim/adam.h"
#include "optim/schedule_decay.h"
#include "optim/schedule_one_cycle.h"
#include "optim/schedule_plateau.h"
#include "optim/sgd.h"
#include "support/tensors.h"
#include "tensor/state_reader.h"
#include "train/step.h"

namespace nnl {
namespace {

using namespace test;

/// A file name of this process that is removed in the end.
class Path {
 public:
  Path() : name_("checkpoint_test_" + std::to_string(getpid()) + ".safetensors") {}
  ~Path() { std::remove(name_.c_str()); }
  operator const std::string&() const { return name_; }

 private:
  std::string name_;
};

Tensor numbers(const Dims& shape, int64_t bound) {
  Tensor tensor(context(), DType::i64, shape);
  for (int64_t i = 0; i < tensor.count(); ++i) tensor.mutable_data<int64_t>()[i] = (i * i + 3 * i) % bound;
  return tensor;
}

/// A model with a table, statistics and noise from the context's stream, its momentum and its batches.
struct Training {
  Ref<Module> model, loss;
  Ref<Loader> loader;
  Sgd sgd;

  explicit Training(int64_t width = 4)
      : model(make(width)),
        loss(make_loss(context(), "CrossEntropyLoss", 2, {},
                       [](std::span<const Variable> in) { return cross_entropy(in[0], in[1]); })),
        loader(make_ref<Loader>(std::vector{numbers({10, 2}, 7), numbers({10}, 3)},
                                LoaderOptions{4, Sampling::shuffle, LastBatch::merge, 5})),
        sgd(parameters(*model), {0.1, 0.9}) {}

  static Ref<Module> make(int64_t width) {
    const auto noise = [](const Variable& x) {
      Tensor random(x.context(), x.dtype(), x.shape());
      x.context()
          .take_random(RandomStream::blocks_for<double>(random.count()))
          .fill_normal(random.mutable_data<double>(), random.count(), 0, 0.1);
      return add(x, Variable(random));
    };
    const std::vector<Ref<Module>> layers = {
        make_ref<Embedding>(context(), 7, width, EmbeddingOptions{}, DType::f64),
        make_simple(context(), "Flatten", [](const Variable& x) { return flatten(x, 1, -1); }),
        make_simple(context(), "Noise", noise),
        make_ref<BatchNorm>(context(), 1, 2 * width, BatchNormSettings{}, DType::f64),
        make_ref<Linear>(context(), 2 * width, 3, true, DType::f64)};
    return make_ref<Sequential>(context(), layers);
  }
  static std::vector<Variable> parameters(const Module& model) {
    std::vector<Variable> all;
    for (const NamedVariable& entry : model.parameters()) all.push_back(entry.variable);
    return all;
  }

  double step() {
    std::vector<Tensor> batch = loader->next();
    while (batch.empty()) batch = loader->next();
    const std::vector<Variable> x{Variable(batch[0])}, y{Variable(batch[1])};
    return train_step(*model, *loss, sgd, x, y);
  }
  std::vector<double> steps(int count) {
    std::vector<double> losses;
    for (int i = 0; i < count; ++i) losses.push_back(step());
    return losses;
  }

  ModuleState state{*model};
  std::vector<CheckpointPart> parts() {
    return {
        {"model", &state, &context()}, {"optimizer", &sgd, &context()}, {"loader", loader.get(), &context()}};
  }
};

TEST(Checkpoint, a_training_that_is_taken_up_again_gives_the_bits_of_one_that_went_on) {
  const Path path;
  for (int stop = 0; stop < 6; ++stop) {  // before the first step, in and between epochs
    SCOPED_TRACE(stop);
    context().set_random_state({3, 0, 0});
    Training first;
    first.steps(stop);
    save_checkpoint(path, first.parts(), true);
    const std::vector<double> went_on = first.steps(5);
    context().set_random_state({77, 0, 0});
    Training second;
    second.steps(2);  // whatever it did before is forgotten
    load_checkpoint(path, second.parts(), true);
    EXPECT_EQ(second.steps(5), went_on);
    const State a = first.state.state(), b = second.state.state();
    ASSERT_EQ(a.size(), b.size());
    for (size_t i = 0; i < a.size(); ++i)
      EXPECT_EQ(values_of(a[i].second), values_of(b[i].second)) << a[i].first;
  }
}

/// A parameter, its optimizer and two schedules of it.
struct Scheduled {
  static constexpr int64_t total = 12;
  Variable p = sample({3});
  Ref<Sgd> sgd = make_ref<Sgd>(std::vector<Variable>{p}, SgdOptions{0.1, 0.9});
  OneCycleLr cycle{sgd, std::vector{0.5}, total};
  ReduceLrOnPlateau plateau{sgd, {}, PlateauOptions{PlateauMode::min, 0.5, 1}};

  std::vector<double> steps(int begin, int end) {
    std::vector<double> seen;
    for (int i = begin; i < end; ++i) {
      p.set_grad(sample({3}, i).data());
      sgd->step();
      cycle.step();
      plateau.step_metric(i % 3);
      for (double value : values_of(p.data())) seen.push_back(value);
      for (double value : {cycle.last_rate(0), sgd->learning_rate(0), sgd->momentum(0)})
        seen.push_back(value);
    }
    return seen;
  }
  std::vector<CheckpointPart> parts() {
    return {{"optimizer", sgd.get(), &context()},
            {"cycle", &cycle, &context()},
            {"plateau", &plateau, &context()}};
  }
};

TEST(Checkpoint, schedules_go_on_with_the_same_bits) {
  const Path path;
  for (int stop : {0, 1, 5, 11}) {
    SCOPED_TRACE(stop);
    Scheduled first, second;
    first.steps(0, stop);
    save_checkpoint(path, first.parts(), false);
    copy_into(first.p.data(), second.p.data());
    const std::vector<double> went_on = first.steps(stop, Scheduled::total);
    load_checkpoint(path, second.parts(), false);
    EXPECT_EQ(second.steps(stop, Scheduled::total), went_on);
  }
}

TEST(Checkpoint, can_be_taken_up_in_part) {
  const Path path;
  Training whole, model_only;
  whole.steps(3);
  save_checkpoint(path, whole.parts(), true);
  const RandomState random = context().random_state();
  load_checkpoint(path, {model_only.parts()[0]}, false);
  EXPECT_EQ(context().random_state(), random);
  EXPECT_EQ(values_of(model_only.state.state()[0].second), values_of(whole.state.state()[0].second));
  EXPECT_EQ(model_only.loader->epoch(), 0);
}

TEST(Checkpoint, that_does_not_fit_changes_nothing) {
  const Path path;
  Training source;
  source.steps(4);
  save_checkpoint(path, {source.parts()[0], source.parts()[1]}, false);
  Training target, wide(5);
  target.steps(1);
  const auto before = values_of(target.state.state()[0].second);
  const State loader = target.loader->state();
  // The loader is missing, and the model and optimizer that come before it stay as they were.
  const Error missing = error_of([&] { load_checkpoint(path, target.parts(), false); });
  EXPECT_EQ(missing.code(), Code::not_found);
  EXPECT_STREQ(missing.what(), "checkpoint: the file has no loader");
  EXPECT_EQ(error_of([&] { load_checkpoint(path, {target.parts()[0]}, true); }).code(), Code::not_found);
  EXPECT_EQ(values_of(target.state.state()[0].second), before);
  EXPECT_EQ(target.loader->state()[1].second.item(), loader[1].second.item());
  const Error shape = error_of([&] { load_checkpoint(path, {wide.parts()[0]}, false); });
  EXPECT_EQ(shape.code(), Code::shape_mismatch);
  EXPECT_STREQ(shape.what(), "module: \"0.weight\" of its state has shape [7, 4], not [7, 5]");
  EXPECT_EQ(error_of([&] { load_checkpoint("/nowhere/at.all", target.parts(), false); }).code(),
            Code::io_error);
  EXPECT_EQ(error_of([&] { save_checkpoint(path, {}, false); }).code(), Code::invalid_argument);
}

TEST(Checkpoint, of_more_tensors_than_a_part_can_have_is_refused_unread) {
  const Path path;
  Training t;
  State many;
  for (const auto& [name, tensor] : t.state.state()) many.emplace_back("model." + name, tensor);
  many.emplace_back("model.more", t.state.state()[0].second);
  write_safetensors(path, many, {{"model", "module"}});
  const Error error = error_of([&] { load_checkpoint(path, {t.parts()[0]}, false); });
  EXPECT_EQ(error.code(), Code::invalid_file);
  EXPECT_STREQ(error.what(), "checkpoint: model of the file has 9 tensors; 8 are the most");
}

TEST(Checkpoint, counts_stop_at_the_largest_that_a_file_can_hold) {
  const auto largest = [](State state, const char* name) {
    std::erase_if(state, [&](const auto& entry) { return entry.first == name; });
    state.emplace_back(name, count_entry(context(), most_count));
    return state;
  };
  const Variable p = sample({3});
  const Ref<Adam> adam = make_ref<Adam>(std::vector<Variable>{p}, AdamOptions{});
  StepLr schedule(adam, 2, 0.5);
  const Ref<Loader> loader = make_ref<Loader>(std::vector{numbers({4}, 3)}, LoaderOptions{2});
  const auto step = [&] {
    Variable(p).set_grad(sample({3}).data());
    adam->step();
    schedule.step();
    while (!loader->next().empty()) continue;
  };
  step();
  adam->prepare_state(largest(adam->state(), "0.step"))();
  schedule.prepare_state(largest(schedule.state(), "last_epoch"))();
  loader->prepare_state(largest(loader->state(), "epoch"))();
  for (int i = 0; i < 2; ++i) {
    step();
    adam->prepare_state(adam->state())();
    schedule.prepare_state(schedule.state())();
    loader->prepare_state(loader->state())();
  }
  EXPECT_EQ(*find(adam->state(), "0.step").data<int64_t>(), most_count);
  EXPECT_EQ(schedule.last_epoch(), most_count);
  EXPECT_EQ(loader->epoch(), most_count);
}

TEST(Checkpoint, a_loader_refuses_a_state_that_it_cannot_be_in) {
  const Training t;
  const auto with = [&](size_t entry, const Tensor& value) {
    State state = t.loader->state();
    state[entry].second = value;
    return error_of([&] { t.loader->prepare_state(state); }).code();
  };
  const auto order = [](std::vector<int64_t> samples) {
    return Tensor::from<int64_t>(context(), {static_cast<int64_t>(samples.size())}, samples);
  };
  EXPECT_EQ(with(0, order({0, 1, 2})), Code::shape_mismatch);
  EXPECT_EQ(with(0, order({0, 1, 2, 3, 4, 5, 6, 7, 8, 10})), Code::index_out_of_range);
  EXPECT_EQ(with(0, order({0, 1, 2, 3, 4, 5, 6, 7, 8, -1})), Code::index_out_of_range);
  EXPECT_EQ(with(0, order({0, 1, 2, 3, 4, 5, 6, 7, 8, 8})), Code::invalid_argument);
  EXPECT_EQ(with(1, count_entry(context(), 3)), Code::index_out_of_range);
  EXPECT_EQ(with(1, count_entry(context(), -1)), Code::invalid_argument);
  EXPECT_EQ(with(2, number_entry(context(), 1)), Code::dtype_mismatch);
  EXPECT_EQ(with(3, count_entry(context(), 1)), Code::shape_mismatch);
  State state = t.loader->state();
  state.emplace_back("more", count_entry(context(), 1));
  EXPECT_EQ(error_of([&] { t.loader->prepare_state(state); }).code(), Code::invalid_argument);
  state = t.loader->state();
  state.erase(state.begin());
  EXPECT_EQ(error_of([&] { t.loader->prepare_state(state); }).code(), Code::not_found);
}

}  // namespace
}  // namespace nnl
