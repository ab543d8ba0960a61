#include <cstdio>
#include <gtest/gtest.h>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

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
