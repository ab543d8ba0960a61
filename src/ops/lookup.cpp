#include "ops/lookup.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "base/striped_lock.h"
#include "base/transaction.h"
#include "kernels/rows.h"
#include "ops/index.h"

namespace nnl {
namespace {

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
void rescale(const char* change, const Tensor& weight, const std::vector<Rescale<T>>& rows) {
  if (rows.empty()) return;
  check_writable(change, weight);
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
  weight.changed(change);
}

template <class T>
void read_bounded_as(const char* change, const Tensor& weight, const Tensor& rows,
                     const EmbeddingOptions& options, const std::function<void()>& read) {
  const std::vector<int64_t> unique = unique_rows(rows);
  std::shared_mutex& mutex = striped_lock(weight.storage().get());
  const auto above = [&] { return rows_above<T>(weight, unique, *options.max_norm, options.norm_type); };
  {
    const std::shared_lock reading(mutex);
    if (above().empty()) return read();
  }
  const std::unique_lock writing(mutex);
  rescale(change, weight, above());
  read();
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

void read_bounded(const char* change, const Tensor& weight, const Tensor& rows,
                  const EmbeddingOptions& options, const std::function<void()>& read) {
  if (!options.max_norm) return read();
  dispatch_floating(change, weight.dtype(),
                    [&](auto type) { read_bounded_as<decltype(type)>(change, weight, rows, options, read); });
}

RowGroups group_by_row(const Tensor& rows, std::optional<int64_t> padding_idx) {
  std::vector<std::pair<int64_t, int64_t>> order;
  const int64_t* values = rows.data<int64_t>();
  order.reserve(static_cast<size_t>(rows.count()));
  for (int64_t i = 0; i < rows.count(); ++i)
    if (values[i] != padding_idx) order.emplace_back(values[i], i);
  std::sort(order.begin(), order.end());
  RowGroups groups;
  for (const auto& [row, at] : order) {
    if (groups.rows.empty() || groups.rows.back() != row) {
      groups.rows.push_back(row);
      groups.begin.push_back(static_cast<int64_t>(groups.order.size()));
    }
    groups.order.push_back(at);
  }
  groups.begin.push_back(static_cast<int64_t>(groups.order.size()));
  return groups;
}

RowSparse gradient_of_rows(const RowGroups& groups, const Tensor& dy, const Dims& shape) {
  const auto count = static_cast<int64_t>(groups.rows.size());
  return {Tensor::from<int64_t>(dy.context(), {count}, groups.rows),
          Tensor(dy.context(), dy.dtype(), {count, shape[1]}), shape};
}

RowSparse row_gradient(const char* op, const RowGroups& groups, const Tensor& dy, const Dims& shape,
                       bool by_frequency, const Tensor& source, const Tensor& share) {
  const RowSparse gradient = gradient_of_rows(groups, dy, shape);
  std::vector<int64_t> position = groups.order;
  for (int64_t& at : position)
    if (source) at = source.data<int64_t>()[at];
  dispatch_floating(op, dy.dtype(), [&](auto type) {
    using T = decltype(type);
    std::vector<T> scale, shares;
    for (size_t g = 0; by_frequency && g < groups.rows.size(); ++g)
      scale.push_back(T{1} / static_cast<T>(groups.begin[g + 1] - groups.begin[g]));
    if (share)
      for (const int64_t lookup : groups.order) shares.push_back(share.data<T>()[lookup]);
    kernels::sum_groups<T>(dy.threads(), gradient.rows.count(), shape[1], groups.begin.data(),
                           position.data(), share ? shares.data() : nullptr, dy.data<T>(),
                           by_frequency ? scale.data() : nullptr, gradient.values.mutable_data<T>());
  });
  return gradient;
}

}  // namespace nnl
