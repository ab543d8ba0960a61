// The activations that are curves with settings; see ops/activation.h.
#include "kernels/curve.h"

#include <cmath>

#include "autograd/node.h"
#include "ops/activation.h"

namespace nnl {
namespace {

/// The curve that pick(kernels) gives, with settings a and b.
template <class Pick>
Variable curve(const char* op, const Variable& x, double a, double b, Pick pick) {
  const OpScope scope(op, x);
  const Tensor source = x.data().contiguous();
  Tensor y(x.context(), x.dtype(), x.shape());
  dispatch_floating(op, x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::curve<T>(x.threads(), pick(kernels::best<kernels::CurveKernels<T>>()).forward, source.data<T>(),
                      static_cast<T>(a), static_cast<T>(b), y.mutable_data<T>(), x.count());
  });
  return record(op, y, {x}, {source}, [=](Backward& g) {
    const Tensor& dy = g.dy();
    Tensor dx(dy.context(), dy.dtype(), dy.shape());
    dispatch_floating(op, dy.dtype(), [&](auto type) {
      using T = decltype(type);
      kernels::curve_backward<T>(dy.threads(), pick(kernels::best<kernels::CurveKernels<T>>()).backward,
                                 g.saved(0).data<T>(), static_cast<T>(a), static_cast<T>(b), dy.data<T>(),
                                 dx.mutable_data<T>(), dy.count());
    });
    g.give(0, dx);
  });
}

void check_number(const char* op, const char* name, double value) {
  if (std::isnan(value)) fail(Code::invalid_argument, "{}: {} is nan", op, name);
}

}  // namespace

Variable elu(const Variable& x, double alpha) {
  check_number("elu", "alpha", alpha);
  return curve("elu", x, alpha, 0, [](const auto& k) { return k.elu; });
}

Variable gelu(const Variable& x, GeluApproximation approximate) {
  if (approximate == GeluApproximation::tanh)
    return curve("gelu", x, 0, 0, [](const auto& k) { return k.gelu_tanh; });
  return curve("gelu", x, 0, 0, [](const auto& k) { return k.gelu; });
}

Variable silu(const Variable& x) {
  return curve("silu", x, 0, 0, [](const auto& k) { return k.silu; });
}

Variable softplus(const Variable& x, double beta, double threshold) {
  check_number("softplus", "beta", beta);
  check_number("softplus", "threshold", threshold);
  return curve("softplus", x, beta, threshold, [](const auto& k) { return k.softplus; });
}

Variable hardtanh(const Variable& x, double min_val, double max_val) {
  if (!(min_val <= max_val))
    fail(Code::invalid_argument, "hardtanh: min_val {} is not at most max_val {}", min_val, max_val);
  return curve("hardtanh", x, min_val, max_val, [](const auto& k) { return k.hardtanh; });
}

}  // namespace nnl
