// Look-up table with the semantics of torch.nn.functional.embedding; see the documentation of ops.h.
#include <algorithm>
#include <cmath>
#include <mutex>
#include <vector>

#include "autograd/node.h"
#include "base/striped_lock.h"
#include "base/transaction.h"
#include "kernels/rows.h"
#include "ops/index.h"
#include "ops/ops.h"

namespace nnl {
namespace {

/// The indices as i64 of their own, each checked to be in [0, num_embeddings).
Tensor checked_rows(const Tensor& indices, int64_t num_embeddings) {
  Tensor rows = index_copy("embedding", indices);
  const int64_t* values = rows.data<int64_t>();
  for (int64_t i = 0; i < rows.count(); ++i)
    if (values[i] < 0 || values[i] >= num_embeddings)
      fail(Code::index_out_of_range, "embedding: index {} at position {} is not in [0, {})", values[i],
           to_string(index_at(indices.shape(), i)), num_embeddings);
  return rows;
}

/// A row to rescale and by how much.
template <class T>
struct Rescale {
  int64_t row;
  T factor;
};

std::vector<int64_t> unique_rows(const Tensor& rows) {
  std::vector<int64_t> unique(rows.data<int64_t>(), rows.data<int64_t>() + rows.count());
  std::sort(unique.begin(), unique.end());
  unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
  return unique;
}

/// The rows whose norm exceeds max_norm, with the factors that bring them just below it. A row whose norm is
/// not finite stays as it is.
template <class T>
std::vector<Rescale<T>> rows_above(const Tensor& weight, const std::vector<int64_t>& rows, double max_norm,
                                   double norm_type) {
  const int64_t width = weight.size(1);
  std::vector<Rescale<T>> above;
  for (int64_t row : rows) {
    const double norm = kernels::row_norm(1, weight.data<T>() + row * width, width, norm_type);
    if (norm > max_norm && std::isfinite(norm))
      above.push_back({row, static_cast<T>(max_norm / (norm + 1e-7))});
  }
  return above;
}

/// Nothing is written before all memory is there. Needs the weight's lock.
template <class T>
void rescale(const Tensor& weight, const std::vector<Rescale<T>>& rows) {
  if (rows.empty()) return;
  check_writable("embedding (max_norm)", weight);
  const int64_t width = weight.size(1);
  std::vector<T> before;
  before.reserve(rows.size() * static_cast<size_t>(width));
  for (const Rescale<T>& r : rows)
    before.insert(before.end(), weight.data<T>() + r.row * width, weight.data<T>() + (r.row + 1) * width);
  Transaction::on_rollback([weight, rows, before, width, version = weight.storage()->version()] {
    const std::unique_lock lock(striped_lock(weight.storage().get()));
    if (weight.storage()->version() != version + 1) return;  // changed by somebody else since
    for (size_t i = 0; i < rows.size(); ++i)
      std::copy_n(before.data() + static_cast<int64_t>(i) * width, width,
                  weight.mutable_data<T>() + rows[i].row * width);
    weight.storage()->restore_version(version);
  });
  for (const Rescale<T>& r : rows)
    for (int64_t k = 0; k < width; ++k) weight.mutable_data<T>()[r.row * width + k] *= r.factor;
  weight.changed("embedding (max_norm)");
}

/// The rows looked up, after those above max_norm were rescaled. Threads may look up the same table at once:
/// they read together, and only a row above the bound is measured again and written alone.
template <class T>
void bounded_gather(const Tensor& weight, const Tensor& rows, double max_norm, double norm_type, T* out) {
  const std::vector<int64_t> unique = unique_rows(rows);
  const auto gather = [&] {
    kernels::gather_rows(weight.threads(), rows.data<int64_t>(), rows.count(), weight.size(1),
                         weight.data<T>(), out);
  };
  std::shared_mutex& mutex = striped_lock(weight.storage().get());
  {
    const std::shared_lock reading(mutex);
    if (rows_above<T>(weight, unique, max_norm, norm_type).empty()) return gather();
  }
  const std::unique_lock writing(mutex);
  rescale(weight, rows_above<T>(weight, unique, max_norm, norm_type));
  gather();
}

/// Occurrences of each row, in input order; padding is left out.
struct Groups {
  std::vector<int64_t> rows, begin, position;
};

Groups group(const Tensor& rows, std::optional<int64_t> padding_idx) {
  std::vector<std::pair<int64_t, int64_t>> order;
  const int64_t* values = rows.data<int64_t>();
  order.reserve(static_cast<size_t>(rows.count()));
  for (int64_t i = 0; i < rows.count(); ++i)
    if (values[i] != padding_idx) order.emplace_back(values[i], i);
  std::sort(order.begin(), order.end());
  Groups groups;
  for (const auto& [row, at] : order) {
    if (groups.rows.empty() || groups.rows.back() != row) {
      groups.rows.push_back(row);
      groups.begin.push_back(static_cast<int64_t>(groups.position.size()));
    }
    groups.position.push_back(at);
  }
  groups.begin.push_back(static_cast<int64_t>(groups.position.size()));
  return groups;
}

RowSparse row_gradient(const Tensor& rows, const Tensor& dy, const Dims& shape,
                       std::optional<int64_t> padding_idx, bool by_frequency) {
  const Groups groups = group(rows, padding_idx);
  const int64_t count = static_cast<int64_t>(groups.rows.size()), width = shape[1];
  RowSparse gradient{Tensor::from<int64_t>(dy.context(), {count}, groups.rows),
                     Tensor(dy.context(), dy.dtype(), {count, width}), shape};
  dispatch_floating("embedding", dy.dtype(), [&](auto type) {
    using T = decltype(type);
    std::vector<T> scale;
    for (int64_t g = 0; by_frequency && g < count; ++g)
      scale.push_back(T{1} / static_cast<T>(groups.begin[static_cast<size_t>(g) + 1] -
                                            groups.begin[static_cast<size_t>(g)]));
    kernels::sum_groups<T>(dy.threads(), count, width, groups.begin.data(), groups.position.data(),
                           dy.data<T>(), by_frequency ? scale.data() : nullptr,
                           gradient.values.mutable_data<T>());
  });
  return gradient;
}

}  // namespace

Variable embedding(const Variable& weight, const Tensor& indices, const EmbeddingOptions& options) {
  check_same_context("embedding", weight.data(), indices);
  if (weight.rank() != 2)
    fail(Code::shape_mismatch, "embedding: weight {} is no matrix", to_string(weight.shape()));
  if (!weight.data().is_contiguous())
    fail(Code::invalid_argument, "embedding: the weight must be contiguous");
  const int64_t num_embeddings = weight.size(0), width = weight.size(1);
  std::optional<int64_t> padding_idx = options.padding_idx;
  if (padding_idx) {
    if (*padding_idx < -num_embeddings || *padding_idx >= num_embeddings)
      fail(Code::index_out_of_range, "embedding: padding_idx {} is not in [{}, {})", *padding_idx,
           -num_embeddings, num_embeddings);
    if (*padding_idx < 0) *padding_idx += num_embeddings;
  }
  if (options.max_norm && !(*options.max_norm > 0))
    fail(Code::invalid_argument, "embedding: max_norm {} must be positive", *options.max_norm);
  if (!(options.norm_type > 0))
    fail(Code::invalid_argument, "embedding: norm_type {} must be positive", options.norm_type);

  const Tensor rows = checked_rows(indices, num_embeddings);
  Dims shape = indices.shape();
  shape.push_back(width);
  Tensor result(weight.context(), weight.dtype(), shape);
  dispatch_floating("embedding", weight.dtype(), [&](auto type) {
    using T = decltype(type);
    if (options.max_norm)
      bounded_gather(weight.data(), rows, *options.max_norm, options.norm_type, result.mutable_data<T>());
    else
      kernels::gather_rows(weight.threads(), rows.data<int64_t>(), rows.count(), width,
                           weight.data().data<T>(), result.mutable_data<T>());
  });
  return record("embedding", result, {weight}, {rows},
                [shape = weight.shape(), padding_idx, frequency = options.scale_grad_by_freq](Backward& b) {
                  b.give(0, row_gradient(b.saved(0), b.dy(), shape, padding_idx, frequency));
                });
}

}  // namespace nnl
