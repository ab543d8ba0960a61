// Training through nnlite.hpp.
#include <gtest/gtest.h>
#include <stdexcept>

#include <nnlite/nnlite.hpp>

namespace {

using nnlite::Tensor;

struct Problem {
  Tensor x = Tensor::from({0.5, -1.0, 2.0, 1.5}, {4, 1}), y = Tensor::from({1.0, -2.0, 4.0, 3.0}, {4, 1});
  nnlite::Sequential model{nnlite::Linear(1, 1, {nnlite::DType::f64})};
  nnlite::Loader loader{{x, y}, {2}};
  nnlite::Sgd sgd{model.parameters(), {0.1}};
};

TEST(TrainingHpp, fits_a_line) {
  const Problem p;
  nnlite::FitOptions options;
  options.epochs = 60;
  options.validation = nnlite::Loader({p.x, p.y});
  int calls = 0;
  const auto report = nnlite::fit(p.model, nnlite::MSELoss(), p.sgd, p.loader, options, [&](const auto&) {
    ++calls;
    return true;
  });
  EXPECT_EQ(report.end, nnlite::FitEnd::epochs);
  EXPECT_EQ(calls, 60 * 3);
  EXPECT_LT(report.validation_loss, 1e-6);
  EXPECT_EQ(nnlite::evaluate(p.model, nnlite::MSELoss(), options.validation), report.validation_loss);
  EXPECT_LT(nnlite::train_step(p.model, nnlite::L1Loss(), p.sgd, p.x, p.y, {1.0}), 1e-2);
}

TEST(TrainingHpp, hands_out_what_the_callback_throws) {
  const Problem p;
  EXPECT_THROW(nnlite::fit(p.model, nnlite::MSELoss(), p.sgd, p.loader, {},
                           [](const auto&) -> bool { throw std::out_of_range("mine"); }),
               std::out_of_range);
  EXPECT_THROW(nnlite::SmoothL1Loss(-1), nnlite::Error);
}

}  // namespace
