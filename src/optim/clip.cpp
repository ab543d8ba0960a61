#include "optim/clip.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/elementwise.h"
#include "kernels/rows.h"

namespace nnl {
namespace {

/// The stored numbers of a gradient, contiguous.
Tensor stored(const Gradient& gradient) {
  return gradient.is_row_sparse() ? gradient.row_sparse().values : gradient.dense_tensor().contiguous();
}

Gradient with_stored(const Gradient& gradient, Tensor values) {
  if (!gradient.is_row_sparse()) return values;
  const RowSparse& sparse = gradient.row_sparse();
  return RowSparse{sparse.rows, std::move(values), sparse.shape};
}

/// Replaces every gradient by `change(values, count, out)` of it: all of them or, on failure, none.
template <class Change>
void replace_gradients(std::span<const Variable> parameters, Change change) {
  std::vector<std::pair<Variable, Gradient>> replaced;
  for (const Variable& parameter : parameters) {
    if (!parameter.grad()) continue;
    const bool seen = std::any_of(replaced.begin(), replaced.end(), [&](const auto& entry) {
      return entry.first.state() == parameter.state();
    });
    if (seen) continue;
    const Tensor values = stored(parameter.grad());
    Tensor result(values.context(), values.dtype(), values.shape());
    dispatch_floating("clip", values.dtype(), [&](auto type) {
      using T = decltype(type);
      change(values.threads(), values.count(), values.data<T>(), result.mutable_data<T>());
    });
    replaced.emplace_back(parameter, with_stored(parameter.grad(), result));
  }
  for (auto& [parameter, gradient] : replaced) parameter.set_grad(std::move(gradient));
}

}  // namespace

double clip_grad_norm(std::span<const Variable> parameters, double max_norm, double norm_type,
                      bool error_if_nonfinite) {
  if (!(norm_type > 0))
    fail(Code::invalid_argument, "clip_grad_norm: norm_type {} must be positive", norm_type);
  if (std::isnan(max_norm)) fail(Code::invalid_argument, "clip_grad_norm: max_norm is not a number");
  std::vector<double> norms;
  for (const Variable& parameter : parameters) {
    if (!parameter.grad()) continue;
    const Tensor values = stored(parameter.grad());
    norms.push_back(dispatch_floating("clip_grad_norm", values.dtype(), [&](auto type) {
      return kernels::row_norm(values.data<decltype(type)>(), values.count(), norm_type);
    }));
  }
  if (norms.empty()) return 0;
  const double total = kernels::row_norm(norms.data(), static_cast<int64_t>(norms.size()), norm_type);
  if (error_if_nonfinite && !std::isfinite(total))
    fail(Code::invalid_state, "clip_grad_norm: the norm of the gradients is {}", total);
  const double ratio = max_norm / (total + 1e-6);
  const double factor = ratio > 1 ? 1 : ratio;  // NaN stays NaN
  replace_gradients(parameters, [factor](int threads, int64_t n, const auto* values, auto* out) {
    using T = std::remove_reference_t<decltype(*out)>;
    kernels::affine<T>(threads, n, values, static_cast<T>(factor), T{0}, out);
  });
  return total;
}

void clip_grad_value(std::span<const Variable> parameters, double clip_value) {
  if (!(clip_value >= 0))
    fail(Code::invalid_argument, "clip_grad_value: {} must not be negative", clip_value);
  replace_gradients(parameters, [clip_value](int, int64_t n, const auto* values, auto* out) {
    using T = std::remove_reference_t<decltype(*out)>;
    const T bound = static_cast<T>(clip_value);
    for (int64_t i = 0; i < n; ++i)
      out[i] = values[i] > bound ? bound : values[i] < -bound ? -bound : values[i];
  });
}

}  // namespace nnl
