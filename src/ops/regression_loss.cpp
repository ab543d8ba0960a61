// L1, smooth L1 (Girshick 2015) and Huber's loss.
#include <cmath>

#include "ops/losses.h"
#include "ops/pair_loss.h"

namespace nnl {
namespace {

/// A loss of the difference of input and target; `Slope` gives its derivative.
template <class T, class Value, class Slope>
struct DifferenceLoss {
  Value of;
  Slope slope;
  T value(T x, T y, T /*p*/) const { return of(x - y); }
  T by_input(T x, T y, T /*p*/) const { return slope(x - y); }
  T by_target(T x, T y, T /*p*/) const { return -slope(x - y); }
};

template <class T, class Value, class Slope>
DifferenceLoss<T, Value, Slope> of_difference(T /*type*/, Value value, Slope slope) {
  return {value, slope};
}

}  // namespace

Variable l1_loss(const Variable& input, const Variable& target, Reduction reduction) {
  const OpScope scope("l1_loss", input);
  return pair_loss("l1_loss", input, target, {}, {}, reduction, [](auto type) {
    using T = decltype(type);
    return of_difference(
        type, [](T d) { return std::abs(d); },
        [](T d) { return d > 0   ? T{1}
                         : d < 0 ? T{-1}
                                 : T{0}; });  // 0 at NaN too, as in PyTorch
  });
}

Variable smooth_l1_loss(const Variable& input, const Variable& target, double beta, Reduction reduction) {
  const OpScope scope("smooth_l1_loss", input);
  if (!(beta >= 0)) fail(Code::invalid_argument, "smooth_l1_loss: beta {} must not be negative", beta);
  if (beta == 0) return l1_loss(input, target, reduction);
  return pair_loss("smooth_l1_loss", input, target, {}, {}, reduction, [beta](auto type) {
    using T = decltype(type);
    const T b = static_cast<T>(beta);
    return of_difference(
        type,
        [b](T d) {
          const T size = std::abs(d);
          return size < b ? T(0.5) * size * (size / b) : size - T(0.5) * b;
        },
        [b](T d) { return d <= -b  ? T{-1}
                          : d >= b ? T{1}
                                   : d / b; });
  });
}

Variable huber_loss(const Variable& input, const Variable& target, double delta, Reduction reduction) {
  const OpScope scope("huber_loss", input);
  if (!(delta > 0)) fail(Code::invalid_argument, "huber_loss: delta {} must be positive", delta);
  return pair_loss("huber_loss", input, target, {}, {}, reduction, [delta](auto type) {
    using T = decltype(type);
    const T b = static_cast<T>(delta);
    return of_difference(
        type,
        [b](T d) {
          const T size = std::abs(d);
          return size < b ? T(0.5) * size * size : b * (size - T(0.5) * b);
        },
        [b](T d) { return d <= -b  ? -b
                          : d >= b ? b
                                   : d; });
  });
}

}  // namespace nnl
