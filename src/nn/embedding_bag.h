#pragma once

#include "nn/module.h"
#include "ops/embedding_bag.h"

namespace nnl {

/// torch.nn.EmbeddingBag: a weight as Embedding has it. The inputs are indices, offsets and
/// per_sample_weights; the last ones may be left out, and offsets be absent.
class EmbeddingBag final : public Module {
 public:
  EmbeddingBag(Context& context, int64_t num_embeddings, int64_t embedding_dim,
               const EmbeddingBagOptions& options, DType dtype);
  /// torch.nn.EmbeddingBag.from_pretrained, as Embedding's.
  EmbeddingBag(const Tensor& weight, bool freeze, const EmbeddingBagOptions& options);
  const char* kind() const override { return "EmbeddingBag"; }
  bool may_be_absent(size_t /*index*/) const override { return true; }

 private:
  /// Takes the weight over.
  EmbeddingBag(Context& context, const EmbeddingBagOptions& options, const Tensor& weight);
  Variable apply(std::span<const Variable> inputs) override;
  Ref<Module> duplicate() const override;

  EmbeddingBagOptions options_;
  Variable weight_;
};

}  // namespace nnl
