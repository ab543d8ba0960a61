// What losses share: checks, reductions and the gradients of reductions.
#pragma once

#include "ops/ops.h"

namespace nnl {

/// Fails with Code::shape_mismatch, Code::dtype_mismatch or Code::invalid_state, naming `op`, unless input
/// and target are floating tensors of one kind, shape and context.
void check_pair(const char* op, const Variable& input, const Variable& target);

/// A constant of the loss as a contiguous tensor of the input's shape; empty stays empty. `name` stands in
/// errors.
Tensor loss_weight(const char* op, const char* name, const Variable& input, const Tensor& weight);

/// Losses (f64, contiguous) as the result of an operation: in `shape` or summed and divided by `denominator`.
Tensor reduced_losses(const Tensor& losses, DType dtype, const Dims& shape, Reduction reduction,
                      double denominator);

/// The gradient of each of n losses (f64), in memory of its own, from that of the reduced result.
Tensor loss_gradients(const Tensor& dy, int64_t n, Reduction reduction, double denominator);

}  // namespace nnl
