#include "cells.h"

namespace bench {
namespace {

using namespace nnlite;

/// A whole step of one model on one batch.
auto step(const Module& model, const Tensor& x, const Tensor& y) {
  SgdOptions options;
  options.learning_rate = 0.01;
  return [model, loss = CrossEntropyLoss(), sgd = Sgd(model.parameters(), options), x, y] {
    benchmark::DoNotOptimize(train_step(model, loss, sgd, x, y));
  };
}

LinearOptions without_bias() {
  LinearOptions options;
  options.bias = false;
  return options;
}

ConvOptions padded() {
  ConvOptions options;
  options.padding = 1;
  return options;
}

/// Tables side by side and a perceptron over their rows: a module with as many inputs as tables.
Module recommender() {
  std::vector<Embedding> tables;
  for (std::int64_t i = 0; i < recommender_tables; ++i)
    tables.push_back(Embedding(recommender_rows, recommender_columns));
  const Sequential mlp{Linear(recommender_tables * recommender_columns, 256), ReLU(), Linear(256, 64), ReLU(),
                       Linear(64, 1)};
  const CustomModule model("Recommender", [tables, mlp](const Module&, const std::vector<Tensor>& inputs) {
    std::vector<Tensor> rows;
    for (std::size_t i = 0; i < tables.size(); ++i) rows.push_back(tables[i](inputs[i]));
    return mlp(cat(rows, 1));
  });
  for (std::size_t i = 0; i < tables.size(); ++i) model.add_child("table" + std::to_string(i), tables[i]);
  model.add_child("mlp", mlp);
  return model;
}

/// With binary targets.
auto recommender_step() {
  std::vector<Tensor> at;
  for (std::int64_t i = 0; i < recommender_tables; ++i)
    at.push_back(index_tensor(zipf(recommender_batch, recommender_rows, static_cast<unsigned>(i + 1)),
                              {recommender_batch}));
  std::vector<float> targets;
  for (const std::int64_t target : uniform(recommender_batch, 2))
    targets.push_back(static_cast<float>(target));
  SgdOptions options;
  options.learning_rate = 0.01;
  const Module model = recommender();
  return [model, loss = BCEWithLogitsLoss(), sgd = Sgd(model.parameters(), options), at,
          y = std::vector<Tensor>{Tensor::from(targets, {recommender_batch, 1})}] {
    benchmark::DoNotOptimize(train_step(model, loss, sgd, at, y));
  };
}

}  // namespace

void register_models() {
  for (const std::int64_t batch : {32, 256})
    cell("train_step_quickstart/" + std::to_string(batch), [=] {
      const Sequential model{Embedding(27, 16), Flatten(), Linear(80, 256, without_bias()),
                             BatchNorm1d(256),  Tanh(),    Linear(256, 27)};
      return step(model, index_tensor(uniform(batch * 5, 27), {batch, 5}),
                  index_tensor(uniform(batch, 27, 2), {batch}));
    });
  cell("train_step_mlp", [] {
    const Sequential model{Linear(512, 1024),  BatchNorm1d(1024), ReLU(),
                           Linear(1024, 1024), BatchNorm1d(1024), ReLU(),
                           Linear(1024, 10)};
    return step(model, random_tensor({256, 512}), index_tensor(uniform(256, 10), {256}));
  });
  cell("train_step_cnn", [] {
    const Sequential model{Conv2d(1, 32, 3, padded()),
                           BatchNorm2d(32),
                           LeakyReLU(),
                           MaxPool2d(2),
                           Conv2d(32, 64, 3, padded()),
                           BatchNorm2d(64),
                           ReLU(),
                           AdaptiveAvgPool2d(1),
                           Flatten(),
                           Linear(64, 10)};
    return step(model, random_tensor({64, 1, 28, 28}), index_tensor(uniform(64, 10), {64}));
  });
  cell("train_step_recommender", [] { return recommender_step(); });
}

}  // namespace bench
