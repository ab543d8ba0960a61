#include "nn/embedding.h"

#include "nn/table.h"

namespace nnl {

Embedding::Embedding(Context& context, int64_t num_embeddings, int64_t embedding_dim,
                     const EmbeddingOptions& options, DType dtype)
    : Layer(context), options_(options) {
  weight_ = add_parameter("weight", new_table("Embedding", context, num_embeddings, embedding_dim, dtype));
  // An empty look-up checks the settings.
  embedding(weight_, Tensor(context, DType::i64, {0}), options_);
  fill_table(weight_.data(), options_.padding_idx);
}

Embedding::Embedding(const Tensor& weight, bool freeze, const EmbeddingOptions& options)
    : Layer(weight.context()), options_(options) {
  const Tensor table = weight.contiguous();
  embedding(Variable(table), Tensor(table.context(), DType::i64, {0}), options_);
  weight_ = add_parameter("weight", table);
  weight_.set_requires_grad(!freeze);
}

Embedding::Embedding(Context& context, const EmbeddingOptions& options, const Tensor& weight)
    : Layer(context), options_(options), weight_(add_parameter("weight", weight)) {}

Ref<Module> Embedding::duplicate() const {
  return Ref<Module>(new Embedding(context(), options_, Tensor(context(), weight_.dtype(), weight_.shape())));
}

Variable Embedding::run(const Variable& indices) { return embedding(weight_, indices.data(), options_); }

}  // namespace nnl
