// Look-up table with the semantics of torch.nn.functional.embedding; see the documentation of ops.h.
#include "autograd/node.h"
#include "ops/lookup.h"

namespace nnl {

Variable embedding(const Variable& weight, const Tensor& indices, const EmbeddingOptions& options) {
  const OpScope scope("embedding", weight);
  const EmbeddingOptions o = checked_lookup("embedding", weight, indices, options);
  const Tensor rows = checked_rows("embedding", indices, weight.size(0));
  Dims shape = indices.shape();
  shape.push_back(weight.size(1));
  const Tensor result = looked_up("embedding (max_norm)", weight.data(), rows, o).reshape(shape);
  return record("embedding", result, {weight}, {rows}, [shape = weight.shape(), o](Backward& b) {
    b.give(0, row_gradient("embedding", group_by_row(b.saved(0), o.padding_idx), b.dy(), shape,
                           o.scale_grad_by_freq));
  });
}

}  // namespace nnl
