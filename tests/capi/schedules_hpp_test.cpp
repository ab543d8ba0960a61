// Schedules and checkpoints through nnlite.hpp.
#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

Sgd sgd() {
  const Tensor parameter = Tensor::from({1.});
  parameter.set_requires_grad();
  return Sgd({parameter}, {1, 0.5});
}

TEST(SchedulesHpp, set_the_rates_that_they_promise) {
  const auto after = [](const Sgd& optimizer, const Schedule& schedule, int steps) {
    for (int i = 0; i < steps; ++i) schedule.step();
    return optimizer.learning_rate();
  };
  const Sgd a = sgd(), b = sgd(), c = sgd(), d = sgd(), e = sgd(), f = sgd(), g = sgd();
  EXPECT_DOUBLE_EQ(after(a, StepLr(a, 2), 4), 0.01);
  EXPECT_DOUBLE_EQ(after(b, MultiStepLr(b, {1, 3}, 0.5), 3), 0.25);
  EXPECT_DOUBLE_EQ(after(c, ExponentialLr(c, 0.5), 3), 0.125);
  EXPECT_DOUBLE_EQ(after(d, LinearLr(d), 0), 1.0 / 3);
  EXPECT_DOUBLE_EQ(after(e, CosineAnnealingLr(e, 4, 0.5), 2), 0.75);
  EXPECT_DOUBLE_EQ(after(f, CosineAnnealingWarmRestarts(f, 2), 3), 0.5);
  OneCycleLrOptions options;
  options.annealing = Annealing::linear;
  options.div_factor = 5;
  EXPECT_DOUBLE_EQ(after(g, OneCycleLr(g, 2, 20, options), 5), 2);
  EXPECT_DOUBLE_EQ(g.momentum(), 0.85);
}

TEST(SchedulesHpp, reduce_follow_each_other_and_refuse) {
  const Sgd a = sgd(), b = sgd();
  ReduceLrOnPlateauOptions options;
  options.patience = 0;
  options.min_lr = {0.25};
  const ReduceLrOnPlateau plateau(a, options);
  plateau.step(1);
  plateau.step(2);
  EXPECT_EQ(a.learning_rate(), 0.25);
  const SequentialLr sequence({ExponentialLr(b, 0.5), StepLr(b, 1, 0.25)}, {2});
  for (int i = 0; i < 3; ++i) sequence.step();
  EXPECT_EQ(b.learning_rate(), 0.25);
  EXPECT_THROW(SequentialLr({ExponentialLr(b, 0.5)}, {2}), Error);
  EXPECT_THROW(LinearLr(b, 2), Error);
}

TEST(CheckpointHpp, takes_a_training_up_again) {
  const auto path = "checkpoint_hpp_test.safetensors";
  const Linear model(2, 1), other(2, 1);
  const Sgd optimizer(model.parameters(), {0.5, 0.9}), other_optimizer(other.parameters(), {0.125, 0.9});
  const ExponentialLr decay(optimizer, 0.5), other_decay(other_optimizer, 0.5);
  const Tensor x = Tensor::from({1.f, -2.f}, {1, 2}), y = Tensor::zeros({1, 1});
  const auto step = [&](const Module& m, const Optimizer& o, const Schedule& s) {
    const double loss = train_step(m, MSELoss(), o, x, y);
    s.step();
    return loss;
  };
  step(model, optimizer, decay);
  save_checkpoint(path, {model, optimizer, decay});
  load_checkpoint(path, {other, other_optimizer, other_decay});
  std::remove(path);
  EXPECT_EQ(other_optimizer.learning_rate(), 0.25);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(step(other, other_optimizer, other_decay), step(model, optimizer, decay));
  EXPECT_THROW(load_checkpoint(path, {model}), Error);
  EXPECT_THROW(save_checkpoint(path, {}), Error);
}

TEST(CheckpointHpp, a_fit_steps_its_schedule) {
  const Linear model(1, 1);
  const Sgd optimizer(model.parameters(), {0.5});
  FitOptions options;
  options.epochs = 3;
  options.schedule = ExponentialLr(optimizer, 0.5);
  const Loader loader({Tensor::ones({4, 1}), Tensor::ones({4, 1})}, {2});
  fit(model, MSELoss(), optimizer, loader, options);
  EXPECT_EQ(optimizer.learning_rate(), 0.0625);
  options.schedule_each_step = true;
  fit(model, MSELoss(), optimizer, loader, options);
  EXPECT_EQ(optimizer.learning_rate(), 0.0625 / 64);
}

}  // namespace
}  // namespace nnlite
