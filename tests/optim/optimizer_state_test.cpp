// What a file keeps of an optimizer.
#include "optim/sgd.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

/// Two groups, of which the second parameter has no gradient at first.
struct Training {
  explicit Training(SgdOptions options) : a(sample({3})), b(sample({2, 2}, 1)), c(sample({}, 2)) {
    sgd = make_ref<Sgd>(std::vector<Variable>{a, b}, options);
    options.learning_rate = 0.25;
    sgd->add({c}, options);
  }
  void run(int begin, int end) {
    for (int i = begin; i < end; ++i) {
      a.set_grad(sample({3}, i).data());
      b.set_grad(i < 2 ? Gradient() : Gradient(sample({2, 2}, i + 0.5).data()));
      c.set_grad(sample({}, i + 0.25).data());
      sgd->step();
    }
  }
  std::vector<double> values() const {
    std::vector<double> all;
    for (const Variable& variable : {a, b, c})
      for (double value : values_of(variable.data())) all.push_back(value);
    return all;
  }

  Variable a, b, c;
  Ref<Sgd> sgd;
};

SgdOptions with_momentum() {
  SgdOptions options;
  options.learning_rate = 0.1;
  options.momentum = 0.9;
  options.dampening = 0.5;
  return options;
}

std::vector<std::string> names(const State& state) {
  std::vector<std::string> result;
  for (const auto& [name, tensor] : state) result.push_back(name);
  return result;
}

State without(State state, const std::string& name) {
  std::erase_if(state, [&](const auto& entry) { return entry.first == name; });
  return state;
}

State with(State state, const std::string& name, Tensor tensor) {
  state = without(std::move(state), name);
  state.emplace_back(name, std::move(tensor));
  return state;
}

TEST(OptimizerState, names_what_exists) {
  Training training(with_momentum());
  const std::vector<std::string> settings = {"param_groups.0.lr", "param_groups.0.momentum",
                                             "param_groups.1.lr", "param_groups.1.momentum"};
  EXPECT_EQ(names(training.sgd->state()), settings);
  training.run(0, 1);
  training.sgd->set_initial_learning_rate(1, 0.5);
  EXPECT_EQ(names(training.sgd->state()),
            (std::vector<std::string>{"0.momentum_buffer", "2.momentum_buffer", "param_groups.0.lr",
                                      "param_groups.0.momentum", "param_groups.1.lr",
                                      "param_groups.1.initial_lr", "param_groups.1.momentum"}));
  EXPECT_EQ(find(training.sgd->state(), "param_groups.1.lr").item(), 0.25);
}

TEST(OptimizerState, a_training_that_is_taken_up_again_has_the_same_bits) {
  for (int stop : {0, 1, 2, 5}) {
    Training whole(with_momentum()), first(with_momentum()), second(with_momentum());
    whole.run(0, 8);
    first.run(0, stop);
    first.sgd->set_learning_rate(0, 0.1);
    const State state = first.sgd->state();
    second.sgd->set_learning_rate(0, 7);
    second.sgd->prepare_state(state)();
    copy_into(first.a.data(), second.a.data());
    copy_into(first.b.data(), second.b.data());
    copy_into(first.c.data(), second.c.data());
    second.run(stop, 8);
    EXPECT_EQ(second.values(), whole.values()) << stop;
    first.run(stop, 8);  // which the copy did not disturb
    EXPECT_EQ(first.values(), whole.values()) << stop;
  }
}

TEST(OptimizerState, later_steps_do_not_change_it) {
  Training training(with_momentum());
  training.run(0, 1);
  const State state = training.sgd->state();
  const std::vector<double> before = values_of(find(state, "0.momentum_buffer"));
  training.run(1, 3);
  EXPECT_EQ(values_of(find(state, "0.momentum_buffer")), before);
  training.sgd->prepare_state(state)();
  training.run(1, 2);
  EXPECT_EQ(values_of(find(state, "0.momentum_buffer")), before);
}

TEST(OptimizerState, what_it_alone_refers_to_is_taken_over_without_a_copy) {
  Training training(with_momentum()), other(with_momentum());
  training.run(0, 3);
  State state = training.sgd->state();
  const std::vector<double> momentum = values_of(find(state, "0.momentum_buffer"));
  const int64_t before = context().memory_used();
  const auto copying = other.sgd->prepare_state(state);
  EXPECT_GT(context().memory_used(), before);
  const int64_t with_copies = context().memory_used();
  const auto taking = other.sgd->prepare_state(std::move(state));
  EXPECT_LT(context().memory_used(), with_copies);  // rates and counts have gone
  taking();
  EXPECT_EQ(values_of(find(other.sgd->state(), "0.momentum_buffer")), momentum);
}

TEST(OptimizerState, preparing_changes_nothing) {
  Training training(with_momentum()), other(with_momentum());
  training.run(0, 3);
  other.run(0, 1);
  training.sgd->prepare_state(other.sgd->state());
  Training same(with_momentum());
  same.run(0, 5);
  training.run(3, 5);
  EXPECT_EQ(training.values(), same.values());
}

TEST(OptimizerState, one_that_does_not_fit_is_refused) {
  Training training(with_momentum());
  training.run(0, 3);
  const State state = training.sgd->state();
  const auto refused = [&](const State& changed) {
    const Error error = error_of([&] { training.sgd->prepare_state(changed); });
    return std::to_string(static_cast<int>(error.code())) + " " + error.what();
  };
  EXPECT_EQ(refused(without(state, "param_groups.0.lr")), "100 sgd: its state has no \"param_groups.0.lr\"");
  EXPECT_EQ(refused(with(state, "9.momentum_buffer", sample({3}).data())),
            "10 sgd: its state has \"9.momentum_buffer\", which it does not know");
  EXPECT_EQ(refused(with(state, "0.momentum_buffer", sample({2}).data())),
            "30 sgd: \"0.momentum_buffer\" of its state has shape [2], not [3]");
  EXPECT_EQ(refused(with(state, "0.momentum_buffer", Tensor::zeros(context(), DType::f32, {3}))),
            "40 sgd: \"0.momentum_buffer\" of its state is f32, not f64");
  EXPECT_EQ(refused(with(state, "param_groups.1.lr", Tensor::full(context(), DType::f64, {}, -1))),
            "10 sgd: \"param_groups.1.lr\" of its state is -1, not finite and at least 0");
  EXPECT_EQ(refused(with(state, "param_groups.1.momentum", Tensor::full(context(), DType::f64, {}, NAN))),
            "10 sgd: momentum nan must be finite and not negative");
  State twice = state;
  twice.push_back(twice[0]);
  EXPECT_EQ(refused(twice), "10 sgd: its state has \"0.momentum_buffer\" twice");
  EXPECT_EQ(names(training.sgd->state()), names(state));
}

TEST(Optimizer, the_momentum_can_be_changed_between_steps) {
  Training training(with_momentum());
  training.run(0, 2);
  EXPECT_EQ(training.sgd->momentum(1), 0.9);
  training.sgd->set_momentum(1, 0);
  const std::vector<double> velocity = values_of(find(training.sgd->state(), "2.momentum_buffer"));
  const double before = training.c.data().item();
  training.run(2, 3);
  EXPECT_EQ(values_of(find(training.sgd->state(), "2.momentum_buffer")), velocity);
  EXPECT_EQ(training.c.data().item(), before - 0.25 * sample({}, 2.25).data().item());
  EXPECT_EQ(error_of([&] { training.sgd->set_momentum(1, -1); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([&] { training.sgd->set_momentum(2, 0.5); }).code(), Code::index_out_of_range);
  EXPECT_EQ(training.sgd->momentum(1), 0);
}

}  // namespace
}  // namespace nnl
