// Counters of steps far beyond what any run reaches: nothing overflows, and nothing takes time or memory in
// proportion.

#include "base/context.h"
#include "data/loader.h"
#include "nn/batch_norm.h"
#include "support/schedules.h"
#include "tensor/state_reader.h"

namespace nnl {
namespace {

using namespace test;

constexpr int64_t billion = 1000000000, greatest = (int64_t{1} << 53) - 1;

/// The object's state with an entry replaced.
void set_entry(Stateful& object, const std::string& name, const Tensor& value) {
  State state = object.state();
  bool found = false;
  for (auto& [entry, tensor] : state)
    if (entry == name) {
      tensor = value;
      found = true;
    }
  ASSERT_TRUE(found) << name;
  object.prepare_state(state)();
}

int64_t count_in(const Stateful& object, const std::string& name) {
  return *find(object.state(), name).data<int64_t>();
}

/// A parameter with a gradient of 1.
Variable parameter() {
  Variable p(Tensor::full(context(), DType::f64, {1}, 1), true);
  p.set_grad(Gradient(Tensor::full(context(), DType::f64, {1}, 1)));
  return p;
}

TEST(Counters, optimizers_step_on_after_very_many_steps) {
  for (const char* kind : {"Adam", "AdamW"})
    for (const int64_t steps : {billion, greatest - 1}) {
      SCOPED_TRACE(std::string(kind) + " at " + std::to_string(steps));
      const nlohmann::json groups = {{{"parameters", {0}}, {"lr", 0.5}, {"weight_decay", 0.0}}};
      const Variable p = parameter();
      const Ref<Optimizer> optimizer = make_optimizer(kind, groups, {p});
      optimizer->step();
      set_entry(*optimizer, "0.step", count_entry(context(), steps));
      const double m = find(optimizer->state(), "0.exp_avg").item() * 0.9 + 0.1;
      const double v = find(optimizer->state(), "0.exp_avg_sq").item() * 0.999 + 0.001;
      const double before = p.data().item();
      optimizer->step();
      EXPECT_NEAR(p.data().item(), before - 0.5 * m / (std::sqrt(v) + 1e-8), 1e-12);  // nothing to correct
      EXPECT_EQ(count_in(*optimizer, "0.step"), steps + 1);
    }
}

TEST(Counters, adagrad_decays_its_rate_at_a_billion_steps) {
  const Variable p = parameter();
  AdagradOptions options;
  options.learning_rate = 1;
  options.lr_decay = 1e-3;
  Adagrad adagrad({p}, options);
  adagrad.step();
  set_entry(adagrad, "0.step", count_entry(context(), billion));
  const double before = p.data().item(), sum = find(adagrad.state(), "0.sum").item() + 1;
  adagrad.step();
  EXPECT_NEAR(before - p.data().item(), 1 / (1 + 1e-3 * 1e9) / std::sqrt(sum), 1e-14);
}

TEST(Counters, schedules_step_on_at_a_billion_and_at_the_greatest_epoch) {
  const std::vector<std::pair<const char*, nlohmann::json>> schedules = {
      {"StepLR", {{"step_size", 7}}},
      {"MultiStepLR", {{"milestones", {2, 5}}}},
      {"ExponentialLR", {{"gamma", 0.999}}},
      {"LinearLR", {{"total_iters", 3}}},
      {"CosineAnnealingLR", {{"T_max", 10}}},
      {"CosineAnnealingWarmRestarts", {{"T_0", 3}, {"T_mult", 2}}},
      {"CosineAnnealingWarmRestarts", {{"T_0", 3}}},
      {"ReduceLROnPlateau", {{"patience", 2}}}};
  for (const auto& [kind, settings] : schedules)
    for (const int64_t epoch : {billion, greatest - 20}) {
      SCOPED_TRACE(std::string(kind) + " at " + std::to_string(epoch));
      const nlohmann::json groups = {{{"parameters", {0}}, {"lr", 0.5}}};
      const Ref<Optimizer> optimizer = make_optimizer("SGD", groups, {parameter()});
      nlohmann::json description = settings;
      description["kind"] = kind;
      const Ref<Schedule> schedule = make_schedule(optimizer, description);
      set_entry(*schedule, "last_epoch", count_entry(context(), epoch));
      for (int i = 0; i < 20; ++i) schedule->wants_metric() ? schedule->step_metric(1) : schedule->step();
      EXPECT_EQ(count_in(*schedule, "last_epoch"), epoch + 20);
      EXPECT_GE(optimizer->learning_rate(0), 0);
      EXPECT_LE(optimizer->learning_rate(0), 0.5 * (1 + 1e-6));
    }
}

TEST(Counters, warm_restarts_jump_to_any_epoch_at_once) {
  for (const int64_t mult : {1, 2}) {
    const nlohmann::json groups = {{{"parameters", {0}}, {"lr", 0.5}}};
    const Ref<Optimizer> optimizer = make_optimizer("SGD", groups, {parameter()});
    CosineAnnealingWarmRestarts schedule(optimizer, 10, mult, 0);
    schedule.step_epoch(static_cast<double>(greatest));
    EXPECT_GE(optimizer->learning_rate(0), 0);
    EXPECT_LE(optimizer->learning_rate(0), 0.5);
    schedule.step();
  }
}

TEST(Counters, one_cycle_of_a_billion_steps_ends_where_it_should) {
  const nlohmann::json groups = {{{"parameters", {0}}, {"lr", 0.5}, {"momentum", 0.9}}};
  const Ref<Optimizer> optimizer = make_optimizer("SGD", groups, {parameter()});
  const std::vector<double> rates{1.0};
  OneCycleLr schedule(optimizer, rates, billion);
  set_entry(schedule, "last_epoch", count_entry(context(), billion - 2));
  schedule.step();
  EXPECT_NEAR(optimizer->learning_rate(0), 1.0 / 25 / 1e4, 1e-12);
}

TEST(Counters, batch_norm_counts_on_and_averages) {
  for (const int64_t count : {billion, greatest, int64_t{1} << 62}) {
    SCOPED_TRACE(count);
    BatchNormSettings settings;
    settings.momentum.reset();
    BatchNorm layer(context(), 1, 1, settings, DType::f64);
    *layer.state().num_batches_tracked.mutable_data<int64_t>() = count;
    const Variable x(Tensor::from<double>(context(), {2, 1}, std::vector<double>{3, 5}));
    layer.forward(x);
    EXPECT_EQ(*layer.state().num_batches_tracked.data<int64_t>(), count + 1);
    EXPECT_NEAR(layer.state().running_mean.item() * static_cast<double>(count), 4, 1e-6);
  }
  BatchNorm layer(context(), 1, 1, {}, DType::f64);
  *layer.state().num_batches_tracked.mutable_data<int64_t>() = std::numeric_limits<int64_t>::max();
  const Variable x(Tensor::from<double>(context(), {2, 1}, std::vector<double>{3, 5}));
  EXPECT_EQ(error_of([&] { layer.forward(x); }).code(), Code::invalid_state);
  EXPECT_EQ(layer.state().running_mean.item(), 0);
}

TEST(Counters, lazy_rows_keep_a_bounded_history) {
  constexpr int64_t steps = 150000;
  const auto run = [](bool lazy) {
    Variable table(Tensor::full(context(), DType::f64, {3, 2}, 1), true);
    SgdOptions options;
    options.learning_rate = 1e-4;
    options.momentum = 0.5;
    options.weight_decay = 0.01;
    options.lazy_rows = lazy;
    Sgd sgd({table}, options);
    const RowSparse gradient{Tensor::from<int64_t>(context(), {1}, std::vector<int64_t>{1}),
                             Tensor::full(context(), DType::f64, {1, 2}, 0.25),
                             {3, 2}};
    for (int64_t step = 0; step < steps; ++step) {
      table.set_grad(Gradient(gradient));
      sgd.step();
    }
    if (lazy) {
      const Tensor history = find(sgd.state(), "0.pending.history");
      EXPECT_TRUE(history);
      if (history) {
        EXPECT_LE(history.size(0), PendingRows::most_steps);
      }
    }
    return values_of(table.data());
  };
  const std::vector<double> dense = run(false), lazy = run(true);
  for (size_t i = 0; i < dense.size(); ++i) EXPECT_NEAR(lazy[i], dense[i], 1e-10 * (1 + std::abs(dense[i])));
}

TEST(Counters, random_streams_wrap_around) {
  RandomStream stream(7, 3), one_by_one(7, 3);
  const uint64_t last = std::numeric_limits<uint64_t>::max();
  stream.set_state({7, 3, last - 1});
  std::vector<float> numbers(16);
  stream.fill_uniform(numbers.data(), 16, 0, 1);
  EXPECT_EQ(stream.state().position, 2U);
  for (int64_t block = 0; block < 4; ++block) {
    std::vector<float> four(4);
    one_by_one.set_state({7, 3, last - 1 + static_cast<uint64_t>(block)});
    one_by_one.fill_uniform(four.data(), 4, 0, 1);
    EXPECT_EQ(four, std::vector<float>(numbers.begin() + 4 * block, numbers.begin() + 4 * block + 4));
  }
  const auto own = make_ref<Context>();
  own->set_random_state({1, last, last});
  own->take_random(5);
  EXPECT_EQ(own->random_state().position, 4U);
  EXPECT_EQ(own->random_state().stream, last);  // no other stream is entered
}

TEST(Counters, loaders_begin_another_epoch_after_very_many) {
  for (const int64_t epoch : {billion, greatest - 1}) {
    LoaderOptions options;
    options.sampling = Sampling::shuffle;
    const auto held =
        make_ref<Loader>(std::vector<Tensor>{Tensor::full(context(), DType::f32, {2}, 1)}, options);
    Loader& loader = *held;
    set_entry(loader, "epoch", count_entry(context(), epoch));
    while (!loader.next().empty()) {
    }
    EXPECT_EQ(loader.epoch(), epoch + 1);
    EXPECT_EQ(loader.next().size(), 1U);
  }
}

}  // namespace
}  // namespace nnl
