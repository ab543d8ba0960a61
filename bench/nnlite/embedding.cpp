#include "cells.h"

namespace bench {
namespace {

using namespace nnlite;

Embedding table_of(std::int64_t rows) {
  return Embedding::from_pretrained(Tensor::full({rows, columns}, table_value), false);
}

/// Look-ups, backward and the update of one table.
auto step(const Module& table, const Tensor& at, std::int64_t results, double momentum) {
  SgdOptions options;
  options.learning_rate = 0.01;
  options.momentum = momentum;
  return [table, sgd = Sgd(table.parameters(), options), at, gradient = random_tensor({results, columns})] {
    table(at).backward(gradient);
    sgd.step();
    sgd.zero_grad();
  };
}

auto step(const std::string& distribution, std::int64_t rows, double momentum) {
  return step(table_of(rows), index_tensor(indices(distribution, lookups, rows), {lookups}), lookups,
              momentum);
}

auto bag_step(const std::string& distribution, BagMode mode) {
  EmbeddingBagOptions options;
  options.mode = mode;
  return step(EmbeddingBag(bag_table, columns, options),
              index_tensor(indices(distribution, bags * bag_size, bag_table), {bags, bag_size}), bags, 0);
}

void register_table(const std::string& distribution, std::int64_t rows) {
  const std::string variant = "/" + std::to_string(rows) + "/" + distribution;
  cell("embedding_forward" + variant, [=] {
    return [table = table_of(rows), at = index_tensor(indices(distribution, lookups, rows), {lookups})] {
      const NoGrad no_grad;
      benchmark::DoNotOptimize(table(at).handle());
    };
  });
  // Gradients of embeddings are row-sparse here, and the updates exact: one way serves for all three cells.
  cell("embedding_step" + variant, [=] { return step(distribution, rows, 0); });
  cell("embedding_step_sparse" + variant, [=] { return step(distribution, rows, 0); });
  cell("embedding_step_momentum" + variant, [=] { return step(distribution, rows, 0.9); });
}

}  // namespace

void register_embedding() {
  for (const std::string& distribution : distributions) {
    for (const std::int64_t rows : tables) register_table(distribution, rows);
    register_table(distribution, largest_table);
    cell("embedding_max_norm/" + std::to_string(max_norm_table) + "/" + distribution, [=] {
      EmbeddingOptions options;
      options.max_norm = 1;
      return [table = Embedding(max_norm_table, columns, options),
              at = index_tensor(indices(distribution, lookups, max_norm_table), {lookups})] {
        const NoGrad no_grad;
        benchmark::DoNotOptimize(table(at).handle());
      };
    });
    const std::string bag_variant = "/" + std::to_string(bag_table) + "/" + distribution;
    cell("embedding_bag_sum" + bag_variant, [=] { return bag_step(distribution, BagMode::sum); });
    cell("embedding_bag_mean" + bag_variant, [=] { return bag_step(distribution, BagMode::mean); });
  }
}

}  // namespace bench
