#include "nn/embedding_bag.h"

#include "nn/table.h"

namespace nnl {
namespace {

/// Looks up no bag, which checks the settings.
void check_settings(const Variable& weight, const EmbeddingBagOptions& options) {
  embedding_bag(weight, Tensor(weight.context(), DType::i64, {0, 0}), {}, {}, options);
}

}  // namespace

EmbeddingBag::EmbeddingBag(Context& context, int64_t num_embeddings, int64_t embedding_dim,
                           const EmbeddingBagOptions& options, DType dtype)
    : Module(context), options_(options) {
  weight_ = add_parameter("weight", new_table("EmbeddingBag", context, num_embeddings, embedding_dim, dtype));
  check_settings(weight_, options_);
  fill_table(weight_.data(), options_.padding_idx);
}

EmbeddingBag::EmbeddingBag(const Tensor& weight, bool freeze, const EmbeddingBagOptions& options)
    : Module(weight.context()), options_(options) {
  const Tensor table = weight.contiguous();
  check_settings(Variable(table), options_);
  weight_ = add_parameter("weight", table);
  weight_.set_requires_grad(!freeze);
}

EmbeddingBag::EmbeddingBag(Context& context, const EmbeddingBagOptions& options, const Tensor& weight)
    : Module(context), options_(options), weight_(add_parameter("weight", weight)) {}

Ref<Module> EmbeddingBag::duplicate() const {
  return Ref<Module>(
      new EmbeddingBag(context(), options_, Tensor(context(), weight_.dtype(), weight_.shape())));
}

Variable EmbeddingBag::apply(std::span<const Variable> inputs) {
  if (inputs.size() > 3)
    fail(Code::invalid_argument, "EmbeddingBag: {} inputs given, 1 to 3 wanted", inputs.size());
  const Variable offsets = inputs.size() > 1 ? inputs[1] : Variable();
  return embedding_bag(weight_, inputs[0].data(), offsets ? offsets.data() : Tensor(),
                       inputs.size() > 2 ? inputs[2] : Variable(), options_);
}

}  // namespace nnl
