#include "guard.h"
#include "layer_options.h"
#include "nn/activations.h"
#include "nn/batch_norm.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "nn/simple.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_linear_options linear_defaults = {sizeof(nnl_linear_options), NNL_F32, 1, 0};

Ref<Module> make_batch_norm(nnl_context ctx, int dimensions, int64_t num_features,
                            const nnl_batch_norm_options* options) {
  const nnl_batch_norm_options o = read_options(options, batch_norm_defaults);
  return make_ref<BatchNorm>(*context(ctx), dimensions, num_features, batch_norm_settings(o),
                             dtype(o.dtype, "options.dtype"));
}

}  // namespace

EmbeddingOptions nnl::capi::embedding_options(const nnl_embedding_options& o) {
  EmbeddingOptions result;
  check_reserved(o.reserved);
  if (flag(o.has_padding_idx, "options.has_padding_idx")) result.padding_idx = o.padding_idx;
  if (flag(o.has_max_norm, "options.has_max_norm")) result.max_norm = o.max_norm;
  result.norm_type = o.norm_type;
  result.scale_grad_by_freq = flag(o.scale_grad_by_freq, "options.scale_grad_by_freq");
  return result;
}

BatchNormSettings nnl::capi::batch_norm_settings(const nnl_batch_norm_options& o) {
  check_reserved(o.reserved);
  BatchNormSettings result{o.eps,
                           o.momentum,
                           flag(o.affine, "options.affine"),
                           flag(o.track_running_stats, "options.track_running_stats"),
                           flag(o.bias, "options.bias"),
                           enumerator(o.batch_of_one, BatchOfOne::running, "options.batch_of_one")};
  if (flag(o.cumulative_average, "options.cumulative_average")) result.momentum.reset();
  return result;
}

void NNL_CALL nnl_embedding_options_init(nnl_embedding_options* options, uint32_t size) {
  write_options(embedding_defaults, options, size);
}

nnl_status NNL_CALL nnl_embedding(nnl_tensor weight, nnl_tensor indices, const nnl_embedding_options* options,
                                  nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return embedding(tensor(weight, "weight"), tensor(indices, "indices").data(),
                     embedding_options(read_options(options, embedding_defaults)));
  });
}

nnl_status NNL_CALL nnl_embedding_create(nnl_context ctx, int64_t num_embeddings, int64_t embedding_dim,
                                         const nnl_embedding_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&]() -> Ref<Module> {
    const nnl_embedding_options o = read_options(options, embedding_defaults);
    return make_ref<Embedding>(*context(ctx), num_embeddings, embedding_dim, embedding_options(o),
                               dtype(o.dtype, "options.dtype"));
  });
}

nnl_status NNL_CALL nnl_embedding_from_pretrained(nnl_tensor weight, int32_t freeze,
                                                  const nnl_embedding_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&]() -> Ref<Module> {
    return make_ref<Embedding>(tensor(weight, "weight").data(), flag(freeze, "freeze"),
                               embedding_options(read_options(options, embedding_defaults)));
  });
}

void NNL_CALL nnl_linear_options_init(nnl_linear_options* options, uint32_t size) {
  write_options(linear_defaults, options, size);
}

nnl_status NNL_CALL nnl_linear_create(nnl_context ctx, int64_t in_features, int64_t out_features,
                                      const nnl_linear_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&]() -> Ref<Module> {
    const nnl_linear_options o = read_options(options, linear_defaults);
    check_reserved(o.reserved);
    return make_ref<Linear>(*context(ctx), in_features, out_features, flag(o.bias, "options.bias"),
                            dtype(o.dtype, "options.dtype"));
  });
}

void NNL_CALL nnl_batch_norm_options_init(nnl_batch_norm_options* options, uint32_t size) {
  write_options(batch_norm_defaults, options, size);
}

nnl_status NNL_CALL nnl_batch_norm(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, nnl_tensor running_mean,
                                   nnl_tensor running_var, nnl_tensor num_batches_tracked, int32_t training,
                                   const nnl_batch_norm_options* options, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    const BatchNormSettings settings = batch_norm_settings(read_options(options, batch_norm_defaults));
    const auto buffer = [](nnl_tensor handle, const char* name) {
      const Variable given = optional_tensor(handle, name);
      return given ? given.data() : Tensor();
    };
    return batch_norm(
        tensor(x, "x"), optional_tensor(weight, "weight"), optional_tensor(bias, "bias"),
        {buffer(running_mean, "running_mean"), buffer(running_var, "running_var"),
         buffer(num_batches_tracked, "num_batches_tracked")},
        {settings.eps, settings.momentum, flag(training, "training"), true, settings.batch_of_one});
  });
}

nnl_status NNL_CALL nnl_batch_norm1d_create(nnl_context ctx, int64_t num_features,
                                            const nnl_batch_norm_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_batch_norm(ctx, 1, num_features, options); });
}

nnl_status NNL_CALL nnl_batch_norm2d_create(nnl_context ctx, int64_t num_features,
                                            const nnl_batch_norm_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_batch_norm(ctx, 2, num_features, options); });
}

nnl_status NNL_CALL nnl_batch_norm3d_create(nnl_context ctx, int64_t num_features,
                                            const nnl_batch_norm_options* options, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_batch_norm(ctx, 3, num_features, options); });
}

nnl_status NNL_CALL nnl_flatten_create(nnl_context ctx, nnl_module* module) {
  return create(__func__, "module", module, [&] {
    return make_simple(*context(ctx), "Flatten", [](const Variable& x) { return flatten(x, 1, -1); });
  });
}

nnl_status NNL_CALL nnl_sigmoid_create(nnl_context ctx, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_simple(*context(ctx), "Sigmoid", sigmoid); });
}

nnl_status NNL_CALL nnl_tanh_create(nnl_context ctx, nnl_module* module) {
  return create(__func__, "module", module, [&] {
    return make_simple(*context(ctx), "Tanh", [](const Variable& x) { return nnl::tanh(x); });
  });
}

nnl_status NNL_CALL nnl_relu_create(nnl_context ctx, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_relu(*context(ctx)); });
}

nnl_status NNL_CALL nnl_leaky_relu_create(nnl_context ctx, double negative_slope, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_leaky_relu(*context(ctx), negative_slope); });
}

nnl_status NNL_CALL nnl_sequential_create(nnl_context ctx, int64_t count, const nnl_module* modules,
                                          nnl_module* module) {
  return create(__func__, "module", module, [&]() -> Ref<Module> {
    if (count < 0) fail_argument("count", Code::invalid_argument, "{} is negative", count);
    if (count > 0) require(modules, "modules");
    std::vector<Ref<Module>> parts;
    for (int64_t i = 0; i < count; ++i) {
      try {
        const PinnedModule part(modules[i], "modules");
        parts.push_back(&static_cast<Module&>(part));
      } catch (Error& error) {
        error.add_place("number " + std::to_string(i));
        throw;
      }
    }
    return make_ref<Sequential>(*context(ctx), parts);
  });
}
