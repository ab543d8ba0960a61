#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using testing::ElementsAre;

/// An optimizer of one parameter with the rate 0.5.
Sgd optimizer() {
  const Tensor p = Tensor::from({1.});
  p.set_requires_grad(true);
  SgdOptions options;
  options.learning_rate = 0.5;
  return Sgd({p}, options);
}

/// The rates from now on, one before each of so many steps.
std::vector<double> rates(const Optimizer& optimizer, const Schedule& schedule, int count) {
  std::vector<double> seen;
  for (int i = 0; i < count; ++i) {
    seen.push_back(optimizer.learning_rate());
    EXPECT_EQ(schedule.last_learning_rate(), seen.back());
    EXPECT_EQ(schedule.last_epoch(), i);
    schedule.step();
  }
  return seen;
}

TEST(SchedulesHpp, change_the_rate) {
  const Sgd a = optimizer(), b = optimizer(), c = optimizer(), d = optimizer(), e = optimizer();
  EXPECT_THAT(rates(a, StepLr(a, 2, 0.5), 4), ElementsAre(0.5, 0.5, 0.25, 0.25));
  EXPECT_THAT(rates(b, MultiStepLr(b, {1, 3, 3}, 0.5), 4), ElementsAre(0.5, 0.25, 0.25, 0.0625));
  EXPECT_THAT(rates(c, ExponentialLr(c, 0.5), 3), ElementsAre(0.5, 0.25, 0.125));
  EXPECT_THAT(rates(d, LinearLr(d, 0.5, 1, 2), 4), ElementsAre(0.25, 0.375, 0.5, 0.5));
  const std::vector<double> cosine = rates(e, CosineAnnealingLr(e, 2), 3);
  EXPECT_NEAR(cosine[1], 0.25, 1e-12);
  EXPECT_NEAR(cosine[2], 0, 1e-12);
}

TEST(SchedulesHpp, have_pytorch_s_defaults) {
  const Sgd a = optimizer(), b = optimizer(), c = optimizer();
  StepLr(a, 1).step();
  EXPECT_DOUBLE_EQ(a.learning_rate(), 0.05);
  MultiStepLr(b, {1}).step();
  EXPECT_DOUBLE_EQ(b.learning_rate(), 0.05);
  const LinearLr warm_up(c);
  EXPECT_DOUBLE_EQ(c.learning_rate(), 0.5 / 3);
  for (int i = 0; i < 5; ++i) warm_up.step();
  EXPECT_NEAR(c.learning_rate(), 0.5, 1e-12);
}

TEST(SchedulesHpp, warm_restarts_go_to_an_epoch) {
  const Sgd sgd = optimizer();
  const CosineAnnealingWarmRestarts restarts(sgd, 4);
  restarts.step(6);
  EXPECT_NEAR(sgd.learning_rate(), 0.25, 1e-12);
  EXPECT_EQ(restarts.last_epoch(), 6);
  restarts.step();
  restarts.step();
  EXPECT_EQ(sgd.learning_rate(), 0.5);
  EXPECT_THROW(restarts.step(-1), Error);
}

TEST(SchedulesHpp, one_cycle_has_options) {
  const Sgd sgd = optimizer();
  OneCycleLrOptions options;
  options.annealing = Annealing::linear;
  options.cycle_momentum = false;
  options.three_phase = true;
  options.pct_start = 0.375;
  options.div_factor = 4;
  options.final_div_factor = 8;
  const OneCycleLr cycle(sgd, 1, 8, options);
  EXPECT_THAT(rates(sgd, cycle, 8),
              ElementsAre(0.25, 0.625, 1, 0.625, 0.25, testing::_, testing::_, 0.03125));
  EXPECT_EQ(sgd.momentum(), 0);

  const OneCycleLr two(sgd, std::vector<double>{2}, 8);
  EXPECT_EQ(sgd.momentum(), 0.95);
  EXPECT_THROW(OneCycleLr(sgd, std::vector<double>{2, 2}, 8), Error);
}

TEST(SchedulesHpp, a_plateau_wants_a_metric) {
  const Sgd sgd = optimizer();
  ReduceLrOnPlateauOptions options;
  options.mode = PlateauMode::max;
  options.threshold_mode = ThresholdMode::absolute;
  options.threshold = 1;
  options.factor = 0.5;
  options.patience = 0;
  options.cooldown = 1;
  options.min_lr = {0.1875};
  const ReduceLrOnPlateau plateau(sgd, options);
  plateau.step(3);
  EXPECT_EQ(sgd.learning_rate(), 0.5);
  plateau.step(4);
  EXPECT_EQ(sgd.learning_rate(), 0.25);
  plateau.step(4);
  EXPECT_EQ(sgd.learning_rate(), 0.25);
  plateau.step(NAN);
  EXPECT_EQ(sgd.learning_rate(), 0.1875);
  EXPECT_EQ(plateau.last_epoch(), 4);
  EXPECT_THROW(static_cast<const Schedule&>(plateau).step(), Error);
}

TEST(SchedulesHpp, follow_one_another) {
  const Sgd sgd = optimizer();
  const LinearLr warm_up(sgd, 0.5, 1, 2);
  const ExponentialLr decay(sgd, 0.5);
  EXPECT_THROW(SequentialLr({warm_up, decay}, {}), Error);
  EXPECT_THAT(rates(sgd, SequentialLr({warm_up, decay}, {2}), 5), ElementsAre(0.25, 0.375, 0.5, 0.25, 0.125));
}

TEST(SchedulesHpp, keep_their_optimizer_alive) {
  const ExponentialLr decay(optimizer(), 0.5);
  decay.step();
  EXPECT_EQ(decay.last_learning_rate(), 0.25);
}

}  // namespace
}  // namespace nnlite
