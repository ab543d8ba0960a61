#include "nn/embedding_bag.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_embedding_bag_options defaults = {
    sizeof(nnl_embedding_bag_options), NNL_F32, NNL_BAG_MEAN, 0, 0, 0, 0, 0, 0, 0, 2};

EmbeddingBagOptions options_of(const nnl_embedding_bag_options& o) {
  EmbeddingBagOptions result;
  check_reserved(o.reserved);
  result.mode = enumerator(o.mode, BagMode::max, "options.mode");
  result.include_last_offset = flag(o.include_last_offset, "options.include_last_offset");
  if (flag(o.has_padding_idx, "options.has_padding_idx")) result.padding_idx = o.padding_idx;
  if (flag(o.has_max_norm, "options.has_max_norm")) result.max_norm = o.max_norm;
  result.norm_type = o.norm_type;
  result.scale_grad_by_freq = flag(o.scale_grad_by_freq, "options.scale_grad_by_freq");
  return result;
}

}  // namespace

void NNL_CALL nnl_embedding_bag_options_init(nnl_embedding_bag_options* options, uint32_t size) {
  write_options(defaults, options, size);
}

nnl_status NNL_CALL nnl_embedding_bag(nnl_tensor weight, nnl_tensor indices, nnl_tensor offsets,
                                      nnl_tensor per_sample_weights, const nnl_embedding_bag_options* options,
                                      nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    const Variable begins = optional_tensor(offsets, "offsets");
    return embedding_bag(tensor(weight, "weight"), tensor(indices, "indices").data(),
                         begins ? begins.data() : Tensor(),
                         optional_tensor(per_sample_weights, "per_sample_weights"),
                         options_of(read_options(options, defaults)));
  });
}

nnl_status NNL_CALL nnl_embedding_bag_create(nnl_context ctx, int64_t num_embeddings, int64_t embedding_dim,
                                             const nnl_embedding_bag_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&]() -> Ref<Module> {
    const nnl_embedding_bag_options o = read_options(options, defaults);
    return make_ref<EmbeddingBag>(*context(ctx), num_embeddings, embedding_dim, options_of(o),
                                  dtype(o.dtype, "options.dtype"));
  });
}

nnl_status NNL_CALL nnl_embedding_bag_from_pretrained(nnl_tensor weight, int32_t freeze,
                                                      const nnl_embedding_bag_options* options,
                                                      nnl_module* module) {
  return create(__func__, "module", module, [&]() -> Ref<Module> {
    return make_ref<EmbeddingBag>(tensor(weight, "weight").data(), flag(freeze, "freeze"),
                                  options_of(read_options(options, defaults)));
  });
}
