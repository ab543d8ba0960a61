#include "nn/init.h"

#include <cmath>

#include "base/random.h"

namespace nnl::init {
namespace {

/// Fills by write(values, count) in row-major order, whatever the strides.
template <class Write>
void fill(const char* op, const Tensor& tensor, Write write) {
  check_writable(op, tensor);
  dispatch_floating(op, tensor.dtype(), [&](auto type) {
    using T = decltype(type);
    const Tensor target =
        tensor.is_contiguous() ? tensor : Tensor(tensor.context(), tensor.dtype(), tensor.shape());
    write(target.mutable_data<T>(), target.count());
    if (!tensor.is_contiguous()) copy_into(target, tensor);
  });
  tensor.changed(op);
}

/// The context's random numbers for `count` elements of T.
template <class T>
RandomStream stream_for(const Tensor& tensor, int64_t count) {
  return tensor.context().take_random(RandomStream::blocks_for<T>(count));
}

double kaiming_std(const Tensor& tensor, double slope, FanMode mode, Nonlinearity nonlinearity) {
  const Fans f = fans(tensor.shape());
  const int64_t fan = mode == FanMode::fan_in ? f.fan_in : f.fan_out;
  if (fan == 0) return 0;
  return gain(nonlinearity, slope) / std::sqrt(static_cast<double>(fan));
}

double xavier_std(const Tensor& tensor, double gain) {
  const Fans f = fans(tensor.shape());
  if (f.fan_in + f.fan_out == 0) return 0;
  return gain * std::sqrt(2.0 / static_cast<double>(f.fan_in + f.fan_out));
}

}  // namespace

Fans fans(const Dims& shape) {
  if (shape.size() < 2)
    fail(Code::shape_mismatch, "init: fan in and fan out need at least 2 axes, not {}", to_string(shape));
  int64_t field = 1;
  for (int axis = 2; axis < shape.size(); ++axis) field *= shape[axis];
  return {shape[1] * field, shape[0] * field};
}

double gain(Nonlinearity nonlinearity, double slope) {
  switch (nonlinearity) {
    case Nonlinearity::linear:
    case Nonlinearity::sigmoid:
      return 1;
    case Nonlinearity::tanh:
      return 5.0 / 3;
    case Nonlinearity::relu:
      return std::sqrt(2.0);
    case Nonlinearity::leaky_relu:
      return std::sqrt(2.0 / (1 + slope * slope));
  }
  fail(Code::invalid_argument, "init: unknown nonlinearity {}", static_cast<int32_t>(nonlinearity));
}

void constant(const Tensor& tensor, double value) {
  fill("init constant", tensor, [value](auto* values, int64_t count) {
    std::fill_n(values, count, static_cast<std::remove_reference_t<decltype(*values)>>(value));
  });
}

void uniform(const Tensor& tensor, double low, double high) {
  if (!(low <= high) || !std::isfinite(high - low))
    fail(Code::invalid_argument, "init uniform: [{}, {}) is no finite range", low, high);
  fill("init uniform", tensor, [&]<class T>(T* values, int64_t count) {
    stream_for<T>(tensor, count).fill_uniform(values, count, low, high, tensor.threads());
  });
}

void normal(const Tensor& tensor, double mean, double std) {
  if (!(std >= 0) || !std::isfinite(std) || !std::isfinite(mean))
    fail(Code::invalid_argument, "init normal: mean {} and std {} must be finite, std not negative", mean,
         std);
  fill("init normal", tensor, [&]<class T>(T* values, int64_t count) {
    stream_for<T>(tensor, count).fill_normal(values, count, mean, std, tensor.threads());
  });
}

void xavier_uniform(const Tensor& tensor, double gain) {
  const double bound = std::sqrt(3.0) * xavier_std(tensor, gain);
  uniform(tensor, -bound, bound);
}

void xavier_normal(const Tensor& tensor, double gain) { normal(tensor, 0, xavier_std(tensor, gain)); }

void kaiming_uniform(const Tensor& tensor, double slope, FanMode mode, Nonlinearity nonlinearity) {
  const double bound = std::sqrt(3.0) * kaiming_std(tensor, slope, mode, nonlinearity);
  uniform(tensor, -bound, bound);
}

void kaiming_normal(const Tensor& tensor, double slope, FanMode mode, Nonlinearity nonlinearity) {
  normal(tensor, 0, kaiming_std(tensor, slope, mode, nonlinearity));
}

}  // namespace nnl::init
