#include "ops/embedding_bag.h"

#include <algorithm>
#include <span>

#include "autograd/node.h"
#include "kernels/bags.h"
#include "kernels/rows.h"
#include "ops/index.h"
#include "ops/lookup.h"

namespace nnl {
namespace {

/// Where each bag begins among the indices, and their number.
Tensor bag_bounds(const Tensor& indices, const Tensor& offsets, bool include_last_offset) {
  if (indices.rank() != 1 && indices.rank() != 2)
    fail(Code::shape_mismatch, "embedding_bag: indices {} have neither one axis nor two",
         to_string(indices.shape()));
  const int64_t n = indices.count();
  if (indices.rank() == 2) {
    if (offsets)
      fail(Code::invalid_argument, "embedding_bag: offsets for indices {}, each row of which is a bag",
           to_string(indices.shape()));
    const Tensor bounds(indices.context(), DType::i64, {indices.size(0) + 1});
    for (int64_t bag = 0; bag <= indices.size(0); ++bag)
      bounds.mutable_data<int64_t>()[bag] = bag * indices.size(1);
    return bounds;
  }
  if (!offsets)
    fail(Code::invalid_argument, "embedding_bag: indices {} of one axis without offsets",
         to_string(indices.shape()));
  if (offsets.rank() != 1)
    fail(Code::shape_mismatch, "embedding_bag: offsets {} have not one axis", to_string(offsets.shape()));
  const Tensor begins = index_copy("embedding_bag", offsets, "offsets");
  const std::span<const int64_t> given(begins.data<int64_t>(), static_cast<size_t>(begins.count()));
  if (given.empty() && (include_last_offset || n > 0))
    fail(Code::shape_mismatch, "embedding_bag: no offset for {} indices{}", n,
         include_last_offset ? " and include_last_offset" : "");
  for (size_t i = 0; i < given.size(); ++i) {
    const int64_t least = i == 0 ? 0 : given[i - 1], most = i == 0 ? 0 : n;
    if (given[i] < least || given[i] > most)
      fail(Code::index_out_of_range, "embedding_bag: offset {} at position {} is not in [{}, {}]", given[i],
           i, least, most);
  }
  if (include_last_offset && given.back() != n)
    fail(Code::index_out_of_range,
         "embedding_bag: the last offset is {}, but with include_last_offset the number of indices, {}",
         given.back(), n);
  if (include_last_offset) return begins;
  const Tensor bounds(indices.context(), DType::i64, {begins.count() + 1});
  std::copy(given.begin(), given.end(), bounds.mutable_data<int64_t>());
  bounds.mutable_data<int64_t>()[given.size()] = n;
  return bounds;
}

/// The look-ups without padding, in input order: their rows, their places among the indices, their bags; and
/// where each bag begins among them, and their number.
struct Bags {
  Tensor row, place, bag, begin;
};

Bags bags_of(const Tensor& rows, const Tensor& bounds, std::optional<int64_t> padding_idx) {
  const int64_t* bound = bounds.data<int64_t>();
  const Tensor begin(rows.context(), DType::i64, bounds.shape());
  std::vector<int64_t> row, place, bag;
  for (int64_t b = 0; b + 1 < bounds.count(); ++b) {
    begin.mutable_data<int64_t>()[b] = static_cast<int64_t>(row.size());
    for (int64_t i = bound[b]; i < bound[b + 1]; ++i) {
      const int64_t r = rows.data<int64_t>()[i];
      if (r == padding_idx) continue;
      row.push_back(r);
      place.push_back(i);
      bag.push_back(b);
    }
  }
  begin.mutable_data<int64_t>()[bounds.count() - 1] = static_cast<int64_t>(row.size());
  const auto tensor = [&](const std::vector<int64_t>& values) {
    return Tensor::from<int64_t>(rows.context(), {static_cast<int64_t>(values.size())}, values);
  };
  return {tensor(row), tensor(place), tensor(bag), begin};
}

void check_sample_weights(const Variable& weight, const Tensor& indices, const Variable& sample_weights,
                          BagMode mode) {
  if (!sample_weights) return;
  check_same_context("embedding_bag", weight.data(), sample_weights.data());
  check_same_dtype("embedding_bag", weight.data(), sample_weights.data());
  if (mode != BagMode::sum)
    fail(Code::not_supported, "embedding_bag: per_sample_weights are for mode sum alone");
  if (!(sample_weights.shape() == indices.shape()))
    fail(Code::shape_mismatch, "embedding_bag: per_sample_weights {} have not the shape of the indices, {}",
         to_string(sample_weights.shape()), to_string(indices.shape()));
}

/// The sample weight of each look-up.
template <class T>
Tensor picked(const Tensor& sample_weights, const Tensor& place) {
  const Tensor values = sample_weights.contiguous();
  Tensor share(values.context(), values.dtype(), place.shape());
  for (int64_t j = 0; j < place.count(); ++j)
    share.mutable_data<T>()[j] = values.data<T>()[place.data<int64_t>()[j]];
  return share;
}

/// One over the look-ups of each bag; 1 for an empty one.
template <class T>
std::vector<T> inverse_counts(const Tensor& begin) {
  std::vector<T> inverse;
  const int64_t* at = begin.data<int64_t>();
  for (int64_t b = 0; b + 1 < begin.count(); ++b)
    inverse.push_back(T{1} / static_cast<T>(std::max<int64_t>(1, at[b + 1] - at[b])));
  return inverse;
}

/// The same for each look-up.
template <class T>
Tensor mean_shares(const Tensor& dy, const Tensor& bag, const Tensor& begin) {
  const std::vector<T> inverse = inverse_counts<T>(begin);
  Tensor share(dy.context(), dy.dtype(), bag.shape());
  for (int64_t j = 0; j < bag.count(); ++j)
    share.mutable_data<T>()[j] = inverse[static_cast<size_t>(bag.data<int64_t>()[j])];
  return share;
}

template <class T>
RowSparse won_gradient(const Tensor& row, const Tensor& bag, const Tensor& winner, const Tensor& dy,
                       const Dims& shape) {
  const RowGroups groups = group_by_row(row);
  const RowSparse gradient = gradient_of_rows(groups, dy, shape);
  kernels::sum_won<T>(dy.threads(), gradient.rows.count(), shape[1], groups.begin.data<int64_t>(),
                      groups.order.data<int64_t>(), bag.data<int64_t>(), winner.data<int64_t>(), dy.data<T>(),
                      gradient.values.mutable_data<T>());
  return gradient;
}

}  // namespace

Variable embedding_bag(const Variable& weight, const Tensor& indices, const Tensor& offsets,
                       const Variable& per_sample_weights, const EmbeddingBagOptions& options) {
  const OpScope scope("embedding_bag", weight);
  const EmbeddingOptions o = checked_lookup("embedding_bag", weight, indices, options);
  const BagMode mode = options.mode;
  if (mode == BagMode::max && o.scale_grad_by_freq)
    fail(Code::not_supported, "embedding_bag: scale_grad_by_freq is not for mode max");
  if (offsets) check_same_context("embedding_bag", weight.data(), offsets);
  check_sample_weights(weight, indices, per_sample_weights, mode);
  const Tensor bounds = bag_bounds(indices, offsets, options.include_last_offset);
  const int64_t count = bounds.count() - 1, width = weight.size(1);
  Tensor result(weight.context(), weight.dtype(), {count, width}), share, winner;
  if (mode == BagMode::max) winner = Tensor(weight.context(), DType::i64, {count, width});
  const Tensor rows = checked_rows("embedding_bag", indices, weight.size(0));
  const Bags bags = bags_of(rows, bounds, o.padding_idx);

  // Rows that may be rescaled or are owed steps are looked up one by one first.
  const bool direct = !o.max_norm && !weight.data().storage()->pending();
  const Tensor source =
      direct ? weight.data() : looked_up("embedding_bag (max_norm)", weight.data(), rows, o);
  dispatch_floating("embedding_bag", weight.dtype(), [&](auto type) {
    using T = decltype(type);
    const int64_t* begin = bags.begin.data<int64_t>();
    const int64_t* position = (direct ? bags.row : bags.place).data<int64_t>();
    const T* values = source.data<T>();
    T* out = result.mutable_data<T>();
    if (mode == BagMode::max)
      return kernels::max_groups<T>(weight.threads(), count, width, begin, position, values, out,
                                    winner.mutable_data<int64_t>());
    if (per_sample_weights) share = picked<T>(per_sample_weights.data(), bags.place);
    const std::vector<T> scale = mode == BagMode::mean ? inverse_counts<T>(bags.begin) : std::vector<T>();
    kernels::sum_groups<T>(weight.threads(), count, width, begin, position, share ? share.data<T>() : nullptr,
                           values, mode == BagMode::mean ? scale.data() : nullptr, out);
  });

  const bool differentiates_shares = per_sample_weights && per_sample_weights.requires_grad();
  return record(
      "embedding_bag", result, {weight, per_sample_weights},
      {bags.row, bags.bag, bags.begin, share, winner, bags.place,
       differentiates_shares ? weight.data() : Tensor()},
      [shape = weight.shape(), indices_shape = indices.shape(), mode,
       frequency = o.scale_grad_by_freq](Backward& b) {
        const Tensor &dy = b.dy(), &row = b.saved(0), &bag = b.saved(1);
        dispatch_floating("embedding_bag", dy.dtype(), [&](auto type) {
          using T = decltype(type);
          if (b.needs(0) && mode == BagMode::max)
            b.give(0, won_gradient<T>(row, bag, b.saved(4), dy, shape));
          else if (b.needs(0))
            b.give(0, row_gradient("embedding_bag", group_by_row(row), dy, shape, frequency, bag,
                                   mode == BagMode::mean ? mean_shares<T>(dy, bag, b.saved(2)) : b.saved(3)));
          if (!b.needs(1)) return;
          Tensor dshare = Tensor::zeros(dy.context(), dy.dtype(), indices_shape);
          kernels::row_products<T>(dy.threads(), row.count(), shape[1], row.data<int64_t>(),
                                   b.saved(6).data<T>(), bag.data<int64_t>(), dy.data<T>(),
                                   b.saved(5).data<int64_t>(), dshare.mutable_data<T>());
          b.give(1, dshare);
        });
      });
}

}  // namespace nnl
