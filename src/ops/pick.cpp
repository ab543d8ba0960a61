#include "ops/pick.h"

#include "autograd/node.h"
#include "kernels/gather.h"

namespace nnl {
namespace {

kernels::Picks picks(int axis, const Tensor& index, const Dims& strides) {
  return {index.rank(),   axis, index.shape().begin(), index.data<int64_t>(), index.strides().begin(),
          strides.begin()};
}

}  // namespace

Variable pick(const char* op, const Variable& x, int axis, const Tensor& index, const Dims& shape) {
  const Tensor picked(x.context(), x.dtype(), index.shape());
  if (index.count() > 0)
    dispatch_any(x.dtype(), [&](auto type) {
      using T = decltype(type);
      kernels::gather(x.threads(), picks(axis, index, x.data().strides()), x.data().data<T>(),
                      picked.mutable_data<T>());
    });
  return record(op, picked.reshape(shape), {x}, {index}, [axis, from = x.shape()](Backward& b) {
    const Tensor dx = Tensor::zeros(b.dy().context(), b.dy().dtype(), from);
    const Tensor& at = b.saved(0);
    if (at.count() > 0)
      dispatch_floating("pick", dx.dtype(), [&](auto type) {
        using T = decltype(type);
        kernels::scatter_add(dx.threads(), picks(axis, at, dx.strides()), b.dy().template data<T>(),
                             dx.mutable_data<T>());
      });
    b.give(0, dx);
  });
}

}  // namespace nnl
