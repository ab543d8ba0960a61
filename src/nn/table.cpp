#include "nn/table.h"

#include "nn/init.h"

namespace nnl {

Tensor new_table(const char* layer, Context& context, int64_t num_embeddings, int64_t embedding_dim,
                 DType dtype) {
  if (num_embeddings < 0 || embedding_dim < 0)
    fail(Code::invalid_argument, "{}: num_embeddings {} and embedding_dim {} must not be negative", layer,
         num_embeddings, embedding_dim);
  return Tensor(context, dtype, {num_embeddings, embedding_dim});
}

void fill_table(const Tensor& table, std::optional<int64_t> padding_idx) {
  init::normal(table, 0, 1);
  if (!padding_idx) return;
  init::constant(table.rows(*padding_idx < 0 ? *padding_idx + table.size(0) : *padding_idx, 1), 0);
}

}  // namespace nnl
