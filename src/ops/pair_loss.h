// Losses of two tensors, element by element.
#pragma once

#include "autograd/node.h"
#include "kernels/pair_loss.h"
#include "ops/data_or_null.h"
#include "ops/loss_tensor.h"

namespace nnl {

/// A loss given by `make`, where make(T{}) has the functions value(x, y, p) and its derivatives by_input and
/// by_target for the elements x of the input, y of the target and p of pos_weight. The weights are contiguous
/// and of the input's shape, or empty.
template <class Make>
Variable pair_loss(const char* op, const Variable& input, const Variable& target, const Tensor& weight,
                   const Tensor& pos_weight, Reduction reduction, Make make) {
  check_pair(op, input, target);
  const Tensor x = input.data().contiguous(), y = target.data().contiguous();
  const int64_t n = x.count();
  const auto pairs_of = [](auto type, const Tensor& a, const Tensor& b, const Tensor& w, const Tensor& p) {
    using T = decltype(type);
    return kernels::LossPairs<T>{a.data<T>(), b.data<T>(), data_or_null<T>(w), data_or_null<T>(p)};
  };
  Tensor result(x.context(), x.dtype(), reduction == Reduction::none ? x.shape() : Dims{});
  dispatch_floating(op, x.dtype(), [&](auto type) {
    using T = decltype(type);
    const auto pairs = pairs_of(type, x, y, weight, pos_weight);
    const auto value = [loss = make(type)](T a, T b, T p) { return loss.value(a, b, p); };
    T* out = result.mutable_data<T>();
    if (reduction == Reduction::none) {
      kernels::pair_loss<T>(x.threads(), n, pairs, value, nullptr, T{1}, out);
      return;
    }
    const double total = kernels::pair_loss_sum(x.threads(), n, pairs, value);
    *out = static_cast<T>(reduction == Reduction::mean ? total / static_cast<double>(n) : total);
  });
  return record(op, result, {input, target}, {x, y, weight, pos_weight},
                [op, reduction, make, pairs_of](Backward& b) {
                  const Tensor& saved = b.saved(0);
                  const bool each = reduction == Reduction::none;
                  const double whole = reduction == Reduction::mean ? static_cast<double>(saved.count()) : 1;
                  dispatch_floating(op, saved.dtype(), [&](auto type) {
                    using T = decltype(type);
                    const auto pairs = pairs_of(type, saved, b.saved(1), b.saved(2), b.saved(3));
                    const T* dloss = each ? b.dy().template data<T>() : nullptr;
                    const T scale = each ? T{1} : static_cast<T>(b.dy().item() / whole);
                    const auto give = [&](int which, const auto& derivative) {
                      if (!b.needs(which)) return;
                      Tensor gradient(saved.context(), saved.dtype(), saved.shape());
                      kernels::pair_loss<T>(saved.threads(), saved.count(), pairs, derivative, dloss, scale,
                                            gradient.mutable_data<T>());
                      b.give(which, gradient);
                    };
                    const auto loss = make(type);
                    give(0, [&](T a, T c, T p) { return loss.by_input(a, c, p); });
                    give(1, [&](T a, T c, T p) { return loss.by_target(a, c, p); });
                  });
                });
}

}  // namespace nnl
