#include "kernels/prelu.h"

#include "autograd/node.h"
#include "ops/activation.h"

namespace nnl {
namespace {

/// x as an (outer, channels, inner) array; a single slope makes everything one channel.
struct Channels {
  int64_t outer, channels, inner;
};

Channels channels_of(const Dims& shape, int64_t slopes) {
  const int64_t count = count_elements(shape);
  if (count == 0) return {0, slopes, 1};
  if (slopes == 1) return {1, 1, count};
  return {shape[0], slopes, count / (shape[0] * slopes)};
}

}  // namespace

Variable prelu(const Variable& x, const Variable& weight) {
  const OpScope scope("prelu", x);
  check_same_context("prelu", x.data(), weight.data());
  check_same_dtype("prelu", x.data(), weight.data());
  if (weight.rank() > 1)
    fail(Code::shape_mismatch, "prelu: weight {} has more than one axis", to_string(weight.shape()));
  const int64_t slopes = weight.count(), channels = x.rank() > 1 ? x.size(1) : 1;
  if (slopes != 1 && (slopes != channels || x.rank() == 0))
    fail(Code::shape_mismatch, "prelu: {} slopes for input {}, whose axis 1 wants {} or 1", slopes,
         to_string(x.shape()), channels);
  const Tensor source = x.data().contiguous(), slope = weight.data().contiguous();
  const Channels c = channels_of(x.shape(), slopes);
  Tensor y(x.context(), x.dtype(), x.shape());
  dispatch_floating("prelu", x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::prelu<T>(x.threads(), c.outer, c.channels, c.inner, source.data<T>(), slope.data<T>(),
                      y.mutable_data<T>());
  });
  return record("prelu", y, {x, weight}, {source, slope}, [c, shape = weight.shape()](Backward& b) {
    const Tensor &dy = b.dy(), &saved = b.saved(0);
    dispatch_floating("prelu", dy.dtype(), [&](auto type) {
      using T = decltype(type);
      if (b.needs(0)) {
        Tensor dx(dy.context(), dy.dtype(), dy.shape());
        kernels::prelu_backward<T>(dy.threads(), c.outer, c.channels, c.inner, saved.data<T>(),
                                   b.saved(1).data<T>(), dy.data<T>(), dx.mutable_data<T>());
        b.give(0, dx);
      }
      if (b.needs(1)) {
        const Tensor scratch(dy.context(), DType::f64, {c.outer * c.channels});
        Tensor dslope(dy.context(), dy.dtype(), shape);
        kernels::prelu_slope_gradient<T>(dy.threads(), c.outer, c.channels, c.inner, saved.data<T>(),
                                         dy.data<T>(), scratch.mutable_data<double>(),
                                         dslope.mutable_data<T>());
        b.give(1, dslope);
      }
    });
  });
}

}  // namespace nnl
