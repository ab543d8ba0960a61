#pragma once

#include "nn/module.h"

namespace nnl {

/// torch.nn.Embedding: weight (num_embeddings, embedding_dim) from N(0, 1), its padding row zeroed.
class Embedding final : public Layer {
 public:
  Embedding(Context& context, int64_t num_embeddings, int64_t embedding_dim, const EmbeddingOptions& options,
            DType dtype);
  const char* kind() const override { return "Embedding"; }

 private:
  /// Takes the weight over.
  Embedding(Context& context, const EmbeddingOptions& options, const Tensor& weight);
  Variable run(const Variable& indices) override;
  Ref<Module> duplicate() const override;

  EmbeddingOptions options_;
  Variable weight_;
};

}  // namespace nnl
