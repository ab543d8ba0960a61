// Weights of look-up tables.
#pragma once

#include <optional>

#include "tensor/tensor.h"

namespace nnl {

/// An uninitialised table. Fails with Code::invalid_argument, naming `layer`, for a negative size.
Tensor new_table(const char* layer, Context& context, int64_t num_embeddings, int64_t embedding_dim,
                 DType dtype);

/// Fills it from N(0, 1), and the padding row, which has been checked, with zeros.
void fill_table(const Tensor& table, std::optional<int64_t> padding_idx);

}  // namespace nnl
