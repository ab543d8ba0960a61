// What look-up tables have in common: checked indices, rows kept below a norm, gradients by rows.
#pragma once

#include "ops/ops.h"

namespace nnl {

/// The settings of a look-up in `weight`, checked, with a padding_idx that counts from the beginning. Fails
/// with an error that names `op`, also unless weight is a contiguous matrix of the indices' context.
EmbeddingOptions checked_lookup(const char* op, const Variable& weight, const Tensor& indices,
                                const EmbeddingOptions& options);

/// The indices as i64 of their own, each checked to be in [0, num_embeddings).
Tensor checked_rows(const char* op, const Tensor& indices, int64_t num_embeddings);

/// The rows looked up, (count, width), caught up with pending steps, after those above max_norm, if there is
/// one, were rescaled. Threads may look up the same table at once: they read together, and only a row above
/// the bound is measured again and written alone. `change` names the change: a string literal.
Tensor looked_up(const char* change, const Tensor& weight, const Tensor& rows,
                 const EmbeddingOptions& options);

/// Look-ups of the same row together, i64: `order` has their numbers, in input order; padding is left out.
/// Group g is of rows[g], ascending, and ends where the next begins; `begin` also has the end of the last.
struct RowGroups {
  Tensor rows, begin, order;
};
RowGroups group_by_row(const Tensor& rows, std::optional<int64_t> padding_idx = {});

/// A gradient of a table of `shape` with the rows of the groups, whose values are still to be written.
RowSparse gradient_of_rows(const RowGroups& groups, const Tensor& dy, const Dims& shape);

/// The gradient of a table of `shape`: for each row the sum of what its look-ups get, divided by their number
/// if `by_frequency`. Look-up number j gets row source[j] of dy (row j without `source`), times share[j] if
/// there is one.
RowSparse row_gradient(const char* op, const RowGroups& groups, const Tensor& dy, const Dims& shape,
                       bool by_frequency, const Tensor& source = {}, const Tensor& share = {});

}  // namespace nnl
