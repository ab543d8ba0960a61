// Class numbers as the targets of losses over (N, classes), (classes) or (N, classes, ...).
#pragma once

#include "tensor/tensor.h"

namespace nnl {

/// The axis of the classes in that shape, and the shape without it: one loss for each element.
inline int class_axis(const Dims& input) { return input.size() == 1 ? 0 : 1; }
Dims class_loss_shape(const Dims& input);

/// A class weight as a contiguous tensor (classes) like the input; empty stays empty. Fails otherwise.
Tensor class_weight(const char* op, const Tensor& input, const Tensor& weight);

/// The class numbers as i64 of class_loss_shape(input), each checked to be a class or ignore_index. The input
/// is called `name` in errors.
Tensor class_numbers(const char* op, const char* name, const Tensor& input, const Tensor& target,
                     int64_t ignore_index);

}  // namespace nnl
