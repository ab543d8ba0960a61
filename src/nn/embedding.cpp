#include "nn/embedding.h"

#include "nn/init.h"

namespace nnl {

Embedding::Embedding(Context& context, int64_t num_embeddings, int64_t embedding_dim,
                     const EmbeddingOptions& options, DType dtype)
    : Layer(context), options_(options) {
  if (num_embeddings < 0 || embedding_dim < 0)
    fail(Code::invalid_argument, "Embedding: num_embeddings {} and embedding_dim {} must not be negative",
         num_embeddings, embedding_dim);
  weight_ = add_parameter("weight", Tensor(context, dtype, {num_embeddings, embedding_dim}));
  // An empty look-up checks the settings.
  embedding(weight_, Tensor(context, DType::i64, {0}), options_);
  init::normal(weight_.data(), 0, 1);
  if (!options_.padding_idx) return;
  if (*options_.padding_idx < 0) *options_.padding_idx += num_embeddings;
  init::constant(weight_.data().rows(*options_.padding_idx, 1), 0);
}

Embedding::Embedding(Context& context, const EmbeddingOptions& options, const Tensor& weight)
    : Layer(context), options_(options), weight_(add_parameter("weight", weight)) {}

Ref<Module> Embedding::duplicate() const {
  return Ref<Module>(new Embedding(context(), options_, Tensor(context(), weight_.dtype(), weight_.shape())));
}

Variable Embedding::run(const Variable& indices) { return embedding(weight_, indices.data(), options_); }

}  // namespace nnl
