#include "kernels/layer_norm.h"

#include <cmath>

#include "autograd/node.h"
#include "ops/data_or_null.h"
#include "ops/normalization.h"

namespace nnl {
namespace {

void check_affine(const char* name, const Variable& x, const Dims& normalized_shape, const Variable& values) {
  if (!values) return;
  check_same_context("layer_norm", x.data(), values.data());
  check_same_dtype("layer_norm", x.data(), values.data());
  if (!(values.shape() == normalized_shape))
    fail(Code::shape_mismatch, "layer_norm: {} {} must have the normalized shape {}", name,
         to_string(values.shape()), to_string(normalized_shape));
}

kernels::LayerNormShape checked_shape(const Variable& x, const Dims& normalized_shape, const Variable& weight,
                                      const Variable& bias, double eps) {
  if (!is_floating(x.dtype()))
    fail(Code::dtype_mismatch, "layer_norm: f32 or f64 wanted, not {}", name_of(x.dtype()));
  if (normalized_shape.empty()) fail(Code::shape_mismatch, "layer_norm: the normalized shape has no axes");
  check_eps("layer_norm", eps);
  const int first = x.rank() - normalized_shape.size();
  bool fits = first >= 0;
  for (int i = 0; fits && i < normalized_shape.size(); ++i) fits = x.size(first + i) == normalized_shape[i];
  if (!fits)
    fail(Code::shape_mismatch, "layer_norm: the last sizes of input {} must be the normalized shape {}",
         to_string(x.shape()), to_string(normalized_shape));
  check_affine("weight", x, normalized_shape, weight);
  check_affine("bias", x, normalized_shape, bias);
  kernels::LayerNormShape shape{1, count_elements(normalized_shape)};
  for (int axis = 0; axis < first; ++axis) shape.rows *= x.size(axis);
  return shape;
}

Tensor contiguous_or_none(const Variable& values) { return values ? values.data().contiguous() : Tensor(); }

}  // namespace

void check_eps(const char* op, double eps) {
  if (!(eps >= 0) || std::isinf(eps))
    fail(Code::invalid_argument, "{}: eps {} must be finite and not negative", op, eps);
}

Variable layer_norm(const Variable& x, const Dims& normalized_shape, const Variable& weight,
                    const Variable& bias, double eps) {
  const OpScope scope("layer_norm", x);
  const kernels::LayerNormShape shape = checked_shape(x, normalized_shape, weight, bias, eps);
  const Tensor input = x.data().contiguous(), gamma = contiguous_or_none(weight),
               beta = contiguous_or_none(bias), y(x.context(), x.dtype(), x.shape());
  const Dims rows = {input.count() > 0 ? shape.rows : 0};
  const Tensor mean(x.context(), DType::f64, rows), inverse_std(x.context(), DType::f64, rows);
  dispatch_floating("layer_norm", x.dtype(), [&](auto type) {
    using T = decltype(type);
    if (input.count() > 0)
      kernels::layer_norm<T>(x.threads(), shape, input.data<T>(), data_or_null<T>(gamma),
                             data_or_null<T>(beta), eps, y.mutable_data<T>(), mean.mutable_data<double>(),
                             inverse_std.mutable_data<double>());
  });
  return record("layer_norm", y, {x, weight, bias}, {input, gamma, mean, inverse_std},
                [shape, normalized_shape](Backward& b) {
                  const Tensor& saved = b.saved(0);
                  Context& owner = saved.context();
                  const DType dtype = saved.dtype();
                  Tensor dx, dgamma, dbeta;
                  if (b.needs(0)) dx = Tensor(owner, dtype, saved.shape());
                  if (b.needs(1)) dgamma = Tensor::zeros(owner, dtype, normalized_shape);
                  if (b.needs(2)) dbeta = Tensor::zeros(owner, dtype, normalized_shape);
                  dispatch_floating("layer_norm", dtype, [&](auto type) {
                    using T = decltype(type);
                    if (saved.count() == 0) return;
                    kernels::LayerNormScratch<T> scratch{};
                    Tensor sums, block;
                    if (dgamma || dbeta) {
                      const Dims size{2 * kernels::layer_norm_parts(shape) * shape.length};
                      sums = Tensor(owner, DType::f64, size);
                      block = Tensor(owner, dtype, size);
                      scratch = {sums.mutable_data<double>(), block.mutable_data<T>()};
                    }
                    kernels::layer_norm_backward<T>(
                        saved.threads(), shape, saved.data<T>(), b.dy().template data<T>(),
                        b.saved(2).template data<double>(), b.saved(3).template data<double>(),
                        data_or_null<T>(b.saved(1)), mutable_data_or_null<T>(dx),
                        mutable_data_or_null<T>(dgamma), mutable_data_or_null<T>(dbeta), scratch);
                  });
                  if (dx) b.give(0, dx);
                  if (dgamma) b.give(1, dgamma);
                  if (dbeta) b.give(2, dbeta);
                });
}

}  // namespace nnl
