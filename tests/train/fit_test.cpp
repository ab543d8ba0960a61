// Training over epochs as one call.
#include "train/fit.h"

#include <chrono>
#include <thread>

#include "base/transaction.h"
#include "nn/batch_norm.h"
#include "nn/linear.h"
#include "nn/loss.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "optim/schedule_decay.h"
#include "optim/schedule_one_cycle.h"
#include "optim/schedule_plateau.h"
#include "optim/sgd.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

/// A regression with batch norm over 10 samples: everything that a fit works on, always made alike.
struct Problem {
  Tensor x = sample({10, 3}, 0, false).data(), y = sample({10, 2}, 5, false).data();
  Ref<Module> model = make();
  Ref<Module> loss = make_loss(context(), "MSELoss", 2, {},
                               [](std::span<const Variable> in) { return mse_loss(in[0], in[1]); });
  Ref<Loader> loader = make_ref<Loader>(std::vector{x, y}, LoaderOptions{4, Sampling::shuffle});
  Ref<Loader> validation = make_ref<Loader>(std::vector{x, y}, LoaderOptions{3});
  Ref<Sgd> shared_sgd;
  Sgd& sgd;

  explicit Problem(double learning_rate = 0.05)
      : shared_sgd(make_ref<Sgd>(parameters(), SgdOptions{learning_rate, 0.9})), sgd(*shared_sgd) {}

  static Ref<Module> make() {
    context().set_random_state({7, 0, 0});
    const std::vector<Ref<Module>> layers = {
        make_ref<Linear>(context(), 3, 4, true, DType::f64),
        make_ref<BatchNorm>(context(), 1, 4, BatchNormSettings{}, DType::f64),
        make_ref<Linear>(context(), 4, 2, true, DType::f64)};
    return make_ref<Sequential>(context(), layers);
  }
  std::vector<Variable> parameters() const {
    std::vector<Variable> all;
    for (const NamedVariable& entry : model->parameters()) all.push_back(entry.variable);
    return all;
  }
  std::vector<std::vector<double>> state() const {
    std::vector<std::vector<double>> all;
    for (const auto& list : {model->parameters(), model->buffers()})
      for (const NamedVariable& entry : list) all.push_back(values_of(entry.variable.data()));
    return all;
  }
  FitReport run(const FitOptions& options) { return fit(*model, *loss, sgd, *loader, options); }
};

/// The losses of so many steps taken one by one.
std::vector<double> by_hand(Problem& p, int64_t steps) {
  std::vector<double> losses;
  while (static_cast<int64_t>(losses.size()) < steps) {
    const std::vector<Tensor> batch = p.loader->next();
    if (batch.empty()) continue;
    const std::vector<Variable> x{Variable(batch[0])}, y{Variable(batch[1])};
    losses.push_back(train_step(*p.model, *p.loss, p.sgd, x, y));
  }
  return losses;
}

TEST(Fit, takes_the_steps_of_a_loop_and_says_so) {
  Problem loop, whole;
  const std::vector<double> losses = by_hand(loop, 6);
  std::vector<double> seen;
  std::vector<std::pair<int64_t, double>> epochs;
  FitOptions options;
  options.epochs = 2;
  options.progress = [&](const FitProgress& p) {
    if (p.epoch_ended) {
      epochs.emplace_back(p.epoch, p.loss);
      EXPECT_TRUE(std::isnan(p.validation_loss));
    } else {
      seen.push_back(p.loss);
      EXPECT_EQ(p.step, static_cast<int64_t>(seen.size()));
      EXPECT_EQ(p.batch, (p.step - 1) % 3 + 1);
      EXPECT_EQ(p.batches, 3);
    }
    return true;
  };
  const FitReport report = whole.run(options);
  EXPECT_EQ(seen, losses);
  EXPECT_EQ(whole.state(), loop.state());
  EXPECT_EQ(report.end, FitEnd::epochs);
  EXPECT_EQ(report.epochs, 2);
  EXPECT_EQ(report.steps, 6);
  ASSERT_EQ(epochs.size(), 2u);
  EXPECT_DOUBLE_EQ(epochs[1].second, (4 * losses[3] + 4 * losses[4] + 2 * losses[5]) / 10);
  EXPECT_EQ(report.loss, epochs[1].second);
  EXPECT_EQ(whole.loader->epoch(), 2);
}

TEST(Fit, that_is_cancelled_stands_after_whole_steps) {
  Problem loop, cancelled;
  by_hand(loop, 4);
  FitOptions options;
  options.epochs = 5;
  options.progress = [](const FitProgress& p) { return p.step < 4; };
  const FitReport report = cancelled.run(options);
  EXPECT_EQ(report.end, FitEnd::cancelled);
  EXPECT_EQ(report.steps, 4);
  EXPECT_EQ(report.epochs, 1);
  EXPECT_EQ(cancelled.state(), loop.state());
  // It can go on, and takes the steps that it would have taken.
  options.progress = {};
  options.epochs = 1;
  EXPECT_EQ(cancelled.run(options).steps, 2);
  by_hand(loop, 2);
  EXPECT_EQ(cancelled.state(), loop.state());
}

TEST(Fit, ends_with_the_first_batch_after_its_time) {
  Problem p;
  FitOptions options;
  options.epochs = 1000;
  options.max_seconds = 1e-9;
  const FitReport report = p.run(options);
  EXPECT_EQ(report.end, FitEnd::time);
  EXPECT_EQ(report.steps, 1);
  EXPECT_EQ(report.epochs, 0);
  EXPECT_TRUE(std::isnan(report.loss));
}

TEST(Fit, ends_when_the_validation_loss_does_not_improve) {
  Problem p(0);  // a rate at which nothing is learnt
  p.model->train(true);
  FitOptions options;
  options.epochs = 100;
  options.validation = p.validation;
  options.patience = 3;
  options.min_delta = 100;  // no loss is that much lower
  const FitReport report = p.run(options);
  EXPECT_EQ(report.end, FitEnd::patience);
  EXPECT_EQ(report.epochs, 4);
  EXPECT_EQ(report.best_epoch, 0);
}

TEST(Fit, keeps_the_best_model_and_leaves_the_modes) {
  Problem p(0.3);
  FitOptions options;
  options.epochs = 30;
  options.validation = p.validation;
  options.keep_best = true;
  std::vector<double> losses;
  options.progress = [&](const FitProgress& at) {
    if (at.epoch_ended) losses.push_back(at.validation_loss);
    EXPECT_TRUE(p.model->training());
    return true;
  };
  p.model->train(false);
  const FitReport report = p.run(options);
  EXPECT_FALSE(p.model->training());
  const auto best = std::min_element(losses.begin(), losses.end());
  ASSERT_LT(best + 1, losses.end());  // a later epoch was worse, or the test shows nothing
  EXPECT_EQ(report.best_epoch, best - losses.begin());
  EXPECT_EQ(report.best_loss, *best);
  EXPECT_EQ(evaluate(*p.model, *p.loss, *p.validation), *best);
  EXPECT_NE(losses.back(), *best);
}

TEST(Fit, that_fails_keeps_the_steps_before_and_names_the_batch) {
  Problem p, loop;
  by_hand(loop, 2);
  // The third batch of the shuffled epoch holds a sample that the loss refuses.
  int64_t calls = 0;
  p.loss = make_loss(context(), "Picky", 2, {}, [&](std::span<const Variable> in) {
    if (++calls == 3) fail(Code::index_out_of_range, "picky: no");
    return mse_loss(in[0], in[1]);
  });
  FitOptions options;
  options.epochs = 2;
  const Error error = error_of([&] { p.run(options); });
  EXPECT_EQ(error.code(), Code::index_out_of_range);
  EXPECT_STREQ(error.what(), "epoch 0, batch 2: picky: no");
  EXPECT_EQ(p.state(), loop.state());
  // The loader stands before the batch that failed.
  p.loss = loop.loss;
  by_hand(p, 4);
  by_hand(loop, 4);
  EXPECT_EQ(p.state(), loop.state());
}

TEST(Fit, steps_a_schedule_after_each_epoch_or_step) {
  for (bool each_step : {false, true}) {
    SCOPED_TRACE(each_step);
    Problem p(0.5);
    std::vector<double> rates;
    FitOptions options;
    options.epochs = 2;
    options.schedule = make_ref<ExponentialLr>(Ref<Optimizer>(p.shared_sgd), 0.5);
    options.schedule_each_step = each_step;
    options.progress = [&](const FitProgress&) {
      rates.push_back(p.sgd.learning_rate(0));
      return true;
    };
    p.run(options);
    const std::vector<double> by_epoch = {0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125};
    const std::vector<double> by_step = {0.25,      0.125,     0.0625,    0.0625,
                                         0.5 / 16., 0.5 / 32., 0.5 / 64., 0.5 / 64.};
    EXPECT_EQ(rates, each_step ? by_step : by_epoch);
  }
}

TEST(Fit, tells_a_schedule_the_loss_that_it_wants) {
  for (bool validates : {true, false})
    for (bool each_step : {false, true}) {
      Problem p, loop;
      const Ref<Optimizer> watched(p.shared_sgd);
      const auto plateau = make_ref<ReduceLrOnPlateau>(watched, std::vector<double>());
      FitOptions options;
      if (validates) options.validation = p.validation;
      options.schedule = plateau;
      options.schedule_each_step = each_step;
      const FitReport report = p.run(options);
      const double epoch_loss = validates ? report.validation_loss : report.loss;
      const std::vector<double> losses = by_hand(loop, 3);
      const double least = *std::min_element(losses.begin(), losses.end());
      EXPECT_EQ(find(plateau->state(), "best").item(), each_step ? least : epoch_loss);
    }
}

TEST(Fit, undoes_the_step_for_which_its_schedule_fails) {
  Problem p, loop;
  by_hand(loop, 2);
  FitOptions options;
  options.schedule = make_ref<OneCycleLr>(Ref<Optimizer>(p.shared_sgd), std::vector<double>{0.05}, 2,
                                          OneCycleOptions{.cycle_momentum = false});
  options.schedule_each_step = true;
  std::vector<std::vector<double>> after_two;
  options.progress = [&](const FitProgress& progress) {
    if (progress.step == 2) after_two = p.state();
    return true;
  };
  const Error error = error_of([&] { p.run(options); });
  EXPECT_EQ(error.code(), Code::invalid_state);
  EXPECT_STREQ(error.what(), "epoch 0, batch 2: one_cycle_lr: step 3 of 2");
  EXPECT_EQ(p.state(), after_two);
  EXPECT_EQ(values_of(p.loader->next()[0]), values_of(loop.loader->next()[0]));
}

TEST(Fit, goes_on_after_one_that_ended_with_an_epoch) {
  Problem p, loop;
  FitOptions options;
  options.schedule = make_ref<ExponentialLr>(Ref<Optimizer>(p.shared_sgd), 0.5);
  options.patience = 1;
  options.progress = [](const FitProgress& progress) { return progress.batch < 3; };
  FitReport report = p.run(options);
  EXPECT_EQ(report.end, FitEnd::cancelled);
  EXPECT_EQ(report.epochs, 0);
  EXPECT_EQ(report.steps, 3);
  options.progress = nullptr;
  report = p.run(options);
  EXPECT_EQ(report.end, FitEnd::epochs);
  EXPECT_EQ(report.epochs, 1);
  EXPECT_EQ(report.steps, 3);
  EXPECT_FALSE(std::isnan(report.loss));
  EXPECT_EQ(p.sgd.learning_rate(0), 0.05 / 4);  // the schedule has seen both epochs
  const std::vector<double> by_epoch = by_hand(loop, 3);
  loop.sgd.set_learning_rate(0, 0.05 / 2);
  by_hand(loop, 3);
  EXPECT_EQ(p.state(), loop.state());
}

TEST(Fit, whose_time_ends_in_a_validation_has_not_begun_it) {
  Problem p;
  const Ref<Module> slow = make_simple(context(), "Slow", [](const Variable& x) {
    if (!grad_enabled()) std::this_thread::sleep_for(std::chrono::milliseconds(600));
    return x;
  });
  const Ref<Module> model = make_ref<Sequential>(context(), std::vector<Ref<Module>>{p.model, slow});
  FitOptions options;
  options.validation = p.validation;
  options.max_seconds = 0.5;
  const FitReport report = fit(*model, *p.loss, p.sgd, *p.loader, options);
  EXPECT_EQ(report.end, FitEnd::time);
  EXPECT_EQ(report.epochs, 0);
  EXPECT_EQ(report.steps, 3);
  EXPECT_TRUE(std::isnan(report.loss));
  EXPECT_EQ(values_of(p.validation->next()[0]), values_of(p.x.rows(0, 3)));
}

TEST(Fit, names_the_epoch_of_a_validation_that_fails) {
  Problem p;
  FitOptions options;
  options.epochs = 2;
  options.validation =
      make_ref<Loader>(std::vector{sample({4, 5}).data(), sample({4, 2}).data()}, LoaderOptions{2});
  const Error error = error_of([&] { p.run(options); });
  EXPECT_EQ(std::string(error.what()).substr(0, 23), "validation of epoch 0: ");
  EXPECT_EQ(options.validation->next()[0].size(0), 2);
}

TEST(Fit, refuses_the_schedule_of_another_optimizer) {
  Problem p, other;
  FitOptions options;
  options.schedule = make_ref<ExponentialLr>(Ref<Optimizer>(other.shared_sgd), 0.5);
  const Error error = error_of([&] { p.run(options); });
  EXPECT_EQ(error.code(), Code::invalid_argument);
  EXPECT_STREQ(error.what(), "fit: the schedule is another optimizer's");
}

TEST(Fit, refuses_settings_that_make_no_sense) {
  Problem p;
  const auto with = [&](auto change) {
    FitOptions options;
    change(options);
    return error_of([&] { p.run(options); }).code();
  };
  EXPECT_EQ(with([](auto& o) { o.epochs = -1; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto& o) { o.num_inputs = 3; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto& o) { o.max_seconds = NAN; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto& o) { o.patience = -1; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto& o) { o.min_delta = INFINITY; }), Code::invalid_argument);
  EXPECT_EQ(with([&](auto& o) { o.validation = p.loader; }), Code::invalid_argument);
}

TEST(Evaluate, is_the_mean_over_samples_in_inference_mode) {
  Problem p;
  by_hand(p, 3);
  p.model->train(true);
  const auto before = p.state();
  const double mean = evaluate(*p.model, *p.loss, *p.validation);
  EXPECT_EQ(p.state(), before);
  EXPECT_TRUE(p.model->training());
  p.model->train(false);
  const std::vector<double> output = values_of(p.model->forward(Variable(p.x)).data()),
                            wanted = values_of(p.y);
  double sum = 0;
  for (size_t i = 0; i < output.size(); ++i) sum += (output[i] - wanted[i]) * (output[i] - wanted[i]);
  EXPECT_NEAR(mean, sum / static_cast<double>(output.size()), 1e-12);
}

TEST(Evaluate, that_fails_leaves_the_loader_where_it_stood) {
  Problem p;
  int64_t calls = 0;
  const Ref<Module> picky = make_loss(context(), "Picky", 2, {}, [&](std::span<const Variable> in) {
    if (++calls == 2) fail(Code::index_out_of_range, "picky: no");
    return mse_loss(in[0], in[1]);
  });
  EXPECT_EQ(error_of([&] { evaluate(*p.model, *picky, *p.validation); }).code(), Code::index_out_of_range);
  Problem fresh;
  EXPECT_EQ(evaluate(*p.model, *p.loss, *p.validation),
            evaluate(*fresh.model, *fresh.loss, *fresh.validation));
}

}  // namespace
}  // namespace nnl
