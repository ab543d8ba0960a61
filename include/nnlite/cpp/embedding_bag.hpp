// Bags of embeddings.
#pragma once

#include <cstdint>
#include <optional>

#include <nnlite/cpp/layers.hpp>

namespace nnlite {

/// What becomes of the rows of a bag.
enum class BagMode : std::int32_t { sum = NNL_BAG_SUM, mean = NNL_BAG_MEAN, max = NNL_BAG_MAX };

/// torch.nn.EmbeddingBag's settings; those that it shares with EmbeddingOptions mean the same.
struct EmbeddingBagOptions {
  DType dtype = DType::f32;
  BagMode mode = BagMode::mean;
  bool include_last_offset = false;  ///< the last offset is the number of indices and begins no bag
  std::optional<std::int64_t> padding_idx = std::nullopt;  ///< a row that counts as absent from the bags
  std::optional<double> max_norm = std::nullopt;
  double norm_type = 2;
  bool scale_grad_by_freq = false;

  /// As nnlite.h has it.
  nnl_embedding_bag_options c() const {
    auto c = detail::defaults(nnl_embedding_bag_options_init);
    c.dtype = static_cast<nnl_dtype>(dtype);
    c.mode = static_cast<std::int32_t>(mode);
    c.include_last_offset = include_last_offset;
    c.has_padding_idx = padding_idx.has_value();
    c.padding_idx = padding_idx.value_or(0);
    c.has_max_norm = max_norm.has_value();
    c.max_norm = max_norm.value_or(0);
    c.norm_type = norm_type;
    c.scale_grad_by_freq = scale_grad_by_freq;
    return c;
  }
};

/// One row for each bag of indices. `offsets` is empty for indices of two axes, each row of which is a bag;
/// per_sample_weights (mode sum alone) may be empty.
inline Tensor embedding_bag(const Tensor& weight, const Tensor& indices, const Tensor& offsets = {},
                            const EmbeddingBagOptions& options = {}, const Tensor& per_sample_weights = {}) {
  return Tensor::make(nnl_embedding_bag, weight.handle(), indices.handle(), offsets.handle(),
                      per_sample_weights.handle(), detail::address(options.c()));
}

/// The same as a layer: parameter "weight", inputs as of embedding_bag.
class EmbeddingBag : public Module {
 public:
  EmbeddingBag(std::int64_t num_embeddings, std::int64_t embedding_dim,
               const EmbeddingBagOptions& options = {}, const Context& context = {})
      : Module(nnl_embedding_bag_create, context.handle(), num_embeddings, embedding_dim,
               detail::address(options.c())) {}
  /// With a given weight, whose memory it shares if it is contiguous.
  static EmbeddingBag from_pretrained(const Tensor& weight, bool freeze = true,
                                      const EmbeddingBagOptions& options = {}) {
    return EmbeddingBag(nnl_embedding_bag_from_pretrained, weight.handle(), std::int32_t{freeze},
                        detail::address(options.c()));
  }

 private:
  using Module::Module;
};

}  // namespace nnlite
