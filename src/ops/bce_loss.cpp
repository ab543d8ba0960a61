// Binary cross entropy of probabilities and of logits.
#include <algorithm>
#include <cmath>

#include "ops/index.h"
#include "ops/losses.h"
#include "ops/pair_loss.h"

namespace nnl {
namespace {

template <class T>
struct BinaryCrossEntropy {
  T value(T x, T y, T /*p*/) const {
    return (y - 1) * std::max(std::log1p(-x), T{-100}) - y * std::max(std::log(x), T{-100});
  }
  T by_input(T x, T y, T /*p*/) const { return (x - y) / std::max((1 - x) * x, T(1e-12F)); }
  T by_target(T x, T /*y*/, T /*p*/) const { return std::log(1 - x) - std::log(x); }
};

/// With s = sigmoid(x): -p y log s - (1 - y) log(1 - s) = (1 - y) x + (1 + (p - 1) y) softplus(-x).
template <class T>
struct BinaryCrossEntropyOfLogits {
  static T softplus_of_minus(T x) { return std::max(-x, T{0}) + std::log1p(std::exp(-std::abs(x))); }
  static T sigmoid_of_minus(T x) {
    const T e = std::exp(-std::abs(x));
    return x >= 0 ? e / (1 + e) : 1 / (1 + e);
  }
  T value(T x, T y, T p) const { return (1 - y) * x + (1 + (p - 1) * y) * softplus_of_minus(x); }
  T by_input(T x, T y, T p) const { return (1 - y) - (1 + (p - 1) * y) * sigmoid_of_minus(x); }
  T by_target(T x, T /*y*/, T p) const { return (p - 1) * softplus_of_minus(x) - x; }
};

void check_probabilities(const Tensor& input) {
  dispatch_floating("bce_loss", input.dtype(), [&](auto type) {
    using T = decltype(type);
    const Tensor row_major = input.contiguous();
    const T* x = row_major.data<T>();
    for (int64_t i = 0; i < input.count(); ++i)
      if (!(x[i] >= 0 && x[i] <= 1))
        fail(Code::invalid_argument, "bce_loss: input {} at position {} is not in [0, 1]", x[i],
             to_string(index_at(input.shape(), i)));
  });
}

}  // namespace

Variable bce_loss(const Variable& input, const Variable& target, const Tensor& weight, Reduction reduction) {
  const OpScope scope("bce_loss", input);
  check_pair("bce_loss", input, target);
  check_probabilities(input.data());
  return pair_loss("bce_loss", input, target, loss_weight("bce_loss", "weight", input, weight), {}, reduction,
                   [](auto type) { return BinaryCrossEntropy<decltype(type)>(); });
}

Variable bce_with_logits_loss(const Variable& input, const Variable& target, const Tensor& weight,
                              const Tensor& pos_weight, Reduction reduction) {
  const char* op = "bce_with_logits_loss";
  const OpScope scope(op, input);
  check_pair(op, input, target);
  return pair_loss(op, input, target, loss_weight(op, "weight", input, weight),
                   loss_weight(op, "pos_weight", input, pos_weight), reduction,
                   [](auto type) { return BinaryCrossEntropyOfLogits<decltype(type)>(); });
}

}  // namespace nnl
