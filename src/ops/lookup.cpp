#include "ops/lookup.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <span>
#include <vector>

#include "base/striped_lock.h"
#include "base/transaction.h"
#include "kernels/row_groups.h"
#include "kernels/rows.h"
#include "ops/index.h"
#include "tensor/pending_rows.h"

namespace nnl {
namespace {

/// Writes the rows as they are now.
template <class T>
void gather(const Tensor& weight, const Tensor& rows, const Tensor& out) {
  if (const PendingRows* pending = weight.storage()->pending()) return pending->gather(rows, out);
  kernels::gather_rows(weight.threads(), rows.data<int64_t>(), rows.count(), weight.size(1), weight.data<T>(),
                       out.mutable_data<T>());
}

/// The same, and their norms, in double.
template <class T>
void gather_with_norms(const Tensor& weight, const Tensor& rows, double norm_type, const Tensor& out,
                       const Tensor& norms) {
  if (const PendingRows* pending = weight.storage()->pending()) {
    pending->gather(rows, out);
    kernels::row_norms(out.threads(), out.size(0), out.size(1), norm_type, out.data<T>(),
                       norms.mutable_data<double>());
  } else {
    kernels::gather_rows(weight.threads(), rows.data<int64_t>(), rows.count(), weight.size(1),
                         weight.data<T>(), out.mutable_data<T>(), norm_type, norms.mutable_data<double>());
  }
}

/// A row whose norm is not finite is never above it.
bool above(double norm, double max_norm) { return norm > max_norm && std::isfinite(norm); }

/// Has the rows put back as they are stored now when the surrounding transaction fails.
template <class T>
void keep_rows(const Tensor& weight, const std::vector<int64_t>& rows) {
  const int64_t width = weight.size(1);
  PendingRows* pending = weight.storage()->pending();
  PendingRows::Kept kept;
  std::vector<T> before;
  if (pending) {
    kept = pending->keep(rows);
  } else {
    for (const int64_t row : rows)
      before.insert(before.end(), weight.data<T>() + row * width, weight.data<T>() + (row + 1) * width);
  }
  Transaction::on_rollback([weight, rows, kept, before, width, version = weight.storage()->version()] {
    const std::unique_lock lock(striped_lock(weight.storage().get()));
    if (weight.storage()->version() != version + 1) return;  // changed by somebody else since
    if (PendingRows* now = weight.storage()->pending(); now && !kept.rows.empty()) {
      now->put_back(kept);
    } else {
      for (size_t i = 0; i < rows.size() && kept.rows.empty(); ++i)
        std::copy_n(before.data() + static_cast<int64_t>(i) * width, width,
                    weight.mutable_data<T>() + rows[i] * width);
    }
    weight.storage()->restore_version(version);
  });
}

/// Rows that may be above the bound, and room for what they hold.
struct Candidates {
  Candidates(const Tensor& weight, std::span<const int64_t> which)
      : rows(Tensor::from<int64_t>(weight.context(), {static_cast<int64_t>(which.size())}, which)),
        values(weight.context(), weight.dtype(), {rows.count(), weight.size(1)}),
        norms(weight.context(), DType::f64, {rows.count()}) {}

  Tensor rows, values, norms;
};

/// Brings those of the rows that are still above the bound just below it. Nothing is written before all
/// memory is there. Needs the weight's lock.
template <class T>
void rescale(const char* change, const Tensor& weight, const Candidates& candidates,
             const EmbeddingOptions& options) {
  const int64_t width = weight.size(1), count = candidates.rows.count();
  gather_with_norms<T>(weight, candidates.rows, options.norm_type, candidates.values, candidates.norms);
  std::vector<int64_t> rows;
  std::vector<T> factors;
  for (int64_t i = 0; i < count; ++i) {
    const double norm = candidates.norms.data<double>()[i];
    if (!above(norm, *options.max_norm)) continue;
    rows.push_back(candidates.rows.data<int64_t>()[i]);
    factors.push_back(static_cast<T>(*options.max_norm / (norm + 1e-7)));
  }
  if (rows.empty()) return;
  check_writable(change, weight);
  keep_rows<T>(weight, rows);
  PendingRows* pending = weight.storage()->pending();
  T* table = static_cast<T*>(weight.storage()->data()) + weight.offset();
  for (size_t i = 0; i < rows.size(); ++i) {
    if (pending) pending->catch_up(rows[i]);
    for (int64_t k = 0; k < width; ++k) table[rows[i] * width + k] *= factors[i];
    if (pending) pending->rewritten(rows[i]);
  }
  weight.changed(change);
}

/// No tensor is made while the weight's lock is held: where memory is short, that calls the host's log, which
/// may look up rows itself.
template <class T>
void look_up(const char* change, const Tensor& weight, const Tensor& rows, const EmbeddingOptions& options,
             const Tensor& out) {
  if (!options.max_norm) return gather<T>(weight, rows, out);
  std::shared_mutex& mutex = striped_lock(weight.storage().get());
  const Tensor norms(rows.context(), DType::f64, {rows.count()});
  {
    const std::shared_lock reading(mutex);
    gather_with_norms<T>(weight, rows, options.norm_type, out, norms);
  }
  std::vector<int64_t> above_bound;
  for (int64_t i = 0; i < rows.count(); ++i)
    if (above(norms.data<double>()[i], *options.max_norm)) above_bound.push_back(rows.data<int64_t>()[i]);
  if (above_bound.empty()) return;
  std::sort(above_bound.begin(), above_bound.end());
  above_bound.erase(std::unique(above_bound.begin(), above_bound.end()), above_bound.end());
  const Candidates candidates(weight, above_bound);
  const std::unique_lock writing(mutex);
  rescale<T>(change, weight, candidates, options);
  gather<T>(weight, rows, out);
}

}  // namespace

EmbeddingOptions checked_lookup(const char* op, const Variable& weight, const Tensor& indices,
                                const EmbeddingOptions& options) {
  check_same_context(op, weight.data(), indices);
  if (weight.rank() != 2)
    fail(Code::shape_mismatch, "{}: weight {} is no matrix", op, to_string(weight.shape()));
  if (!is_floating(weight.dtype()))
    fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", op, name_of(weight.dtype()));
  if (!weight.data().is_contiguous()) fail(Code::invalid_argument, "{}: the weight must be contiguous", op);
  const int64_t num_embeddings = weight.size(0);
  EmbeddingOptions checked = options;
  std::optional<int64_t>& padding_idx = checked.padding_idx;
  if (padding_idx) {
    if (*padding_idx < -num_embeddings || *padding_idx >= num_embeddings)
      fail(Code::index_out_of_range, "{}: padding_idx {} is not in [{}, {})", op, *padding_idx,
           -num_embeddings, num_embeddings);
    if (*padding_idx < 0) *padding_idx += num_embeddings;
  }
  if (options.max_norm && !(*options.max_norm > 0))
    fail(Code::invalid_argument, "{}: max_norm {} must be positive", op, *options.max_norm);
  if (!(options.norm_type > 0))
    fail(Code::invalid_argument, "{}: norm_type {} must be positive", op, options.norm_type);
  return checked;
}

Tensor checked_rows(const char* op, const Tensor& indices, int64_t num_embeddings) {
  Tensor rows = index_copy(op, indices);
  const int64_t* values = rows.data<int64_t>();
  for (int64_t i = 0; i < rows.count(); ++i)
    if (values[i] < 0 || values[i] >= num_embeddings)
      fail(Code::index_out_of_range, "{}: index {} at position {} is not in [0, {})", op, values[i],
           to_string(index_at(indices.shape(), i)), num_embeddings);
  return rows;
}

Tensor looked_up(const char* change, const Tensor& weight, const Tensor& rows,
                 const EmbeddingOptions& options) {
  const Tensor flat = rows.reshape({-1});
  Tensor out(weight.context(), weight.dtype(), {rows.count(), weight.size(1)});
  dispatch_floating(change, weight.dtype(),
                    [&](auto type) { look_up<decltype(type)>(change, weight, flat, options, out); });
  return out;
}

RowGroups group_by_row(const Tensor& rows, std::optional<int64_t> padding_idx) {
  const int64_t count = rows.count();
  const auto make = [&](int64_t size) { return Tensor(rows.context(), DType::i64, {size}); };
  const Tensor found = make(count), begin = make(count + 1), order = make(count), scratch = make(4 * count);
  const kernels::GroupSizes sizes = kernels::group_rows(
      count, rows.data<int64_t>(), padding_idx.value_or(-1), scratch.mutable_data<int64_t>(),
      found.mutable_data<int64_t>(), begin.mutable_data<int64_t>(), order.mutable_data<int64_t>());
  return {found.rows(0, sizes.groups), begin.rows(0, sizes.groups + 1), order.rows(0, sizes.members)};
}

RowSparse gradient_of_rows(const RowGroups& groups, const Tensor& dy, const Dims& shape) {
  return {groups.rows, Tensor(dy.context(), dy.dtype(), {groups.rows.count(), shape[1]}), shape};
}

RowSparse row_gradient(const char* op, const RowGroups& groups, const Tensor& dy, const Dims& shape,
                       bool by_frequency, const Tensor& source, const Tensor& share) {
  const RowSparse gradient = gradient_of_rows(groups, dy, shape);
  const int64_t count = groups.rows.count(), members = groups.order.count();
  const int64_t *begin = groups.begin.data<int64_t>(), *order = groups.order.data<int64_t>();
  Tensor position = groups.order;
  if (source) {
    position = Tensor(dy.context(), DType::i64, {members});
    for (int64_t j = 0; j < members; ++j)
      position.mutable_data<int64_t>()[j] = source.data<int64_t>()[order[j]];
  }
  dispatch_floating(op, dy.dtype(), [&](auto type) {
    using T = decltype(type);
    Tensor scale, shares;
    if (by_frequency) {
      scale = Tensor(dy.context(), dy.dtype(), {count});
      for (int64_t g = 0; g < count; ++g)
        scale.mutable_data<T>()[g] = T{1} / static_cast<T>(begin[g + 1] - begin[g]);
    }
    if (share) {
      shares = Tensor(dy.context(), dy.dtype(), {members});
      for (int64_t j = 0; j < members; ++j) shares.mutable_data<T>()[j] = share.data<T>()[order[j]];
    }
    kernels::sum_groups<T>(dy.threads(), count, shape[1], begin, position.data<int64_t>(),
                           share ? shares.data<T>() : nullptr, dy.data<T>(),
                           by_frequency ? scale.data<T>() : nullptr, gradient.values.mutable_data<T>());
  });
  return gradient;
}

}  // namespace nnl
