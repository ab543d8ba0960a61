// Schedules of the learning rate beside PyTorch's, and what only nnlite promises.
#include "base/transaction.h"
#include "optim/schedule_cosine.h"
#include "optim/schedule_decay.h"
#include "optim/schedule_one_cycle.h"
#include "optim/schedule_plateau.h"
#include "optim/schedule_sequential.h"
#include "support/optimizers.h"
#include "tensor/state_reader.h"

namespace nnl {
namespace {

using namespace test;
using nlohmann::json;

std::vector<double> list_of(const json& given, const char* name) {
  if (!given.contains(name)) return {};
  if (given.at(name).is_number()) return {given.at(name).get<double>()};
  return given.at(name).get<std::vector<double>>();
}

Ref<Schedule> make_one_cycle(const json& given, const Ref<Optimizer>& optimizer) {
  OneCycleOptions o;
  o.pct_start = given.value("pct_start", o.pct_start);
  o.annealing = given.value("anneal_strategy", "cos") == "linear" ? Annealing::linear : Annealing::cosine;
  o.cycle_momentum = given.value("cycle_momentum", o.cycle_momentum);
  o.base_momentum = given.value("base_momentum", o.base_momentum);
  o.max_momentum = given.value("max_momentum", o.max_momentum);
  o.div_factor = given.value("div_factor", o.div_factor);
  o.final_div_factor = given.value("final_div_factor", o.final_div_factor);
  o.three_phase = given.value("three_phase", o.three_phase);
  return make_ref<OneCycleLr>(optimizer, list_of(given, "max_lr"), given.at("total_steps").get<int64_t>(), o);
}

Ref<Schedule> make_plateau(const json& given, const Ref<Optimizer>& optimizer) {
  PlateauOptions o;
  o.mode = given.value("mode", "min") == "max" ? PlateauMode::max : PlateauMode::min;
  o.factor = given.value("factor", o.factor);
  o.patience = given.value("patience", o.patience);
  o.threshold = given.value("threshold", o.threshold);
  o.threshold_mode =
      given.value("threshold_mode", "rel") == "abs" ? ThresholdMode::absolute : ThresholdMode::relative;
  o.cooldown = given.value("cooldown", o.cooldown);
  o.eps = given.value("eps", o.eps);
  return make_ref<ReduceLrOnPlateau>(optimizer, list_of(given, "min_lr"), o);
}

/// The schedule that a case describes under PyTorch's names.
Ref<Schedule> make_schedule(const json& given, const Ref<Optimizer>& optimizer) {
  const auto kind = given.at("kind").get<std::string>();
  const auto number = [&](const char* name, double otherwise) { return given.value(name, otherwise); };
  const auto count = [&](const char* name, int64_t otherwise) { return given.value(name, otherwise); };
  if (kind == "StepLR") return make_ref<StepLr>(optimizer, count("step_size", 0), number("gamma", 0.1));
  if (kind == "MultiStepLR")
    return make_ref<MultiStepLr>(optimizer, given.at("milestones").get<std::vector<int64_t>>(),
                                 number("gamma", 0.1));
  if (kind == "ExponentialLR") return make_ref<ExponentialLr>(optimizer, number("gamma", 0));
  if (kind == "LinearLR")
    return make_ref<LinearLr>(optimizer, number("start_factor", 1.0 / 3), number("end_factor", 1),
                              count("total_iters", 5));
  if (kind == "CosineAnnealingLR")
    return make_ref<CosineAnnealingLr>(optimizer, count("T_max", 0), number("eta_min", 0));
  if (kind == "CosineAnnealingWarmRestarts")
    return make_ref<CosineAnnealingWarmRestarts>(optimizer, count("T_0", 0), count("T_mult", 1),
                                                 number("eta_min", 0));
  if (kind == "OneCycleLR") return make_one_cycle(given, optimizer);
  if (kind == "ReduceLROnPlateau") return make_plateau(given, optimizer);
  std::vector<Ref<Schedule>> parts;
  for (const json& part : given.at("schedules")) parts.push_back(make_schedule(part, optimizer));
  return make_ref<SequentialLr>(parts, given.at("milestones").get<std::vector<int64_t>>());
}

/// One optimizer with a parameter and a rate for each group.
Ref<Optimizer> optimizer_with(const std::string& kind, const std::vector<double>& rates) {
  json groups = json::array();
  std::vector<Variable> parameters;
  for (double rate : rates) {
    groups.push_back({{"parameters", {parameters.size()}}, {"lr", rate}});
    parameters.emplace_back(Tensor::full(context(), DType::f64, {1}, 1), true);
  }
  return make_optimizer(kind, groups, parameters);
}
Ref<Optimizer> sgd(const std::vector<double>& rates = {0.5, 0.25}) { return optimizer_with("SGD", rates); }

/// A case's optimizer and schedules, and the steps that it makes.
struct GivenSchedules {
  explicit GivenSchedules(const Case& c)
      : reference(c), optimizer(optimizer_with(c.settings.at("optimizer"), list_of(c.settings, "rates"))) {
    for (const json& given : c.settings.at("schedules")) schedules.push_back(make_schedule(given, optimizer));
  }
  size_t steps() const { return reference.settings.at("steps"); }

  void step(size_t step) {
    if (const json set = reference.settings.value("set", json::object()).value(std::to_string(step), json());
        !set.is_null())
      optimizer->set_learning_rate(set.at(0), set.at(1));
    const auto epoch = reference.inputs.find("epoch");
    for (const Ref<Schedule>& schedule : schedules) {
      if (schedule->wants_metric())
        schedule->step_metric(reference.inputs.at("metric").data[step]);
      else if (epoch != reference.inputs.end() && epoch->second.data[step] >= 0)
        schedule->step_epoch(epoch->second.data[step]);
      else
        schedule->step();
    }
  }

  /// Rates, and momenta where the case has them.
  std::vector<double> settings() const {
    std::vector<double> all;
    for (int64_t g = 0; g < optimizer->num_groups(); ++g) all.push_back(optimizer->learning_rate(g));
    if (reference.outputs.count("momentum"))
      for (int64_t g = 0; g < optimizer->num_groups(); ++g) all.push_back(optimizer->momentum(g));
    return all;
  }
  std::vector<double> expected_settings(size_t step) const {
    const auto groups = static_cast<size_t>(optimizer->num_groups());
    std::vector<double> all;
    for (const char* name : {"lr", "momentum"})
      if (reference.outputs.count(name))
        for (size_t g = 0; g < groups; ++g) all.push_back(reference.outputs.at(name).data[step * groups + g]);
    return all;
  }

  const Case& reference;
  Ref<Optimizer> optimizer;
  std::vector<Ref<Schedule>> schedules;
};

void expect_settings(const GivenSchedules& run, size_t step) {
  const std::vector<double> actual = run.settings(), expected = run.expected_settings(step);
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i)
    EXPECT_NEAR(actual[i], expected[i], 1e-13) << "before step " << step << ", number " << i;
}

TEST(Schedules, agree_with_pytorch_step_for_step) {
  int checked = 0;
  for (const Case& c : golden_cases("schedules")) {
    if (c.settings.value("error", false)) continue;
    SCOPED_TRACE(c.name);
    GivenSchedules run(c);
    expect_settings(run, 0);
    for (size_t step = 0; step < run.steps(); ++step) {
      run.step(step);
      expect_settings(run, step + 1);
    }
    ++checked;
  }
  EXPECT_EQ(checked, 55);
}

TEST(Schedules, refuse_what_pytorch_refuses_and_leave_the_rates) {
  int checked = 0;
  for (const Case& c : golden_cases("schedules")) {
    if (!c.settings.value("error", false)) continue;
    SCOPED_TRACE(c.name);
    const std::vector<double> rates = list_of(c.settings, "rates");
    const Ref<Optimizer> optimizer = optimizer_with("SGD", rates);
    EXPECT_EQ(error_of([&] {
                Transaction transaction;
                make_schedule(c.settings.at("schedules").at(0), optimizer);
                transaction.commit();
              }).code(),
              Code::invalid_argument);
    for (size_t g = 0; g < rates.size(); ++g)
      EXPECT_EQ(optimizer->learning_rate(static_cast<int64_t>(g)), rates[g]);
    ++checked;
  }
  EXPECT_EQ(checked, 10);
}

TEST(Schedules, that_are_taken_up_again_go_on_with_the_same_bits) {
  for (const Case& c : golden_cases("schedules")) {
    if (c.settings.value("error", false)) continue;
    SCOPED_TRACE(c.name);
    for (size_t stop : {0, 1, 6, 21}) {
      GivenSchedules first(c), second(c);
      if (stop >= first.steps()) continue;
      for (size_t step = 0; step < stop; ++step) first.step(step);
      second.optimizer->prepare_state(first.optimizer->state())();
      for (size_t i = 0; i < first.schedules.size(); ++i)
        second.schedules[i]->prepare_state(first.schedules[i]->state())();
      EXPECT_EQ(second.settings(), first.settings());
      for (size_t step = stop; step < first.steps(); ++step) {
        first.step(step);
        second.step(step);
        EXPECT_EQ(second.settings(), first.settings()) << "after step " << step;
      }
    }
  }
}

TEST(Schedules, take_up_no_state_that_they_could_not_have_left) {
  CosineAnnealingWarmRestarts restarts(sgd(), 4);
  restarts.step();
  const State good = restarts.state();
  const auto with = [&](const char* name, const Tensor& value) {
    State state = good;
    for (auto& [key, tensor] : state)
      if (key == name) tensor = value;
    return state;
  };
  EXPECT_THROW(restarts.prepare_state({}), Error);
  EXPECT_THROW(restarts.prepare_state(with("T_cur", number_entry(context(), 5))), Error);
  EXPECT_THROW(restarts.prepare_state(with("T_i", number_entry(context(), 0))), Error);
  EXPECT_THROW(restarts.prepare_state(with("last_epoch", count_entry(context(), -2))), Error);
  EXPECT_THROW(restarts.prepare_state(with("base_lrs", number_entry(context(), 1))), Error);
  const std::vector<double> not_a_rate = {0.5, std::nan("")};
  EXPECT_THROW(restarts.prepare_state(with("base_lrs", Tensor::from<double>(context(), {2}, not_a_rate))),
               Error);
  State more = good;
  more.emplace_back("unknown", count_entry(context(), 1));
  EXPECT_THROW(restarts.prepare_state(more), Error);
  restarts.prepare_state(good)();
  EXPECT_EQ(restarts.last_epoch(), 1);
}

TEST(Schedules, refuse_settings_that_make_no_sense) {
  const auto refuses = [](auto make, const std::string& message) {
    const Ref<Optimizer> optimizer = sgd();
    const Error error = error_of([&] { make(optimizer); });
    EXPECT_EQ(error.code(), Code::invalid_argument) << message;
    EXPECT_EQ(error.what(), message);
    EXPECT_EQ(optimizer->learning_rate(0), 0.5);
    EXPECT_FALSE(optimizer->initial_learning_rate(0));
  };
  using Given = const Ref<Optimizer>&;
  const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
  refuses([](Given o) { StepLr(o, 0); }, "step_lr: step_size 0 is less than 1");
  refuses([&](Given o) { StepLr(o, 1, nan); }, "step_lr: gamma nan must be finite and not negative");
  refuses(
      [](Given o) {
        MultiStepLr(o, std::vector<int64_t>{2, -1});
      },
      "multi_step_lr: milestone -1 is less than 0");
  refuses([&](Given o) { ExponentialLr(o, infinity); },
          "exponential_lr: gamma inf must be finite and not negative");
  refuses([&](Given o) { LinearLr(o, nan); },
          "linear_lr: start_factor nan is not in (0, 1] or end_factor 1 not in [0, 1]");
  refuses([](Given o) { LinearLr(o, 1, 1, 0); }, "linear_lr: total_iters 0 is less than 1");
  refuses([](Given o) { CosineAnnealingLr(o, 0); }, "cosine_annealing_lr: t_max 0 is less than 1");
  refuses([](Given o) { CosineAnnealingLr(o, 5, -1); },
          "cosine_annealing_lr: eta_min -1 must be finite and not negative");
  refuses([](Given o) { CosineAnnealingWarmRestarts(o, 1, 0); },
          "cosine_annealing_warm_restarts: t_mult 0 is less than 1");
  const std::vector<double> one = {0.5};
  refuses([&](Given o) { OneCycleLr(o, std::vector<double>{-0.5}, 5); },
          "one_cycle_lr: max_lr -0.5 must be finite and not negative");
  refuses([&](Given o) { OneCycleLr(o, one, 5, {.div_factor = 0}); },
          "one_cycle_lr: div_factor and final_div_factor must not be 0");
  refuses([&](Given o) { OneCycleLr(o, one, 5, {.pct_start = nan}); },
          "one_cycle_lr: pct_start nan is not in [0, 1]");
  refuses([&](Given o) { OneCycleLr(o, one, 5, {.div_factor = 1e-320}); },
          "one_cycle_lr: initial rate inf must be finite and not negative");
  refuses([](Given o) { ReduceLrOnPlateau(o, {}, {.patience = -1}); },
          "reduce_lr_on_plateau: patience -1 is less than 0");
  refuses([&](Given o) { ReduceLrOnPlateau(o, {}, {.threshold = nan}); },
          "reduce_lr_on_plateau: threshold nan must be finite");
  refuses([&](Given o) { ReduceLrOnPlateau(o, {}, {.eps = -1}); },
          "reduce_lr_on_plateau: eps -1 must be finite and not negative");
}

TEST(Schedules, say_which_step_they_take) {
  const Ref<Optimizer> optimizer = sgd();
  StepLr stairs(optimizer, 2);
  ReduceLrOnPlateau plateau(optimizer, {});
  CosineAnnealingWarmRestarts restarts(optimizer, 3);
  EXPECT_TRUE(plateau.wants_metric());
  EXPECT_FALSE(stairs.wants_metric());
  const auto refuses = [](auto step, const char* message) {
    const Error error = error_of(step);
    EXPECT_EQ(error.code(), Code::not_supported);
    EXPECT_STREQ(error.what(), message);
  };
  refuses([&] { plateau.step(); }, "reduce_lr_on_plateau: a step wants a metric");
  refuses([&] { stairs.step_metric(1); }, "step_lr: a step takes no metric");
  refuses([&] { stairs.step_epoch(1); }, "step_lr: a step cannot go to a given epoch");
  EXPECT_EQ(error_of([&] { restarts.step_epoch(-1); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([&] { restarts.step_epoch(std::nan("")); }).code(), Code::invalid_argument);
}

TEST(Schedules, one_cycle_ends_and_needs_a_momentum) {
  const Ref<Optimizer> optimizer = sgd({0.5});
  OneCycleLr cycle(optimizer, std::vector<double>{1}, 3);
  for (int i = 0; i < 3; ++i) cycle.step();
  const double rate = optimizer->learning_rate(0);
  const Error error = error_of([&] { cycle.step(); });
  EXPECT_EQ(error.code(), Code::invalid_state);
  EXPECT_STREQ(error.what(), "one_cycle_lr: step 4 of 3");
  EXPECT_EQ(optimizer->learning_rate(0), rate);
  EXPECT_EQ(cycle.last_epoch(), 3);
  const Ref<Optimizer> adagrad = optimizer_with("Adagrad", {0.5});
  EXPECT_EQ(error_of([&] { OneCycleLr(adagrad, std::vector<double>{1}, 3); }).code(), Code::not_supported);
  OneCycleLr rates_alone(adagrad, std::vector<double>{1}, 30, {.cycle_momentum = false});
  EXPECT_NEAR(adagrad->learning_rate(0), 1.0 / 25, 1e-15);
}

TEST(Schedules, a_sequence_refuses_parts_that_it_cannot_lead) {
  const Ref<Optimizer> optimizer = sgd(), other = sgd();
  using Parts = std::vector<Ref<Schedule>>;
  const auto fresh = [&] { return Ref<Schedule>(make_ref<ExponentialLr>(optimizer, 0.5)); };
  const auto refuses = [&](const Parts& parts, const std::vector<int64_t>& milestones, Code code,
                           const std::string& message) {
    const double rate = optimizer->learning_rate(0);
    const Error error = error_of([&] {
      Transaction transaction;
      SequentialLr sequence(parts, milestones);
      transaction.commit();
    });
    EXPECT_EQ(error.code(), code);
    EXPECT_EQ(error.what(), message);
    EXPECT_EQ(optimizer->learning_rate(0), rate);
  };
  const Ref<Schedule> used = fresh(), twice = fresh();
  used->step();
  refuses({}, {}, Code::invalid_argument, "sequential_lr: no schedules");
  refuses({fresh(), make_ref<ReduceLrOnPlateau>(optimizer, std::vector<double>())}, {1}, Code::not_supported,
          "sequential_lr: schedule 1 is a reduce_lr_on_plateau");
  refuses({fresh(), make_ref<ExponentialLr>(other, 0.5)}, {1}, Code::invalid_argument,
          "sequential_lr: schedule 1 is of another optimizer than schedule 0");
  refuses({fresh(), used}, {1}, Code::invalid_state, "sequential_lr: schedule 1 was not just made");
  refuses({twice, twice}, {1}, Code::invalid_argument, "sequential_lr: schedule 1 is there already");
  refuses({fresh(), fresh()}, {1, 2}, Code::invalid_argument, "sequential_lr: 2 milestones for 2 schedules");
  refuses({fresh(), fresh()}, {0}, Code::invalid_argument, "sequential_lr: milestone 0 is less than 1");
  refuses({fresh(), fresh(), fresh()}, {3, 2}, Code::invalid_argument,
          "sequential_lr: milestone 2 is less than 3");
}

TEST(Schedules, keep_their_optimizer_and_leave_later_groups_to_the_caller) {
  Ref<Optimizer> optimizer = optimizer_with("SGD", {1});
  const Ref<Schedule> cycle = make_ref<OneCycleLr>(optimizer, std::vector<double>{1}, 9);
  static_cast<Sgd&>(*optimizer).add({Variable(Tensor::full(context(), DType::f64, {1}, 1), true)}, {0.75});
  const Error error = error_of([&] { cycle->step(); });
  EXPECT_EQ(error.code(), Code::invalid_state);
  EXPECT_STREQ(error.what(), "one_cycle_lr: the optimizer has 2 groups, but had 1");
  const Ref<Schedule> decay = make_ref<ExponentialLr>(optimizer, 0.5);
  Optimizer& behind = *optimizer;
  optimizer = nullptr;
  decay->step();
  EXPECT_EQ(behind.learning_rate(1), 0.375);
}

}  // namespace
}  // namespace nnl
