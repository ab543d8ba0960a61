#include "cells.h"

namespace bench {
namespace {

namespace nn = torch::nn;

/// A whole step of one model on one batch.
auto step(nn::Sequential model, const torch::Tensor& x, const torch::Tensor& y) {
  auto sgd = std::make_shared<torch::optim::SGD>(model->parameters(), torch::optim::SGDOptions(0.01));
  return [model, sgd, x, y, parameters = model->parameters()]() mutable {
    for (const torch::Tensor& parameter : parameters) drop_grad(parameter);
    const torch::Tensor loss = nn::functional::cross_entropy(model->forward(x), y);
    loss.backward();
    sgd->step();
    benchmark::DoNotOptimize(loss.item<float>());
  };
}

nn::Conv2d padded(std::int64_t in, std::int64_t out) {
  return nn::Conv2d(nn::Conv2dOptions(in, out, 3).padding(1));
}

/// Tables side by side and a perceptron over their rows, with binary targets.
auto recommender_step() {
  std::vector<nn::Embedding> tables;
  std::vector<torch::Tensor> at, parameters;
  for (std::int64_t i = 0; i < recommender_tables; ++i) {
    tables.push_back(nn::Embedding(nn::EmbeddingOptions(recommender_rows, recommender_columns).sparse(true)));
    at.push_back(index_tensor(zipf(recommender_batch, recommender_rows, static_cast<unsigned>(i + 1)),
                              {recommender_batch}));
    parameters.push_back(tables.back()->weight);
  }
  nn::Sequential mlp{nn::Linear(recommender_tables * recommender_columns, 256), nn::ReLU(),
                     nn::Linear(256, 64), nn::ReLU(), nn::Linear(64, 1)};
  for (const torch::Tensor& parameter : mlp->parameters()) parameters.push_back(parameter);
  std::vector<float> targets;
  for (const std::int64_t target : uniform(recommender_batch, 2))
    targets.push_back(static_cast<float>(target));
  return [tables, at, mlp, parameters,
          sgd = std::make_shared<torch::optim::SGD>(parameters, torch::optim::SGDOptions(0.01)),
          y = torch::tensor(targets).reshape({recommender_batch, 1})]() mutable {
    std::vector<torch::Tensor> rows;
    for (std::size_t i = 0; i < tables.size(); ++i) rows.push_back(tables[i](at[i]));
    const torch::Tensor loss =
        nn::functional::binary_cross_entropy_with_logits(mlp->forward(torch::cat(rows, 1)), y);
    for (const torch::Tensor& parameter : parameters) drop_grad(parameter);
    loss.backward();
    sgd->step();
    benchmark::DoNotOptimize(loss.item<float>());
  };
}

}  // namespace

void register_models() {
  for (const std::int64_t batch : {32, 256})
    cell("train_step_quickstart/" + std::to_string(batch), [=] {
      nn::Sequential model{
          nn::Embedding(27, 16), nn::Flatten(), nn::Linear(nn::LinearOptions(80, 256).bias(false)),
          nn::BatchNorm1d(256),  nn::Tanh(),    nn::Linear(256, 27)};
      return step(model, index_tensor(uniform(batch * 5, 27), {batch, 5}),
                  index_tensor(uniform(batch, 27, 2), {batch}));
    });
  cell("train_step_mlp", [] {
    nn::Sequential model{nn::Linear(512, 1024),  nn::BatchNorm1d(1024), nn::ReLU(),
                         nn::Linear(1024, 1024), nn::BatchNorm1d(1024), nn::ReLU(),
                         nn::Linear(1024, 10)};
    return step(model, random_tensor({256, 512}), index_tensor(uniform(256, 10), {256}));
  });
  cell("train_step_cnn", [] {
    nn::Sequential model{padded(1, 32),  nn::BatchNorm2d(32), nn::LeakyReLU(), nn::MaxPool2d(2),
                         padded(32, 64), nn::BatchNorm2d(64), nn::ReLU(),      nn::AdaptiveAvgPool2d(1),
                         nn::Flatten(),  nn::Linear(64, 10)};
    return step(model, random_tensor({64, 1, 28, 28}), index_tensor(uniform(64, 10), {64}));
  });
  cell("train_step_recommender", [] { return recommender_step(); });
}

}  // namespace bench
