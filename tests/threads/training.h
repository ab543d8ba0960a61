// A training that uses several threads and draws random numbers, to be compared bit by bit.
#pragma once

#include <vector>

#include <nnlite/nnlite.hpp>

/// A model with a context of its own, and data for it. Of the same seed, everything is the same.
class Training {
 public:
  explicit Training(int seed, int threads = 3, int width = 64, int samples = 1024)
      : context_(nnlite::Context::create(options(seed, threads))),
        model_(
            {nnlite::Linear(width, width, {}, context_), nnlite::BatchNorm1d(width, {}, context_),
             nnlite::ReLU(context_), nnlite::Dropout(0.1, context_), nnlite::Linear(width, 1, {}, context_)},
            context_),
        sgd_(model_.parameters(), momentum()),
        loss_(nnlite::Reduction::mean, context_),
        x_(nnlite::Tensor::zeros({samples, width}, nnlite::DType::f32, context_)) {
    nnlite::init::normal(x_, 0, 1);
    y_ = nnlite::sum(x_, {1}, true);
  }

  void step() const { nnlite::train_step(model_, loss_, sgd_, x_, y_); }
  const nnlite::Context& context() const { return context_; }
  const nnlite::Sequential& model() const { return model_; }
  const nnlite::Tensor& input() const { return x_; }
  nnlite::CheckpointParts parts() const { return {model_, sgd_, {}, {}, true}; }

  /// All parameters and statistics.
  std::vector<float> state() const {
    std::vector<float> all;
    for (const auto& list : {model_.parameters(), model_.buffers()})
      for (const nnlite::NamedTensor& named : list)
        if (named.tensor.dtype() == nnlite::DType::f32)
          for (const float value : named.tensor.to_vector<float>()) all.push_back(value);
    return all;
  }

  /// The state after so many steps.
  static std::vector<float> after(int steps, int seed, int threads = 3) {
    const Training training(seed, threads);
    for (int i = 0; i < steps; ++i) training.step();
    return training.state();
  }

 private:
  static nnlite::ContextOptions options(int seed, int threads) {
    nnlite::ContextOptions options;
    options.seed = seed;
    options.threads = threads;
    return options;
  }
  static nnlite::SgdOptions momentum() {
    nnlite::SgdOptions options;
    options.learning_rate = 0.01;
    options.momentum = 0.9;
    return options;
  }

  nnlite::Context context_;
  nnlite::Sequential model_;
  nnlite::Sgd sgd_;
  nnlite::MSELoss loss_;
  nnlite::Tensor x_, y_;
};
