#include "cells.h"

namespace bench {
namespace {

using namespace nnlite;

/// Look-ups, backward and the update of one table.
auto step(const std::string& distribution, std::int64_t rows, double momentum) {
  SgdOptions options;
  options.learning_rate = 0.01;
  options.momentum = momentum;
  const Embedding table(rows, columns);
  const Sgd sgd(table.parameters(), options);
  return [table, sgd, at = index_tensor(indices(distribution, lookups, rows), {lookups}),
          gradient = random_tensor({lookups, columns})] {
    table(at).backward(gradient);
    sgd.step();
    sgd.zero_grad();
  };
}

void register_table(const std::string& distribution, std::int64_t rows) {
  const std::string variant = "/" + std::to_string(rows) + "/" + distribution;
  cell("embedding_forward" + variant, [=] {
    return [table = Embedding(rows, columns),
            at = index_tensor(indices(distribution, lookups, rows), {lookups})] {
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
  }
}

}  // namespace bench
