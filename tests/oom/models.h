// Small models for the scenarios, in a world's context.
#pragma once

#include <vector>

#include "oom/sweep.h"

namespace nnl::test {

/// A model with all that one step of its training takes.
struct Training {
  nnl_module model = 0, loss = 0;
  nnl_optimizer optimizer = 0;
  std::vector<nnl_tensor> inputs, targets, parameters;

  nnl_checkpoint_parts parts() const;
};

/// Elements that repeat themselves only after a while.
nnl_tensor numbers(World& world, nnl_dtype dtype, const std::vector<int64_t>& shape);
nnl_tensor indices(World& world, const std::vector<int64_t>& shape, int64_t bound);
nnl_module sequential(World& world, const std::vector<nnl_module>& parts);
std::vector<nnl_tensor> parameters_of(nnl_module model);

/// The quickstart's: an embedding with max_norm, batch norm, SGD with momentum that steps rows lazily.
Training language_model(World& world, int64_t words = 30, int64_t columns = 4, int64_t batch = 6);
/// Convolutions, batch norms, pooling, dropout; Adam.
Training image_model(World& world);
/// Bags of embeddings; SparseAdam.
Training bag_model(World& world);

}  // namespace nnl::test
