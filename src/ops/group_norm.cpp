#include "kernels/group_norm.h"

#include "autograd/node.h"
#include "ops/data_or_null.h"
#include "ops/normalization.h"

namespace nnl {
namespace {

void check_affine(const char* name, const Variable& x, const Variable& values) {
  if (!values) return;
  check_same_context("group_norm", x.data(), values.data());
  check_same_dtype("group_norm", x.data(), values.data());
  if (!(values.shape() == Dims{x.size(1)}))
    fail(Code::shape_mismatch, "group_norm: {} {} must have one element for each of {} channels", name,
         to_string(values.shape()), x.size(1));
}

kernels::GroupNormShape checked_shape(const Variable& x, int64_t num_groups, const Variable& weight,
                                      const Variable& bias, double eps) {
  if (!is_floating(x.dtype()))
    fail(Code::dtype_mismatch, "group_norm: f32 or f64 wanted, not {}", name_of(x.dtype()));
  if (x.rank() < 2)
    fail(Code::shape_mismatch, "group_norm: input {} has no axis of channels", to_string(x.shape()));
  check_eps("group_norm", eps);
  check_groups("group_norm", num_groups, x.size(1));
  check_affine("weight", x, weight);
  check_affine("bias", x, bias);
  kernels::GroupNormShape shape{x.size(0), num_groups, x.size(1) / num_groups, 1};
  for (int axis = 2; axis < x.rank(); ++axis) shape.inner *= x.size(axis);
  if (shape.batch * shape.channels * shape.inner == 1)
    fail(Code::shape_mismatch, "group_norm: more than 1 value per group is needed, got input {} in {} groups",
         to_string(x.shape()), num_groups);
  return shape;
}

}  // namespace

void check_groups(const char* op, int64_t num_groups, int64_t channels) {
  if (num_groups < 1) fail(Code::invalid_argument, "{}: {} groups; at least 1 is needed", op, num_groups);
  if (channels % num_groups != 0)
    fail(Code::shape_mismatch, "{}: {} channels do not fall evenly into {} groups", op, channels, num_groups);
}

Variable group_norm(const Variable& x, int64_t num_groups, const Variable& weight, const Variable& bias,
                    double eps) {
  const OpScope scope("group_norm", x);
  const kernels::GroupNormShape shape = checked_shape(x, num_groups, weight, bias, eps);
  const Tensor input = x.data().contiguous(), y(x.context(), x.dtype(), x.shape());
  const Tensor gamma = weight ? weight.data().contiguous() : Tensor(),
               beta = bias ? bias.data().contiguous() : Tensor();
  const Dims groups{x.count() > 0 ? shape.batch * shape.groups : 0};
  const Tensor mean(x.context(), DType::f64, groups), inverse_std(x.context(), DType::f64, groups);
  dispatch_floating("group_norm", x.dtype(), [&](auto type) {
    using T = decltype(type);
    if (input.count() > 0)
      kernels::group_norm<T>(x.threads(), shape, input.data<T>(), data_or_null<T>(gamma),
                             data_or_null<T>(beta), eps, y.mutable_data<T>(), mean.mutable_data<double>(),
                             inverse_std.mutable_data<double>());
  });
  return record("group_norm", y, {x, weight, bias}, {input, gamma, mean, inverse_std}, [shape](Backward& b) {
    const Tensor& saved = b.saved(0);
    Context& owner = saved.context();
    const Dims channels{shape.groups * shape.channels};
    Tensor dx, dgamma, dbeta;
    if (b.needs(0)) dx = Tensor(owner, saved.dtype(), saved.shape());
    if (b.needs(1)) dgamma = Tensor::zeros(owner, saved.dtype(), channels);
    if (b.needs(2)) dbeta = Tensor::zeros(owner, saved.dtype(), channels);
    dispatch_floating("group_norm", saved.dtype(), [&](auto type) {
      using T = decltype(type);
      if (saved.count() == 0) return;
      const Tensor sums = Tensor::zeros(owner, DType::f64, {2, shape.batch, channels[0]});
      kernels::group_norm_backward<T>(saved.threads(), shape, saved.data<T>(), b.dy().template data<T>(),
                                      b.saved(2).template data<double>(), b.saved(3).template data<double>(),
                                      data_or_null<T>(b.saved(1)), mutable_data_or_null<T>(dx),
                                      mutable_data_or_null<T>(dgamma), mutable_data_or_null<T>(dbeta),
                                      sums.mutable_data<double>());
    });
    if (dx) b.give(0, dx);
    if (dgamma) b.give(1, dgamma);
    if (dbeta) b.give(2, dbeta);
  });
}

}  // namespace nnl
