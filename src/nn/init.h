// Initial weights: He (Kaiming) and Xavier (Glorot), as torch.nn.init has them.
#pragma once

#include <cstdint>

#include "tensor/tensor.h"

namespace nnl::init {

/// Inputs and outputs of one unit: size(1) and size(0), times the receptive field beyond two axes.
struct Fans {
  int64_t fan_in, fan_out;
};
/// Fails with Code::shape_mismatch below two axes.
Fans fans(const Dims& shape);

/// The function that follows a layer, for its gain; the numbers are those of nnlite.h.
enum class Nonlinearity : int32_t { linear = 0, sigmoid = 1, tanh = 2, relu = 3, leaky_relu = 4 };
/// 1, 1, 5/3, sqrt(2), sqrt(2 / (1 + slope^2)).
double gain(Nonlinearity nonlinearity, double slope = 0.01);

/// Which fan keeps its variance: that of the signal or that of the gradient.
enum class FanMode : int32_t { fan_in = 0, fan_out = 1 };

/// Each fills a floating tensor in place, all but constant from its context's random stream.
void constant(const Tensor& tensor, double value);
void uniform(const Tensor& tensor, double low, double high);
void normal(const Tensor& tensor, double mean, double std);
/// Glorot & Bengio 2010: std = gain * sqrt(2 / (fan_in + fan_out)); uniform bound sqrt(3) * std.
void xavier_uniform(const Tensor& tensor, double gain = 1);
void xavier_normal(const Tensor& tensor, double gain = 1);
/// He et al. 2015: std = gain(nonlinearity, slope) / sqrt(fan); uniform bound sqrt(3) * std.
void kaiming_uniform(const Tensor& tensor, double slope = 0, FanMode mode = FanMode::fan_in,
                     Nonlinearity nonlinearity = Nonlinearity::leaky_relu);
void kaiming_normal(const Tensor& tensor, double slope = 0, FanMode mode = FanMode::fan_in,
                    Nonlinearity nonlinearity = Nonlinearity::leaky_relu);

}  // namespace nnl::init
