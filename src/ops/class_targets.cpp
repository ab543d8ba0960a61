#include "ops/class_targets.h"

#include "ops/index.h"

namespace nnl {

Dims class_loss_shape(const Dims& input) {
  Dims shape = input;
  shape.erase(class_axis(input));
  return shape;
}

Tensor class_weight(const char* op, const Tensor& input, const Tensor& weight) {
  if (!weight) return {};
  const int64_t classes = input.size(class_axis(input.shape()));
  check_same_context(op, input, weight);
  check_same_dtype(op, input, weight);
  if (!(weight.shape() == Dims{classes}))
    fail(Code::shape_mismatch, "{}: weight {} must have one element for each of {} classes", op,
         to_string(weight.shape()), classes);
  return weight.contiguous();
}

Tensor class_numbers(const char* op, const char* name, const Tensor& input, const Tensor& target,
                     int64_t ignore_index) {
  const Dims shape = class_loss_shape(input.shape());
  if (!(target.shape() == shape))
    fail(Code::shape_mismatch, "{}: target {} for {} {} must have the shape {}", op,
         to_string(target.shape()), name, to_string(input.shape()), to_string(shape));
  const int64_t classes = input.size(class_axis(input.shape()));
  const Tensor numbers = index_copy(op, target);
  const int64_t* values = numbers.data<int64_t>();
  for (int64_t i = 0; i < numbers.count(); ++i)
    if (values[i] != ignore_index && (values[i] < 0 || values[i] >= classes))
      fail(Code::index_out_of_range, "{}: target {} at position {} is not in [0, {}) and not ignore_index {}",
           op, values[i], to_string(index_at(target.shape(), i)), classes, ignore_index);
  return numbers;
}

}  // namespace nnl
