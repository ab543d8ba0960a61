#include "optim/clip.h"

#include <cmath>
#include <unordered_set>
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

/// The parameters that have a gradient, each once, all of one context.
std::vector<Variable> with_gradients(const char* op, std::span<const Variable> parameters) {
  std::vector<Variable> result;
  std::unordered_set<const VariableState*> seen;
  for (const Variable& parameter : parameters) {
    check_same_context(op, parameters[0].data(), parameter.data());
    if (parameter.grad() && seen.insert(parameter.state()).second) result.push_back(parameter);
  }
  return result;
}

/// Replaces every gradient by `change(threads, count, values, out)` of it: all of them or, on failure, none.
template <class Change>
void replace_gradients(std::vector<Variable>& parameters, Change change) {
  std::vector<Gradient> changed;
  for (const Variable& parameter : parameters) {
    const Tensor values = stored(parameter.grad());
    Tensor result(values.context(), values.dtype(), values.shape());
    dispatch_floating("clip", values.dtype(), [&](auto type) {
      using T = decltype(type);
      change(values.threads(), values.count(), values.data<T>(), result.mutable_data<T>());
    });
    changed.push_back(with_stored(parameter.grad(), result));
  }
  for (size_t i = 0; i < parameters.size(); ++i) parameters[i].set_grad(std::move(changed[i]));
}

}  // namespace

double clip_grad_norm(std::span<const Variable> parameters, double max_norm, double norm_type,
                      bool error_if_nonfinite) {
  if (!(norm_type > 0))
    fail(Code::invalid_argument, "clip_grad_norm: norm_type {} must be positive", norm_type);
  if (!(max_norm >= 0))
    fail(Code::invalid_argument, "clip_grad_norm: max_norm {} must not be negative", max_norm);
  std::vector<Variable> clipped = with_gradients("clip_grad_norm", parameters);
  std::vector<double> norms;
  for (const Variable& parameter : clipped) {
    const Tensor values = stored(parameter.grad());
    norms.push_back(dispatch_floating("clip_grad_norm", values.dtype(), [&](auto type) {
      return kernels::row_norm(values.threads(), values.data<decltype(type)>(), values.count(), norm_type);
    }));
  }
  if (norms.empty()) return 0;
  const double total = kernels::row_norm(1, norms.data(), static_cast<int64_t>(norms.size()), norm_type);
  if (error_if_nonfinite && !std::isfinite(total))
    fail(Code::invalid_state, "clip_grad_norm: the norm of the gradients is {}", total);
  const double ratio = max_norm / (total + 1e-6);
  const double factor = ratio > 1 ? 1 : ratio;  // NaN stays NaN
  replace_gradients(clipped, [factor](int threads, int64_t n, const auto* values, auto* out) {
    using T = std::remove_reference_t<decltype(*out)>;
    kernels::affine<T>(threads, n, values, static_cast<T>(factor), T{0}, out);
  });
  return total;
}

void clip_grad_value(std::span<const Variable> parameters, double clip_value) {
  if (!(clip_value >= 0))
    fail(Code::invalid_argument, "clip_grad_value: {} must not be negative", clip_value);
  std::vector<Variable> clipped = with_gradients("clip_grad_value", parameters);
  replace_gradients(clipped, [clip_value](int, int64_t n, const auto* values, auto* out) {
    using T = std::remove_reference_t<decltype(*out)>;
    const T bound = static_cast<T>(clip_value);
    for (int64_t i = 0; i < n; ++i)
      out[i] = values[i] > bound ? bound : values[i] < -bound ? -bound : values[i];
  });
}

}  // namespace nnl
