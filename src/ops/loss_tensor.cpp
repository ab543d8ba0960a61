#include "ops/loss_tensor.h"

#include "kernels/tree_sum.h"

namespace nnl {

void check_pair(const char* op, const Variable& input, const Variable& target) {
  check_same_context(op, input.data(), target.data());
  check_same_dtype(op, input.data(), target.data());
  if (!is_floating(input.dtype()))
    fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", op, name_of(input.dtype()));
  if (!(input.shape() == target.shape()))
    fail(Code::shape_mismatch, "{}: input {} and target {} differ", op, to_string(input.shape()),
         to_string(target.shape()));
}

Tensor loss_weight(const char* op, const char* name, const Variable& input, const Tensor& weight) {
  if (!weight) return {};
  check_same_context(op, input.data(), weight);
  check_same_dtype(op, input.data(), weight);
  if (weight.rank() > input.rank() || !(broadcast_shapes(op, input.shape(), weight.shape()) == input.shape()))
    fail(Code::shape_mismatch, "{}: {} {} does not broadcast to the input {}", op, name,
         to_string(weight.shape()), to_string(input.shape()));
  return weight.broadcast_to(input.shape()).contiguous();
}

Tensor reduced_losses(const Tensor& losses, DType dtype, const Dims& shape, Reduction reduction,
                      double denominator) {
  if (reduction == Reduction::none) return losses.reshape(shape).to(dtype);
  const double* values = losses.data<double>();
  const double total =
      kernels::tree_sum(losses.threads(), losses.count(), [=](int64_t i) { return values[i]; });
  // The mean of nothing is 0 / 0.
  return Tensor::full(losses.context(), dtype, {},
                      reduction == Reduction::mean ? total / denominator : total);
}

Tensor loss_gradients(const Tensor& dy, int64_t n, Reduction reduction, double denominator) {
  if (reduction == Reduction::none) {
    Tensor own(dy.context(), DType::f64, {n});
    copy_into(dy.reshape({n}), own);
    return own;
  }
  return Tensor::full(dy.context(), DType::f64, {n},
                      reduction == Reduction::mean ? dy.item() / denominator : dy.item());
}

}  // namespace nnl
