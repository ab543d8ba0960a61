// Option structs that an operation and a layer share.
#pragma once

#include "arguments.h"
#include "nn/batch_norm.h"

namespace nnl::capi {

inline constexpr nnl_embedding_options embedding_defaults = {
    sizeof(nnl_embedding_options), NNL_F32, 0, 0, 0, 0, 0, 0, 2};
inline constexpr nnl_batch_norm_options batch_norm_defaults = {
    sizeof(nnl_batch_norm_options), NNL_F32, 1, 1, 0, 0, 1e-5, 0.1, 1, NNL_BATCH_OF_ONE_ERROR};

EmbeddingOptions embedding_options(const nnl_embedding_options& options);
BatchNormSettings batch_norm_settings(const nnl_batch_norm_options& options);

}  // namespace nnl::capi
