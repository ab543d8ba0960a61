#include "ops/convolution.h"

#include "autograd/node.h"
#include "kernels/convolution.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

/// The options as two axes have them: a signal is an image of height 1.
ConvOptions on_two_axes(int axes, ConvOptions options) {
  if (axes == 2) return options;
  options.stride = {1, options.stride[0]};
  options.padding = {0, options.padding[0]};
  options.dilation = {1, options.dilation[0]};
  return options;
}

/// Checks kinds, channels and the sizes of weight and bias.
void check_operands(const char* op, int axes, const Variable& x, const Variable& weight, const Variable& bias,
                    int64_t groups) {
  if (!is_floating(x.dtype()))
    fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", op, name_of(x.dtype()));
  for (const Variable& operand : {weight, bias}) {
    if (!operand) continue;
    check_same_context(op, x.data(), operand.data());
    check_same_dtype(op, x.data(), operand.data());
  }
  if (x.rank() != axes + 1 && x.rank() != axes + 2)
    fail(Code::shape_mismatch, "{}: input {} must have {} or {} axes", op, to_string(x.shape()), axes + 1,
         axes + 2);
  if (weight.rank() != axes + 2)
    fail(Code::shape_mismatch, "{}: weight {} must have {} axes", op, to_string(weight.shape()), axes + 2);
  for (int axis = 0; axis < weight.rank(); ++axis)
    if (axis != 1 && weight.size(axis) == 0)
      fail(Code::shape_mismatch, "{}: weight {} is empty", op, to_string(weight.shape()));
  const int64_t channels = x.size(-axes - 1), out = weight.size(0);
  if (x.count() == 0 && channels > 0 && (x.rank() == axes + 1 || x.size(0) > 0))
    fail(Code::shape_mismatch, "{}: only batch and channels may be empty, not the rest of input {}", op,
         to_string(x.shape()));
  if (out % groups != 0)
    fail(Code::invalid_argument, "{}: {} groups do not divide the {} outputs of weight {}", op, groups, out,
         to_string(weight.shape()));
  if (channels % groups != 0 || channels / groups != weight.size(1))
    fail(Code::shape_mismatch, "{}: weight {} with {} groups does not fit input {} of {} channels", op,
         to_string(weight.shape()), groups, to_string(x.shape()), channels);
  if (bias && !(bias.shape() == Dims{out}))
    fail(Code::shape_mismatch, "{}: bias {} must have {} elements", op, to_string(bias.shape()), out);
}

kernels::ConvShape checked_shape(const char* op, int axes, const Variable& x, const Variable& weight,
                                 const Variable& bias, const ConvOptions& given) {
  check_conv_options(op, axes, given);
  check_operands(op, axes, x, weight, bias, given.groups);
  const ConvOptions options = on_two_axes(axes, given);
  kernels::ConvShape s{};
  s.batch = x.rank() == axes + 2 ? x.size(0) : 1;
  s.channels = x.size(-axes - 1);
  s.out_channels = weight.size(0);
  s.groups = options.groups;
  for (int axis = 2 - axes; axis < 2; ++axis) {
    s.size[axis] = x.size(axis - 2);
    s.kernel[axis] = weight.size(axis - 2);
    check_window_setting(op, "kernel size", s.kernel[axis], 1);
  }
  if (axes == 1) s.size[0] = s.kernel[0] = 1;
  for (int axis = 0; axis < 2; ++axis) {
    const auto i = static_cast<size_t>(axis);
    s.stride[axis] = options.stride[i];
    s.dilation[axis] = options.dilation[i];
    const int64_t extent = window_extent(s.kernel[axis], s.dilation[axis]);
    s.padding[axis] = options.padding_same ? (extent - 1) / 2 : options.padding[i];
    const int64_t padded = s.size[axis] + (options.padding_same ? extent - 1 : 2 * s.padding[axis]);
    if (padded < extent)
      fail(Code::shape_mismatch,
           "{}: the kernel covers {} elements, more than the padded input's {} (input {})", op, extent,
           padded, to_string(x.shape()));
    s.out_size[axis] = (padded - extent) / s.stride[axis] + 1;
  }
  return s;
}

/// Calls kernel(T{}, threads, scratch) with room for what that number of threads unfolds.
template <class Kernel>
void with_scratch(const char* op, Context& owner, DType dtype, const kernels::ConvShape& shape,
                  const Kernel& kernel) {
  const int threads = owner.threads();  // once: another thread may change it
  dispatch_floating(op, dtype, [&](auto type) {
    using T = decltype(type);
    const Tensor scratch(owner, dtype, {kernels::convolution_scratch<T>(threads, shape)});
    kernel(type, threads, scratch.mutable_data<T>());
  });
}

Tensor input_gradient(const char* op, const kernels::ConvShape& shape, const Tensor& weight, const Tensor& dy,
                      const Dims& input) {
  const Tensor dx(dy.context(), dy.dtype(), input);
  if (dx.count() == 0) return dx;
  with_scratch(op, dy.context(), dy.dtype(), shape, [&](auto type, int threads, auto* scratch) {
    using T = decltype(type);
    kernels::convolution_input_gradient<T>(threads, shape, weight.data<T>(), dy.data<T>(), scratch,
                                           dx.mutable_data<T>());
  });
  return dx;
}

Tensor weight_gradient(const char* op, const kernels::ConvShape& shape, const Tensor& x, const Tensor& dy,
                       const Dims& weight) {
  if (x.count() == 0) return Tensor::zeros(dy.context(), dy.dtype(), weight);
  Dims many = weight;
  many[0] *= kernels::convolution_weight_parts(shape);
  const Tensor parts(dy.context(), dy.dtype(), many);
  with_scratch(op, dy.context(), dy.dtype(), shape, [&](auto type, int threads, auto* scratch) {
    using T = decltype(type);
    kernels::convolution_weight_gradient<T>(threads, shape, x.data<T>(), dy.data<T>(), scratch,
                                            parts.mutable_data<T>());
  });
  return many == weight ? parts : parts.rows(0, weight[0]).copy();
}

Variable convolve(const char* op, int axes, const Variable& x, const Variable& weight, const Variable& bias,
                  const ConvOptions& options) {
  const OpScope scope(op, x);
  const kernels::ConvShape shape = checked_shape(op, axes, x, weight, bias, options);
  const Tensor input = x.data().contiguous(), w = weight.data().contiguous();
  Dims result = x.shape();
  result[x.rank() - axes - 1] = shape.out_channels;
  for (int axis = 2 - axes; axis < 2; ++axis) result[x.rank() - 2 + axis] = shape.out_size[axis];
  const Tensor y(x.context(), x.dtype(), result);
  const Tensor offsets = bias ? bias.data().contiguous() : Tensor();
  if (y.count() > 0)
    with_scratch(op, x.context(), x.dtype(), shape, [&](auto type, int threads, auto* scratch) {
      using T = decltype(type);
      kernels::convolution<T>(threads, shape, input.data<T>(), w.data<T>(),
                              offsets ? offsets.data<T>() : nullptr, scratch, y.mutable_data<T>());
    });
  return record(op, y, {x, weight, bias},
                {weight.requires_grad() ? input : Tensor(), x.requires_grad() ? w : Tensor()},
                [op, shape, from = x.shape(), per_weight = weight.shape()](Backward& b) {
                  const Tensor& dy = b.dy();
                  if (b.needs(0)) b.give(0, input_gradient(op, shape, b.saved(1), dy, from));
                  if (b.needs(1)) b.give(1, weight_gradient(op, shape, b.saved(0), dy, per_weight));
                  if (!b.needs(2)) return;
                  const Tensor planes = dy.reshape({shape.batch, shape.out_channels, shape.out_plane()});
                  b.give(2, sum_axes(sum_axes(planes, {false, false, true}, false), {true}, false));
                });
}

}  // namespace

void check_conv_options(const char* op, int axes, const ConvOptions& options) {
  check_window_setting(op, "groups", options.groups, 1);
  for (size_t axis = 0; axis < static_cast<size_t>(axes); ++axis) {
    check_window_setting(op, "stride", options.stride[axis], 1);
    check_window_setting(op, "padding", options.padding[axis], 0);
    check_window_setting(op, "dilation", options.dilation[axis], 1);
    if (!options.padding_same) continue;
    if (options.stride[axis] != 1)
      fail(Code::invalid_argument, "{}: padding_same wants stride 1, not {}", op, options.stride[axis]);
    if (options.padding[axis] != 0)
      fail(Code::invalid_argument, "{}: padding_same and padding {} exclude each other", op,
           options.padding[axis]);
  }
}

Variable conv1d(const Variable& x, const Variable& weight, const Variable& bias, const ConvOptions& options) {
  return convolve("conv1d", 1, x, weight, bias, options);
}

Variable conv2d(const Variable& x, const Variable& weight, const Variable& bias, const ConvOptions& options) {
  return convolve("conv2d", 2, x, weight, bias, options);
}

}  // namespace nnl
