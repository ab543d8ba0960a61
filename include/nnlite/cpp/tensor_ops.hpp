// Operations on elements, axes and positions; they continue ops.hpp.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include <nnlite/cpp/tensor.hpp>

namespace nnlite {

/// Element by element.
inline Tensor exp(const Tensor& x) { return Tensor::make(nnl_exp, x.handle()); }
inline Tensor log(const Tensor& x) { return Tensor::make(nnl_log, x.handle()); }
inline Tensor sqrt(const Tensor& x) { return Tensor::make(nnl_sqrt, x.handle()); }
inline Tensor abs(const Tensor& x) { return Tensor::make(nnl_abs, x.handle()); }
inline Tensor negative(const Tensor& x) { return Tensor::make(nnl_negative, x.handle()); }
/// 1 / x
inline Tensor reciprocal(const Tensor& x) { return Tensor::make(nnl_reciprocal, x.handle()); }
/// x to a power: a number, or one for each element.
inline Tensor pow(const Tensor& x, double exponent) { return Tensor::make(nnl_pow, x.handle(), exponent); }
inline Tensor pow(const Tensor& x, const Tensor& exponent) {
  return Tensor::make(nnl_pow_tensor, x.handle(), exponent.handle());
}
/// min(max(x, low), high); a bound may be missing.
inline Tensor clamp(const Tensor& x, std::optional<double> low, std::optional<double> high = std::nullopt) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  return Tensor::make(nnl_clamp, x.handle(), low.value_or(-infinity), high.value_or(infinity));
}
/// The lesser and the greater of two elements.
inline Tensor minimum(const Tensor& a, const Tensor& b) {
  return Tensor::make(nnl_minimum, a.handle(), b.handle());
}
inline Tensor maximum(const Tensor& a, const Tensor& b) {
  return Tensor::make(nnl_maximum, a.handle(), b.handle());
}

/// Comparisons, of one dtype or with a number: bool tensors.
inline Tensor eq(const Tensor& a, const Tensor& b) { return Tensor::make(nnl_eq, a.handle(), b.handle()); }
inline Tensor ne(const Tensor& a, const Tensor& b) { return Tensor::make(nnl_ne, a.handle(), b.handle()); }
inline Tensor lt(const Tensor& a, const Tensor& b) { return Tensor::make(nnl_lt, a.handle(), b.handle()); }
inline Tensor le(const Tensor& a, const Tensor& b) { return Tensor::make(nnl_le, a.handle(), b.handle()); }
inline Tensor gt(const Tensor& a, const Tensor& b) { return Tensor::make(nnl_gt, a.handle(), b.handle()); }
inline Tensor ge(const Tensor& a, const Tensor& b) { return Tensor::make(nnl_ge, a.handle(), b.handle()); }
inline Tensor eq(const Tensor& a, double b) { return Tensor::make(nnl_eq_scalar, a.handle(), b); }
inline Tensor ne(const Tensor& a, double b) { return Tensor::make(nnl_ne_scalar, a.handle(), b); }
inline Tensor lt(const Tensor& a, double b) { return Tensor::make(nnl_lt_scalar, a.handle(), b); }
inline Tensor le(const Tensor& a, double b) { return Tensor::make(nnl_le_scalar, a.handle(), b); }
inline Tensor gt(const Tensor& a, double b) { return Tensor::make(nnl_gt_scalar, a.handle(), b); }
inline Tensor ge(const Tensor& a, double b) { return Tensor::make(nnl_ge_scalar, a.handle(), b); }
inline Tensor logical_not(const Tensor& x) { return Tensor::make(nnl_logical_not, x.handle()); }
inline Tensor logical_and(const Tensor& a, const Tensor& b) {
  return Tensor::make(nnl_logical_and, a.handle(), b.handle());
}
inline Tensor logical_or(const Tensor& a, const Tensor& b) {
  return Tensor::make(nnl_logical_or, a.handle(), b.handle());
}

/// a where `condition` (bool) is true, else b.
inline Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b) {
  return Tensor::make(nnl_where, condition.handle(), a.handle(), b.handle());
}
/// `value` where `mask` (bool) is true, else x.
inline Tensor masked_fill(const Tensor& x, const Tensor& mask, double value) {
  return Tensor::make(nnl_masked_fill, x.handle(), mask.handle(), value);
}

/// Elements selected along an axis, and where they stand (i64).
struct Selection {
  Tensor values;
  Tensor indices;
};

namespace detail {

/// What a function of nnlite.h selects: `select(arguments..., &values, &indices)`.
template <class Select, class... Arguments>
Selection selection(Select&& select, const Arguments&... arguments) {
  Selection made;
  made.indices = Tensor::make([&](auto* indices) {
    made.values = Tensor::make([&](auto* values) { return select(arguments..., values, indices); });
    return NNL_OK;
  });
  return made;
}

}  // namespace detail

/// The greatest or least of all elements.
inline Tensor max(const Tensor& x) { return Tensor::make(nnl_max, x.handle()); }
inline Tensor min(const Tensor& x) { return Tensor::make(nnl_min, x.handle()); }
/// The same along an axis; the first of equal ones.
inline Selection max(const Tensor& x, std::int64_t axis, bool keepdim = false) {
  return detail::selection(nnl_max_along, x.handle(), axis, keepdim);
}
inline Selection min(const Tensor& x, std::int64_t axis, bool keepdim = false) {
  return detail::selection(nnl_min_along, x.handle(), axis, keepdim);
}
/// Where it stands among all elements, or along an axis.
inline Tensor argmax(const Tensor& x) { return Tensor::make(nnl_argmax, x.handle(), 0); }
inline Tensor argmin(const Tensor& x) { return Tensor::make(nnl_argmin, x.handle(), 0); }
inline Tensor argmax(const Tensor& x, std::int64_t axis, bool keepdim = false) {
  return Tensor::make(nnl_argmax_along, x.handle(), axis, keepdim);
}
inline Tensor argmin(const Tensor& x, std::int64_t axis, bool keepdim = false) {
  return Tensor::make(nnl_argmin_along, x.handle(), axis, keepdim);
}
/// The k greatest (or least) elements along an axis, in order; of equal ones the lower index first.
inline Selection topk(const Tensor& x, std::int64_t k, std::int64_t axis = -1, bool largest = true) {
  return detail::selection(nnl_topk, x.handle(), k, axis, largest);
}

/// Variance and standard deviation over axes (none given: over all), divided by n - correction.
inline Tensor var(const Tensor& x, const std::vector<std::int64_t>& axes = {}, std::int64_t correction = 1,
                  bool keepdim = false) {
  return Tensor::make(nnl_var, x.handle(), detail::rank_of(axes), axes.data(), correction, keepdim);
}
inline Tensor std_deviation(const Tensor& x, const std::vector<std::int64_t>& axes = {},
                            std::int64_t correction = 1, bool keepdim = false) {
  return Tensor::make(nnl_std, x.handle(), detail::rank_of(axes), axes.data(), correction, keepdim);
}
/// The p-norm over axes (none given: over all).
inline Tensor norm(const Tensor& x, double p = 2, const std::vector<std::int64_t>& axes = {},
                   bool keepdim = false) {
  return Tensor::make(nnl_norm, x.handle(), p, detail::rank_of(axes), axes.data(), keepdim);
}

/// One after the other along an axis, or along a new one.
inline Tensor cat(const std::vector<Tensor>& tensors, std::int64_t axis = 0) {
  const auto handles = detail::handles(tensors);
  return Tensor::make(nnl_cat, detail::count_of(handles), handles.data(), axis);
}
inline Tensor stack(const std::vector<Tensor>& tensors, std::int64_t axis = 0) {
  const auto handles = detail::handles(tensors);
  return Tensor::make(nnl_stack, detail::count_of(handles), handles.data(), axis);
}
/// x[start:stop:step] along an axis; shares memory.
inline Tensor slice(const Tensor& x, std::int64_t axis, std::int64_t start,
                    std::int64_t stop = std::numeric_limits<std::int64_t>::max(), std::int64_t step = 1) {
  return Tensor::make(nnl_slice, x.handle(), axis, start, stop, step);
}
/// An axis cut into parts of these sizes, which share memory.
inline std::vector<Tensor> split(const Tensor& x, const std::vector<std::int64_t>& sizes,
                                 std::int64_t axis = 0) {
  std::vector<nnl_tensor> handles(sizes.size());
  check(nnl_split(x.handle(), axis, detail::count_of(sizes), sizes.data(), handles.data()));
  std::vector<Tensor> parts;
  std::size_t taken = 0;
  try {
    parts.reserve(handles.size());
    for (; taken < handles.size(); ++taken)
      parts.push_back(Tensor::make([&](nnl_tensor* part) {
        *part = handles[taken];
        return NNL_OK;
      }));
  } catch (...) {
    for (; taken < handles.size(); ++taken) nnl_tensor_release(handles[taken]);
    throw;
  }
  return parts;
}
/// The elements that an index (i32 or i64, x's rank) names along an axis.
inline Tensor gather(const Tensor& x, std::int64_t axis, const Tensor& index) {
  return Tensor::make(nnl_gather, x.handle(), axis, index.handle());
}
/// Whole slices at places along an axis.
inline Tensor index_select(const Tensor& x, std::int64_t axis, const Tensor& index) {
  return Tensor::make(nnl_index_select, x.handle(), axis, index.handle());
}
/// 1 at the index, else 0; without `classes` as many as the greatest index needs.
inline Tensor one_hot(const Tensor& index, std::int64_t classes = -1) {
  return Tensor::make(nnl_one_hot, index.handle(), classes);
}

/// Views with other axes.
inline Tensor permute(const Tensor& x, const std::vector<std::int64_t>& axes) {
  return Tensor::make(nnl_permute, x.handle(), detail::rank_of(axes), axes.data());
}
inline Tensor squeeze(const Tensor& x, const std::vector<std::int64_t>& axes = {}) {
  return Tensor::make(nnl_squeeze, x.handle(), detail::rank_of(axes), axes.data());
}
inline Tensor unsqueeze(const Tensor& x, std::int64_t axis) {
  return Tensor::make(nnl_unsqueeze, x.handle(), axis);
}
inline Tensor expand(const Tensor& x, const Shape& shape) {
  return Tensor::make(nnl_expand, x.handle(), detail::rank_of(shape), shape.data());
}

/// Matrix products of batches of equal size.
inline Tensor bmm(const Tensor& a, const Tensor& b) { return Tensor::make(nnl_bmm, a.handle(), b.handle()); }
/// The cosine of the angle between vectors along an axis.
inline Tensor cosine_similarity(const Tensor& a, const Tensor& b, std::int64_t axis = 1, double eps = 1e-8) {
  return Tensor::make(nnl_cosine_similarity, a.handle(), b.handle(), axis, eps);
}

}  // namespace nnlite
