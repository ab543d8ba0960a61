#include "cells.h"

namespace bench {
namespace {

torch::nn::Embedding table_of(std::int64_t rows, bool sparse) {
  return torch::nn::Embedding::from_pretrained(
      torch::full({rows, columns}, table_value, torch::kFloat32),
      torch::nn::EmbeddingFromPretrainedOptions().freeze(false).sparse(sparse));
}

/// Look-ups, backward and the update of one table.
template <class Table>
auto step(Table table, const torch::Tensor& at, std::int64_t results, double momentum) {
  auto sgd = std::make_shared<torch::optim::SGD>(table->parameters(),
                                                 torch::optim::SGDOptions(0.01).momentum(momentum));
  return [table, sgd, at, gradient = random_tensor({results, columns})]() mutable {
    table(at).backward(gradient);
    sgd->step();
    drop_grad(table->weight);
  };
}

auto step(const std::string& distribution, std::int64_t rows, bool sparse, double momentum) {
  return step(table_of(rows, sparse), index_tensor(indices(distribution, lookups, rows), {lookups}), lookups,
              momentum);
}

/// With sparse gradients, the faster way here.
auto bag_step(const std::string& distribution, torch::nn::EmbeddingBagMode mode) {
  return step(
      torch::nn::EmbeddingBag(torch::nn::EmbeddingBagOptions(bag_table, columns).mode(mode).sparse(true)),
      index_tensor(indices(distribution, bags * bag_size, bag_table), {bags, bag_size}), bags, 0);
}

void register_table(const std::string& distribution, std::int64_t rows) {
  const std::string variant = "/" + std::to_string(rows) + "/" + distribution;
  cell("embedding_forward" + variant, [=] {
    return [table = table_of(rows, false),
            at = index_tensor(indices(distribution, lookups, rows), {lookups})]() mutable {
      const torch::InferenceMode inference;
      benchmark::DoNotOptimize(table(at).data_ptr());
    };
  });
  cell("embedding_step_sparse" + variant, [=] { return step(distribution, rows, true, 0); });
  if (rows == largest_table) return;  // a dense gradient of 2.6 GB
  cell("embedding_step" + variant, [=] { return step(distribution, rows, false, 0); });
  cell("embedding_step_momentum" + variant, [=] { return step(distribution, rows, false, 0.9); });
}

}  // namespace

void register_embedding() {
  for (const std::string& distribution : distributions) {
    for (const std::int64_t rows : tables) register_table(distribution, rows);
    register_table(distribution, largest_table);
    cell("embedding_max_norm/" + std::to_string(max_norm_table) + "/" + distribution, [=] {
      torch::nn::Embedding table(torch::nn::EmbeddingOptions(max_norm_table, columns).max_norm(1));
      return [table, at = index_tensor(indices(distribution, lookups, max_norm_table), {lookups})]() mutable {
        const torch::InferenceMode inference;
        benchmark::DoNotOptimize(table(at).data_ptr());
      };
    });
    const std::string bag_variant = "/" + std::to_string(bag_table) + "/" + distribution;
    cell("embedding_bag_sum" + bag_variant, [=] { return bag_step(distribution, torch::kSum); });
    cell("embedding_bag_mean" + bag_variant, [=] { return bag_step(distribution, torch::kMean); });
  }
}

}  // namespace bench
