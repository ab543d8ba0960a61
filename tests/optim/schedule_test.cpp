// Schedules of the learning rate.
#include "base/transaction.h"
#include "support/schedules.h"
#include "tensor/state_reader.h"

namespace nnl {
namespace {

using namespace test;
using nlohmann::json;

Ref<Optimizer> optimizer_of(const std::vector<double>& rates, const std::string& kind = "SGD") {
  json groups;
  std::vector<Variable> parameters;
  for (double rate : rates) {
    groups.push_back({{"parameters", {parameters.size()}}, {"lr", rate}});
    parameters.push_back(sample({1}));
  }
  return make_optimizer(kind, groups, parameters);
}

std::vector<double> rates_of(const Optimizer& optimizer) {
  std::vector<double> rates;
  for (int64_t g = 0; g < optimizer.num_groups(); ++g) rates.push_back(optimizer.learning_rate(g));
  return rates;
}

std::vector<double> momenta_of(const Optimizer& optimizer) {
  std::vector<double> momenta;
  for (int64_t g = 0; g < optimizer.num_groups(); ++g) momenta.push_back(optimizer.momentum(g));
  return momenta;
}

/// A case's optimizer and schedules, and the steps that it makes.
struct ScheduledSteps {
  explicit ScheduledSteps(const Case& c)
      : reference(c), optimizer(optimizer_of(c.settings.at("rates"), c.settings.at("optimizer"))) {
    for (const json& description : c.settings.at("schedules"))
      schedules.push_back(make_schedule(optimizer, description));
  }

  int64_t steps() const { return reference.settings.at("steps"); }

  void step(int64_t i) {
    const json by_hand = reference.settings.value("set", json::object());
    if (const auto set = by_hand.find(std::to_string(i)); set != by_hand.end())
      optimizer->set_learning_rate(set->at(0), set->at(1));
    for (const Ref<Schedule>& schedule : schedules) {
      const auto metric = reference.inputs.find("metric"), epoch = reference.inputs.find("epoch");
      const auto at = static_cast<size_t>(i);
      if (schedule->wants_metric())
        schedule->step_metric(metric->second.data[at]);
      else if (epoch != reference.inputs.end() && epoch->second.data[at] >= 0)
        schedule->step_epoch(epoch->second.data[at]);
      else
        schedule->step();
    }
  }

  /// All that the steps change.
  std::vector<double> values() const {
    std::vector<double> all = rates_of(*optimizer);
    for (double momentum : momenta_of(*optimizer)) all.push_back(momentum);
    for (const Ref<Schedule>& schedule : schedules)
      for (const auto& [name, tensor] : schedule->state())
        for (double value : values_of(tensor)) all.push_back(value);
    return all;
  }

  const Case& reference;
  Ref<Optimizer> optimizer;
  std::vector<Ref<Schedule>> schedules;
};

/// What PyTorch recorded after so many steps.
void expect_recorded(const std::vector<double>& values, const Array& expected, int64_t step,
                     const char* what) {
  for (size_t g = 0; g < values.size(); ++g)
    EXPECT_NEAR(values[g], expected.data[static_cast<size_t>(step) * values.size() + g], 1e-14)
        << what << " of group " << g << " after " << step << " steps";
}

/// Calls body(case) for the cases that fail or those that do not.
template <class Body>
void for_cases(bool error, const Body& body) {
  for (const Case& c : golden_cases("schedules")) {
    if (c.settings.value("error", false) != error) continue;
    SCOPED_TRACE(c.name);
    body(c);
  }
}

TEST(Schedules, agree_with_pytorch_step_for_step) {
  int checked = 0;
  for_cases(false, [&](const Case& c) {
    if (c.settings.contains("deviation")) return;
    ScheduledSteps run(c);
    for (int64_t step = 0; step <= run.steps(); ++step) {
      expect_recorded(rates_of(*run.optimizer), c.outputs.at("lr"), step, "the rate");
      EXPECT_EQ(run.schedules.back()->last_rates(), rates_of(*run.optimizer));
      if (c.settings.value("momentum", false))
        expect_recorded(momenta_of(*run.optimizer), c.outputs.at("momentum"), step, "the momentum");
      if (step < run.steps()) run.step(step);
    }
    std::vector<int64_t> epochs;
    for (const Ref<Schedule>& schedule : run.schedules) epochs.push_back(schedule->last_epoch());
    EXPECT_EQ(epochs, c.settings.at("last_epochs").get<std::vector<int64_t>>());
    ++checked;
  });
  EXPECT_EQ(checked, 55);
}

TEST(Schedules, that_are_taken_up_again_go_on_with_the_same_bits) {
  for_cases(false, [](const Case& c) {
    for (int64_t stop : {int64_t{0}, int64_t{1}, c.settings.at("steps").get<int64_t>() / 3}) {
      ScheduledSteps whole(c), first(c), second(c);
      for (int64_t i = 0; i < whole.steps(); ++i) whole.step(i);
      for (int64_t i = 0; i < stop; ++i) first.step(i);
      second.step(0);  // which the state overwrites
      second.optimizer->prepare_state(first.optimizer->state())();
      for (size_t i = 0; i < first.schedules.size(); ++i)
        second.schedules[i]->prepare_state(first.schedules[i]->state())();
      EXPECT_EQ(second.values(), first.values());
      for (int64_t i = stop; i < whole.steps(); ++i) second.step(i);
      EXPECT_EQ(second.values(), whole.values()) << stop;
    }
  });
}

TEST(Schedules, refuse_what_pytorch_refuses) {
  int checked = 0;
  for_cases(true, [&](const Case& c) {
    EXPECT_EQ(error_of([&] { ScheduledSteps run(c); }).code(), Code::invalid_argument);
    ++checked;
  });
  EXPECT_EQ(checked, 10);
}

/// The error of making a schedule in a transaction, after which nothing has changed.
std::string refusal(const char* kind, json description, const char* optimizer_kind = "SGD") {
  const Ref<Optimizer> optimizer = optimizer_of({0.5, 0.25}, optimizer_kind);
  description["kind"] = kind;
  const Error error = error_of([&] {
    Transaction transaction;
    make_schedule(optimizer, description);
    transaction.commit();
  });
  EXPECT_EQ(rates_of(*optimizer), (std::vector{0.5, 0.25}));
  EXPECT_FALSE(optimizer->initial_learning_rate(0));
  EXPECT_FALSE(optimizer->initial_learning_rate(1));
  if (optimizer->kind().momentum) {
    EXPECT_EQ(momenta_of(*optimizer), momenta_of(*optimizer_of({0.5, 0.25}, optimizer_kind)));
  }
  return std::to_string(static_cast<int>(error.code())) + " " + error.what();
}

TEST(Schedules, say_which_setting_is_wrong) {
  EXPECT_EQ(refusal("StepLR", {{"step_size", 0}}), "10 step_lr: step_size 0 is less than 1");
  EXPECT_EQ(refusal("StepLR", {{"step_size", 1}, {"gamma", NAN}}),
            "10 step_lr: gamma nan must be finite and not negative");
  EXPECT_EQ(refusal("MultiStepLR", {{"milestones", {3, -1}}}),
            "10 multi_step_lr: milestone -1 is less than 0");
  EXPECT_EQ(refusal("MultiStepLR", {{"milestones", {3}}, {"gamma", -0.5}}),
            "10 multi_step_lr: gamma -0.5 must be finite and not negative");
  EXPECT_EQ(refusal("MultiStepLR", {{"milestones", {0, 0}}, {"gamma", 1e300}}),
            "60 multi_step_lr: the learning rate of group 0 would be inf");
  EXPECT_EQ(refusal("ExponentialLR", {{"gamma", INFINITY}}),
            "10 exponential_lr: gamma inf must be finite and not negative");
  const auto linear = [](double start, double end) {
    return refusal("LinearLR", {{"start_factor", start}, {"end_factor", end}});
  };
  EXPECT_EQ(linear(0, 1), "10 linear_lr: start_factor 0 is not in (0, 1] or end_factor 1 not in [0, 1]");
  EXPECT_EQ(linear(NAN, 1), "10 linear_lr: start_factor nan is not in (0, 1] or end_factor 1 not in [0, 1]");
  EXPECT_EQ(linear(1, NAN), "10 linear_lr: start_factor 1 is not in (0, 1] or end_factor nan not in [0, 1]");
  EXPECT_EQ(linear(1, 1.5), "10 linear_lr: start_factor 1 is not in (0, 1] or end_factor 1.5 not in [0, 1]");
  EXPECT_EQ(refusal("LinearLR", {{"total_iters", 0}}), "10 linear_lr: total_iters 0 is less than 1");
  EXPECT_EQ(refusal("CosineAnnealingLR", {{"T_max", -3}}), "10 cosine_annealing_lr: t_max -3 is less than 1");
  EXPECT_EQ(refusal("CosineAnnealingLR", {{"T_max", 3}, {"eta_min", -1}}),
            "10 cosine_annealing_lr: eta_min -1 must be finite and not negative");
  const char* restarts = "CosineAnnealingWarmRestarts";
  EXPECT_EQ(refusal(restarts, {{"T_0", 0}}), "10 cosine_annealing_warm_restarts: t_0 0 is less than 1");
  EXPECT_EQ(refusal(restarts, {{"T_0", 1}, {"T_mult", 0}}),
            "10 cosine_annealing_warm_restarts: t_mult 0 is less than 1");
  EXPECT_EQ(refusal(restarts, {{"T_0", 1}, {"eta_min", NAN}}),
            "10 cosine_annealing_warm_restarts: eta_min nan must be finite and not negative");
}

TEST(OneCycle, says_which_setting_is_wrong) {
  const auto message = [](const json& change, const char* optimizer = "SGD") {
    json description = {{"max_lr", 0.5}, {"total_steps", 8}};
    description.update(change);
    return refusal("OneCycleLR", description, optimizer);
  };
  EXPECT_EQ(message({{"max_lr", {1, 1, 1}}}), "10 one_cycle_lr: 3 values of max_lr for 2 groups");
  EXPECT_EQ(message({{"max_lr", -1}}), "10 one_cycle_lr: max_lr -1 must be finite and not negative");
  EXPECT_EQ(message({{"total_steps", 0}}), "10 one_cycle_lr: total_steps 0 is less than 1");
  EXPECT_EQ(message({{"pct_start", NAN}}), "10 one_cycle_lr: pct_start nan is not in [0, 1]");
  EXPECT_EQ(message({{"div_factor", 0}}), "10 one_cycle_lr: div_factor and final_div_factor must not be 0");
  EXPECT_EQ(message({{"final_div_factor", -2}}),
            "10 one_cycle_lr: final_div_factor -2 must be finite and not negative");
  EXPECT_EQ(message({{"max_lr", 1e300}, {"div_factor", 1e-300}}),
            "10 one_cycle_lr: initial rate inf must be finite and not negative");
  EXPECT_EQ(message({{"max_momentum", -1}}), "10 sgd: momentum -1 must be finite and not negative");
  EXPECT_EQ(message({{"base_momentum", 1}}, "Adam"), "10 adam: beta1 1 is not in [0, 1)");
  EXPECT_EQ(message(json::object(), "Adagrad"), "130 optimizer: adagrad has no momentum");
}

TEST(Plateau, says_which_setting_is_wrong) {
  const auto message = [](const json& description) { return refusal("ReduceLROnPlateau", description); };
  EXPECT_EQ(message({{"factor", 1}}), "10 reduce_lr_on_plateau: factor 1 is not in [0, 1)");
  EXPECT_EQ(message({{"factor", NAN}}), "10 reduce_lr_on_plateau: factor nan is not in [0, 1)");
  EXPECT_EQ(message({{"patience", -1}}), "10 reduce_lr_on_plateau: patience -1 is less than 0");
  EXPECT_EQ(message({{"cooldown", -1}}), "10 reduce_lr_on_plateau: cooldown -1 is less than 0");
  EXPECT_EQ(message({{"threshold", NAN}}), "10 reduce_lr_on_plateau: threshold nan must be finite");
  EXPECT_EQ(message({{"eps", -1}}), "10 reduce_lr_on_plateau: eps -1 must be finite and not negative");
  EXPECT_EQ(message({{"min_lr", {0, 0, 0}}}), "10 reduce_lr_on_plateau: 3 values of min_lr for 2 groups");
  EXPECT_EQ(message({{"min_lr", NAN}}),
            "10 reduce_lr_on_plateau: min_lr nan must be finite and not negative");
}

TEST(Sequential, says_what_does_not_fit) {
  const json decay = {{"kind", "ExponentialLR"}, {"gamma", 0.5}}, plateau = {{"kind", "ReduceLROnPlateau"}};
  const json inner = {
      {"kind", "SequentialLR"}, {"schedules", json::array({decay})}, {"milestones", json::array()}};
  const auto message = [](const json& schedules, const json& milestones) {
    return refusal("SequentialLR", {{"schedules", schedules}, {"milestones", milestones}});
  };
  EXPECT_EQ(message(json::array(), json::array()), "10 sequential_lr: no schedules");
  EXPECT_EQ(message(json::array({decay, decay}), json::array({1, 2})),
            "10 sequential_lr: 2 milestones for 2 schedules");
  EXPECT_EQ(message(json::array({decay, decay}), json::array({0})),
            "10 sequential_lr: milestone 0 is less than 1");
  EXPECT_EQ(message(json::array({decay, decay, decay}), json::array({3, 2})),
            "10 sequential_lr: milestone 2 is less than 3");
  EXPECT_EQ(message(json::array({decay, plateau}), json::array({1})),
            "130 sequential_lr: schedule 1 is a reduce_lr_on_plateau");
  EXPECT_EQ(message(json::array({inner}), json::array()), "130 sequential_lr: schedule 0 is a sequential_lr");

  const Ref<Optimizer> a = optimizer_of({0.5}), b = optimizer_of({0.5});
  const Ref<Schedule> one = make_schedule(a, decay), other = make_schedule(b, decay);
  const auto of = [](const std::vector<Ref<Schedule>>& schedules) {
    return std::string(error_of([&] { SequentialLr(schedules, {1}); }).what());
  };
  EXPECT_EQ(of({one, other}), "sequential_lr: schedule 1 is of another optimizer than schedule 0");
  EXPECT_EQ(of({one, one}), "sequential_lr: schedule 1 is there already");
  const Ref<Schedule> late = make_schedule(a, decay), second = make_schedule(a, decay);
  late->step();
  EXPECT_EQ(of({one, late}), "sequential_lr: schedule 1 was not just made");
  dynamic_cast<Sgd&>(*a).add({sample({1})}, SgdOptions());
  EXPECT_EQ(of({one, second}), "sequential_lr: group 1 was added after the schedules were made");
}

TEST(Sequential, a_failure_puts_its_schedules_back) {
  const Ref<Optimizer> optimizer = optimizer_of({0.5});
  const Ref<Schedule> warm_up = make_ref<LinearLr>(optimizer, 0.5),
                      decay = make_ref<ExponentialLr>(optimizer, 2);
  optimizer->set_learning_rate(0, 7);
  const auto values = [&] {
    std::vector<double> all = rates_of(*optimizer);
    for (const Ref<Schedule>& schedule : {warm_up, decay})
      for (const auto& [name, tensor] : schedule->state())
        for (double value : values_of(tensor)) all.push_back(value);
    return all;
  };
  const std::vector<double> before = values();
  {
    const Transaction transaction;
    const SequentialLr sequential({warm_up, decay}, {3});
    EXPECT_EQ(optimizer->learning_rate(0), 0.25);
    EXPECT_NE(values(), before);
  }
  EXPECT_EQ(values(), before);
}

TEST(Schedules, take_the_steps_that_are_theirs) {
  const Ref<Optimizer> optimizer = optimizer_of({0.5});
  StepLr steps(optimizer, 1);
  ReduceLrOnPlateau plateau(optimizer, {});
  EXPECT_TRUE(plateau.wants_metric());
  EXPECT_FALSE(steps.wants_metric());
  const auto message = [](const std::function<void()>& call) {
    const Error error = error_of(call);
    EXPECT_EQ(error.code(), Code::not_supported);
    return std::string(error.what());
  };
  EXPECT_EQ(message([&] { steps.step_metric(1); }), "step_lr: a step takes no metric");
  EXPECT_EQ(message([&] { steps.step_epoch(1); }), "step_lr: a step cannot go to a given epoch");
  EXPECT_EQ(message([&] { plateau.step(); }), "reduce_lr_on_plateau: a step wants a metric");
  EXPECT_EQ(message([&] { plateau.step_epoch(1); }),
            "reduce_lr_on_plateau: a step cannot go to a given epoch");
  EXPECT_EQ(steps.last_epoch() + plateau.last_epoch(), 0);

  CosineAnnealingWarmRestarts restarts(optimizer, 4, 2);
  restarts.step_epoch(3);
  const std::vector<double> before = rates_of(*optimizer);
  for (double epoch : {-0.5, static_cast<double>(NAN), static_cast<double>(INFINITY), 0x1p53})
    EXPECT_EQ(error_of([&] { restarts.step_epoch(epoch); }).code(), Code::invalid_argument);
  EXPECT_EQ(restarts.last_epoch(), 3);
  EXPECT_EQ(rates_of(*optimizer), before);
}

TEST(Schedules, a_step_that_cannot_be_made_changes_nothing) {
  const Ref<Optimizer> optimizer = optimizer_of({1, 1e200});
  ExponentialLr growth(optimizer, 1e200);
  const Error error = error_of([&] { growth.step(); });
  EXPECT_EQ(error.code(), Code::invalid_state);
  EXPECT_STREQ(error.what(), "exponential_lr: the learning rate of group 1 would be inf");
  EXPECT_EQ(rates_of(*optimizer), (std::vector{1, 1e200}));
  EXPECT_EQ(growth.last_epoch(), 0);
}

TEST(Schedules, a_period_may_be_as_long_as_any_count) {
  const Ref<Optimizer> optimizer = optimizer_of({0.5});
  const int64_t longest = std::numeric_limits<int64_t>::max();
  CosineAnnealingLr cosine(optimizer, longest);
  CosineAnnealingWarmRestarts restarts(optimizer, longest, longest);
  restarts.step_epoch(0x1p52);
  for (int i = 0; i < 3; ++i) {
    cosine.step();
    restarts.step();
  }
  EXPECT_NEAR(optimizer->learning_rate(0), 0.5, 1e-6);
  EXPECT_EQ(restarts.last_epoch(), (int64_t{1} << 52) + 3);
}

TEST(Schedules, a_rate_below_zero_is_zero) {
  const Ref<Optimizer> optimizer = optimizer_of({0.125});
  CosineAnnealingLr cosine(optimizer, 8, 0.5);
  for (int i = 0; i < 9; ++i) cosine.step();
  optimizer->set_learning_rate(0, 0);  // just after the bottom, where what is missing to 0.5 grows fast
  cosine.step();
  EXPECT_EQ(optimizer->learning_rate(0), 0);
  EXPECT_EQ(cosine.last_rate(0), 0);
}

/// Gives the optimizer, which is an Sgd, another group with the rate 1.
void add_group(Optimizer& optimizer) {
  SgdOptions options;
  options.learning_rate = 1;
  dynamic_cast<Sgd&>(optimizer).add({sample({1})}, options);
}

TEST(Schedules, a_group_that_is_added_later_takes_part) {
  const Ref<Optimizer> optimizer = optimizer_of({0.5});
  ExponentialLr decay(optimizer, 0.5);
  CosineAnnealingWarmRestarts restarts(optimizer, 8);
  PlateauOptions impatient;
  impatient.patience = 0;
  ReduceLrOnPlateau plateau(optimizer, {}, impatient);
  add_group(*optimizer);
  EXPECT_EQ(decay.last_rates(), (std::vector{0.5, 1.0}));
  decay.step();
  EXPECT_EQ(optimizer->learning_rate(1), 0.5);
  restarts.step();  // which knows no initial rate of it
  EXPECT_EQ(optimizer->learning_rate(1), 0.5);
  plateau.step_metric(1);
  plateau.step_metric(1);
  EXPECT_EQ(optimizer->learning_rate(1), 0.05);
  EXPECT_EQ(plateau.last_rates(), rates_of(*optimizer));
}

TEST(Schedules, settings_for_each_group_do_not_fit_one_more) {
  const Ref<Optimizer> optimizer = optimizer_of({0.5, 0.5});
  PlateauOptions impatient;
  impatient.patience = 0;
  const std::vector<double> each = {0.25, 0.5};
  ReduceLrOnPlateau plateau(optimizer, each, impatient);
  OneCycleLr cycle(optimizer, each, 8);
  plateau.step_metric(1);
  add_group(*optimizer);
  const std::vector<double> before = rates_of(*optimizer);
  const Error error = error_of([&] { plateau.step_metric(1); });
  EXPECT_EQ(error.code(), Code::invalid_state);
  EXPECT_STREQ(error.what(), "reduce_lr_on_plateau: the optimizer has 3 groups, but min_lr has 2 values");
  EXPECT_STREQ(error_of([&] { cycle.step(); }).what(), "one_cycle_lr: the optimizer has 3 groups, but had 2");
  EXPECT_EQ(plateau.last_epoch(), 1);
  EXPECT_EQ(cycle.last_epoch(), 0);
  EXPECT_EQ(rates_of(*optimizer), before);
}

TEST(Schedules, the_last_rates_are_those_of_the_last_step) {
  const Ref<Optimizer> optimizer = optimizer_of({0.5, 0.25});
  StepLr steps(optimizer, 1, 0.5);
  ReduceLrOnPlateau plateau(optimizer, {});
  optimizer->set_learning_rate(1, 8);
  EXPECT_EQ(steps.last_rates(), (std::vector{0.5, 0.25}));
  EXPECT_EQ(plateau.last_rates(), (std::vector{0.5, 0.25}));
  steps.step();
  EXPECT_EQ(steps.last_rates(), (std::vector{0.25, 4.0}));
  EXPECT_EQ(plateau.last_rates(), (std::vector{0.5, 0.25}));
  EXPECT_EQ(steps.last_rate(1), 4);
  EXPECT_EQ(error_of([&] { steps.last_rate(2); }).code(), Code::index_out_of_range);
  EXPECT_EQ(error_of([&] { steps.last_rate(-1); }).code(), Code::index_out_of_range);
}

TEST(Schedules, keep_their_optimizer_alive) {
  const Ref<ExponentialLr> schedule = make_ref<ExponentialLr>(optimizer_of({0.5}), 0.5);
  schedule->step();
  EXPECT_EQ(schedule->optimizer().learning_rate(0), 0.25);
  Ref<Schedule> part = make_ref<ExponentialLr>(optimizer_of({0.5}), 0.5);
  SequentialLr sequential({part}, {});
  part = {};
  sequential.step();
  EXPECT_EQ(sequential.optimizer().learning_rate(0), 0.25);
}

TEST(WarmRestarts, begins_a_period_where_pytorch_s_logarithm_errs) {
  ScheduledSteps run(golden_case("schedules", "warm_restarts_longer_by_far_epochs"));
  const Array& recorded = run.reference.outputs.at("lr");
  run.step(0);
  expect_recorded(rates_of(*run.optimizer), recorded, 1, "the rate");
  run.step(1);
  EXPECT_EQ(rates_of(*run.optimizer), run.reference.settings.at("rates").get<std::vector<double>>());
  run.step(2);
  expect_recorded(rates_of(*run.optimizer), recorded, 3, "the rate");
}

TEST(OneCycle, the_last_linear_step_stays_at_the_end) {
  ScheduledSteps run(golden_case("schedules", "one_cycle_linear_to_the_end"));
  for (int64_t i = 0; i + 1 < run.steps(); ++i) run.step(i);
  expect_recorded(rates_of(*run.optimizer), run.reference.outputs.at("lr"), run.steps() - 1, "the rate");
  const std::vector<double> end = rates_of(*run.optimizer), momenta = momenta_of(*run.optimizer);
  run.step(run.steps() - 1);
  EXPECT_EQ(rates_of(*run.optimizer), end);
  EXPECT_EQ(momenta_of(*run.optimizer), momenta);
  const Error error = error_of([&] { run.schedules[0]->step(); });
  EXPECT_EQ(error.code(), Code::invalid_state);
  EXPECT_STREQ(error.what(), "one_cycle_lr: step 62 of 61");
  EXPECT_EQ(run.schedules[0]->last_epoch(), 61);
}

TEST(OneCycle, a_phase_without_length_is_at_its_end) {
  OneCycleOptions up;
  up.pct_start = 1;
  up.div_factor = 4;
  up.final_div_factor = 16;
  const Ref<Optimizer> optimizer = optimizer_of({0.5});
  const std::vector<double> high = {1};
  OneCycleLr cycle(optimizer, high, 2, up);
  EXPECT_EQ(rates_of(*optimizer), (std::vector{0.25}));
  cycle.step();  // up, which takes all steps but the extra one
  EXPECT_EQ(rates_of(*optimizer), high);
  EXPECT_EQ(optimizer->momentum(0), 0.85);
  cycle.step();
  EXPECT_EQ(rates_of(*optimizer), (std::vector{0.25 / 16}));
  EXPECT_EQ(optimizer->momentum(0), 0.95);
}

TEST(OneCycle, of_an_optimizer_without_momentum_cycles_the_rates_alone) {
  OneCycleOptions options;
  options.cycle_momentum = false;
  const Ref<Optimizer> adagrad = optimizer_of({0.5}, "Adagrad");
  const std::vector<double> high = {1};
  OneCycleLr cycle(adagrad, high, 30, options);
  EXPECT_NEAR(adagrad->learning_rate(0), 1.0 / 25, 1e-15);
  cycle.step();
  EXPECT_GT(adagrad->learning_rate(0), 1.0 / 25);
}

TEST(OneCycle, two_of_one_optimizer_keep_their_own_bounds) {
  const Ref<Optimizer> optimizer = optimizer_of({0.5});
  const std::vector<double> high = {1}, low = {0.5};
  OneCycleLr first(optimizer, high, 10), second(optimizer, low, 10);
  for (int i = 0; i < 2; ++i) first.step();
  EXPECT_EQ(optimizer->learning_rate(0), 1);
  for (int i = 0; i < 2; ++i) second.step();
  EXPECT_EQ(optimizer->learning_rate(0), 0.5);
}

TEST(ScheduleState, names_what_changes) {
  const auto names = [](const Schedule& schedule) {
    std::vector<std::string> result;
    for (const auto& [name, tensor] : schedule.state()) result.push_back(name);
    return result;
  };
  const Ref<Optimizer> optimizer = optimizer_of({0.5});
  const Ref<Schedule> restarts = make_ref<CosineAnnealingWarmRestarts>(optimizer, 3);
  EXPECT_EQ(names(*restarts),
            (std::vector<std::string>{"last_epoch", "base_lrs", "_last_lr", "T_cur", "T_i"}));
  EXPECT_EQ(
      names(ReduceLrOnPlateau(optimizer, {})),
      (std::vector<std::string>{"last_epoch", "num_bad_epochs", "cooldown_counter", "best", "_last_lr"}));
  EXPECT_EQ(names(SequentialLr({restarts}, {})),
            (std::vector<std::string>{"last_epoch", "schedules.0.last_epoch", "schedules.0.base_lrs",
                                      "schedules.0._last_lr", "schedules.0.T_cur", "schedules.0.T_i"}));
}

TEST(ScheduleState, one_that_does_not_fit_is_refused) {
  const Ref<Optimizer> optimizer = optimizer_of({0.5, 0.25});
  const Ref<Schedule> steps = make_ref<StepLr>(optimizer, 2),
                      plateau = make_ref<ReduceLrOnPlateau>(optimizer, std::span<const double>());
  const Ref<Schedule> restarts = make_ref<CosineAnnealingWarmRestarts>(optimizer, 3);
  const Ref<Schedule> sequential =
      make_ref<SequentialLr>(std::vector{steps, restarts}, std::vector<int64_t>{2});
  const auto refused = [](const Ref<Schedule>& schedule, const std::string& name, const Tensor& value) {
    State state = schedule->state();
    std::erase_if(state, [&](const auto& entry) { return entry.first == name; });
    if (value) state.emplace_back(name, value);
    return std::string(error_of([&] { schedule->prepare_state(state); }).what());
  };
  const auto number = [](double value) { return number_entry(context(), value); };
  const auto count = [](int64_t value) { return count_entry(context(), value); };
  const std::vector<double> negative = {0.5, -1};
  EXPECT_EQ(refused(steps, "last_epoch", {}), "step_lr: its state has no \"last_epoch\"");
  EXPECT_EQ(refused(steps, "last_epoch", count(-2)),
            "step_lr: \"last_epoch\" of its state is -2, less than -1 or too large");
  EXPECT_EQ(refused(steps, "base_lrs", number(1)),
            "step_lr: \"base_lrs\" of its state has shape [], not [2]");
  EXPECT_EQ(refused(steps, "base_lrs", Tensor::from<double>(context(), {2}, negative)),
            "step_lr: base_lrs -1 must be finite and not negative");
  EXPECT_EQ(refused(steps, "_last_lr", number(1)),
            "step_lr: \"_last_lr\" of its state has shape [], not [2]");
  EXPECT_EQ(refused(steps, "T_cur", number(1)), "step_lr: its state has \"T_cur\", which it does not know");
  EXPECT_EQ(refused(restarts, "T_cur", number(3)),
            "cosine_annealing_warm_restarts: T_cur 3 of its state is not in a period of T_i 3");
  EXPECT_EQ(refused(restarts, "T_i", number(NAN)),
            "cosine_annealing_warm_restarts: \"T_i\" of its state is nan, not finite and at least 0");
  EXPECT_EQ(refused(plateau, "num_bad_epochs", count(-1)),
            "reduce_lr_on_plateau: \"num_bad_epochs\" of its state is -1, less than 0 or too large");
  EXPECT_EQ(refused(sequential, "schedules.1.T_cur", {}),
            "cosine_annealing_warm_restarts: its state has no \"T_cur\"");
  EXPECT_EQ(refused(sequential, "schedules.2.T_cur", number(0)),
            "sequential_lr: its state has \"schedules.2.T_cur\", which it does not know");
}

}  // namespace
}  // namespace nnl
