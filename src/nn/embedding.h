#pragma once

#include "nn/module.h"

namespace nnl {

/// torch.nn.Embedding: weight (num_embeddings, embedding_dim) from N(0, 1), its padding row zeroed.
class Embedding final : public Layer {
 public:
  Embedding(Context& context, int64_t num_embeddings, int64_t embedding_dim, const EmbeddingOptions& options,
            DType dtype);
  /// torch.nn.Embedding.from_pretrained: with a given weight, padding row and all, whose
  /// memory it shares if it is contiguous.
  Embedding(const Tensor& weight, bool freeze, const EmbeddingOptions& options);
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
