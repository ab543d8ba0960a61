#include "ops/pooling.h"

#include <limits>

#include "autograd/node.h"
#include "kernels/pooling.h"

namespace nnl {
namespace {

/// A stride as given, or the kernel's size.
Pair stride_of(const Pair& kernel, const Pair& stride) {
  return {stride[0] == 0 ? kernel[0] : stride[0], stride[1] == 0 ? kernel[1] : stride[1]};
}

void check_windows(const char* op, const Pair& kernel, const Pair& stride, const Pair& padding,
                   const Pair& dilation) {
  for (size_t axis = 0; axis < 2; ++axis) {
    check_window_setting(op, "kernel size", kernel[axis], 1);
    check_window_setting(op, "stride", stride_of(kernel, stride)[axis], 1);
    check_window_setting(op, "padding", padding[axis], 0);
    check_window_setting(op, "dilation", dilation[axis], 1);
    if (padding[axis] > kernel[axis] / 2)
      fail(Code::invalid_argument, "{}: padding {} is more than half of kernel size {}", op, padding[axis],
           kernel[axis]);
  }
}

/// The planes of x, checked; `channels` says whether there must be some.
kernels::PoolShape planes_of(const char* op, const Variable& x, bool channels) {
  if (!is_floating(x.dtype()))
    fail(Code::dtype_mismatch, "{}: f32 or f64 wanted, not {}", op, name_of(x.dtype()));
  if (x.rank() != 3 && x.rank() != 4)
    fail(Code::shape_mismatch, "{}: input {} must have 3 or 4 axes", op, to_string(x.shape()));
  kernels::PoolShape s{};
  s.planes = x.size(-3) * (x.rank() == 4 ? x.size(0) : 1);
  s.size[0] = x.size(-2);
  s.size[1] = x.size(-1);
  if (s.plane() == 0 || (channels && x.size(-3) == 0))
    fail(Code::shape_mismatch, "{}: only the batch of input {} may be empty", op, to_string(x.shape()));
  if (s.plane() > std::numeric_limits<int32_t>::max())
    fail(Code::not_supported, "{}: a plane of input {} has more than {} elements", op, to_string(x.shape()),
         std::numeric_limits<int32_t>::max());
  return s;
}

/// The windows that slide over x.
kernels::PoolShape sliding(const char* op, const Variable& x, const Pair& kernel, const Pair& stride,
                           const Pair& padding, const Pair& dilation, bool ceil_mode) {
  kernels::PoolShape s = planes_of(op, x, true);
  for (int axis = 0; axis < 2; ++axis) {
    const auto i = static_cast<size_t>(axis);
    s.kernel[axis] = kernel[i];
    s.stride[axis] = stride_of(kernel, stride)[i];
    s.padding[axis] = padding[i];
    s.dilation[axis] = dilation[i];
    const int64_t room = s.size[axis] + 2 * padding[i] - window_extent(kernel[i], dilation[i]) +
                         (ceil_mode ? s.stride[axis] - 1 : 0);
    int64_t out = room < 0 ? 0 : room / s.stride[axis] + 1;
    // A window that would begin in the padding behind the image is dropped.
    if (ceil_mode && (out - 1) * s.stride[axis] >= s.size[axis] + padding[i]) --out;
    if (out < 1)
      fail(Code::shape_mismatch, "{}: windows of {} elements find no room in input {} with padding {}", op,
           window_extent(kernel[i], dilation[i]), to_string(x.shape()), padding[i]);
    s.out_size[axis] = out;
  }
  return s;
}

Dims result_shape(const Variable& x, const kernels::PoolShape& shape) {
  Dims result = x.shape();
  result[x.rank() - 2] = shape.out_size[0];
  result[x.rank() - 1] = shape.out_size[1];
  return result;
}

Variable average(const char* op, const Variable& x, const kernels::PoolShape& shape,
                 const kernels::AverageRule& rule) {
  const Tensor source = x.data().contiguous();
  const Tensor y(x.context(), x.dtype(), result_shape(x, shape));
  dispatch_floating(op, x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::average_pool<T>(x.threads(), shape, rule, source.data<T>(), y.mutable_data<T>());
  });
  return record(op, y, {x}, {}, [op, shape, rule, from = x.shape()](Backward& b) {
    const Tensor& dy = b.dy();
    const Tensor dx(dy.context(), dy.dtype(), from);
    dispatch_floating(op, dy.dtype(), [&](auto type) {
      using T = decltype(type);
      kernels::average_pool_backward<T>(dy.threads(), shape, rule, dy.data<T>(), dx.mutable_data<T>());
    });
    b.give(0, dx);
  });
}

}  // namespace

void check_max_pool(const char* op, const Pair& kernel, const MaxPoolOptions& options) {
  check_windows(op, kernel, options.stride, options.padding, options.dilation);
}

void check_avg_pool(const char* op, const Pair& kernel, const AvgPoolOptions& options) {
  check_windows(op, kernel, options.stride, options.padding, {1, 1});
}

void check_adaptive_pool(const char* op, const Pair& output) {
  for (int64_t size : output) check_window_setting(op, "output size", size, -1);
}

Variable max_pool2d(const Variable& x, const Pair& kernel, const MaxPoolOptions& options) {
  const OpScope scope("max_pool2d", x);
  check_max_pool("max_pool2d", kernel, options);
  const kernels::PoolShape shape =
      sliding("max_pool2d", x, kernel, options.stride, options.padding, options.dilation, options.ceil_mode);
  const Tensor source = x.data().contiguous();
  const Tensor y(x.context(), x.dtype(), result_shape(x, shape));
  Tensor places;
  if (x.requires_grad() && grad_enabled()) places = Tensor(x.context(), DType::i32, y.shape());
  dispatch_floating("max_pool2d", x.dtype(), [&](auto type) {
    using T = decltype(type);
    kernels::max_pool<T>(x.threads(), shape, source.data<T>(), y.mutable_data<T>(),
                         places ? places.mutable_data<int32_t>() : nullptr);
  });
  return record("max_pool2d", y, {x}, {places}, [shape, from = x.shape()](Backward& b) {
    const Tensor& dy = b.dy();
    const Tensor dx(dy.context(), dy.dtype(), from);
    dispatch_floating("max_pool2d", dy.dtype(), [&](auto type) {
      using T = decltype(type);
      kernels::max_pool_backward<T>(dy.threads(), shape, b.saved(0).data<int32_t>(), dy.data<T>(),
                                    dx.mutable_data<T>());
    });
    b.give(0, dx);
  });
}

Variable avg_pool2d(const Variable& x, const Pair& kernel, const AvgPoolOptions& options) {
  const OpScope scope("avg_pool2d", x);
  check_avg_pool("avg_pool2d", kernel, options);
  const kernels::PoolShape shape =
      sliding("avg_pool2d", x, kernel, options.stride, options.padding, {1, 1}, options.ceil_mode);
  return average("avg_pool2d", x, shape, {false, options.count_include_pad, options.divisor_override});
}

Variable adaptive_avg_pool2d(const Variable& x, const Pair& output) {
  const OpScope scope("adaptive_avg_pool2d", x);
  check_adaptive_pool("adaptive_avg_pool2d", output);
  kernels::PoolShape shape = planes_of("adaptive_avg_pool2d", x, false);
  for (int axis = 0; axis < 2; ++axis) {
    const int64_t given = output[static_cast<size_t>(axis)];
    shape.out_size[axis] = given == -1 ? shape.size[axis] : given;
  }
  return average("adaptive_avg_pool2d", x, shape, {true, false, 0});
}

}  // namespace nnl
