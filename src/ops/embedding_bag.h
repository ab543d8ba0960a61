#pragma once

#include "ops/ops.h"

namespace nnl {

/// What becomes of the rows of a bag; the numbers are those of nnlite.h.
enum class BagMode : int32_t { sum = 0, mean = 1, max = 2 };

/// What torch.nn.functional.embedding_bag takes.
struct EmbeddingBagOptions : EmbeddingOptions {
  BagMode mode = BagMode::mean;
  bool include_last_offset = false;
};

/// One row for each bag: the sum, mean or greatest elements of the rows of weight (num_embeddings,
/// embedding_dim) whose indices lie in it, 0 for a bag of nothing or of padding alone. With indices (n) a bag
/// begins at each of the `offsets` (first 0, ascending, no more than n), and ends at the next one; with
/// include_last_offset the last offset is n and begins none. Indices (bags, n) take no offsets.
/// per_sample_weights (the indices' shape, the weight's dtype) multiply the rows and may be absent; mode sum
/// alone takes them. scale_grad_by_freq is not for max. max_norm and the row-sparse gradient are as in
/// embedding.
Variable embedding_bag(const Variable& weight, const Tensor& indices, const Tensor& offsets,
                       const Variable& per_sample_weights, const EmbeddingBagOptions& options = {});

}  // namespace nnl
