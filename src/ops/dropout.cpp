#include "ops/dropout.h"

#include <cmath>

#include "autograd/node.h"
#include "kernels/dropout.h"

namespace nnl {

Variable dropout(const Variable& x, double p, bool training) {
  const OpScope scope("dropout", x);
  if (!(p >= 0 && p <= 1)) fail(Code::invalid_argument, "dropout: p {} is not in [0, 1]", p);
  if (!is_floating(x.dtype()))
    fail(Code::dtype_mismatch, "dropout: f32 or f64 wanted, not {}", name_of(x.dtype()));
  const int64_t n = x.count();
  if (!training || p == 0 || n == 0) return x;
  const double scale = p == 1 ? 0 : 1 / (1 - p);
  const auto drop = static_cast<uint64_t>(std::llround(p * 0x1p32));
  const Tensor source = x.data().contiguous();
  Tensor y(x.context(), x.dtype(), x.shape()), mask(x.context(), DType::u8, x.shape());
  const int64_t blocks = (n + kernels::kDropoutPerBlock - 1) / kernels::kDropoutPerBlock;
  const RandomStream random = x.context().take_random(static_cast<uint64_t>(blocks));
  dispatch_floating("dropout", x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::dropout<T>(x.threads(), random.state(), drop, static_cast<T>(scale), n, source.data<T>(),
                        mask.mutable_data<uint8_t>(), y.mutable_data<T>());
  });
  return record("dropout", y, {x}, {mask}, [scale](Backward& b) {
    const Tensor& dy = b.dy();
    Tensor dx(dy.context(), dy.dtype(), dy.shape());
    dispatch_floating("dropout", dy.dtype(), [&](auto type) {
      using T = decltype(type);
      kernels::dropout_backward<T>(dy.threads(), static_cast<T>(scale), dy.count(),
                                   b.saved(0).data<uint8_t>(), dy.data<T>(), dx.mutable_data<T>());
    });
    b.give(0, dx);
  });
}

}  // namespace nnl
