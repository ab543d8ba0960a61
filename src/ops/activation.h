// Activations beside sigmoid, tanh, ReLU and leaky ReLU. Settings that are NaN are Code::invalid_argument.
#pragma once

#include "autograd/variable.h"

namespace nnl {

/// x above 0, else alpha * (exp(x) - 1); derivative alpha at 0. Clevert et al. 2016.
Variable elu(const Variable& x, double alpha = 1);

/// How GELU is computed; the numbers are those of nnlite.h.
enum class GeluApproximation : int32_t { none = 0, tanh = 1 };
/// x Phi(x) with the normal distribution Phi, or 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))).
/// Hendrycks & Gimpel 2016.
Variable gelu(const Variable& x, GeluApproximation approximate = GeluApproximation::none);

/// x sigmoid(x), which is also called swish.
Variable silu(const Variable& x);

/// log(1 + exp(beta x)) / beta, or x where beta x > threshold.
Variable softplus(const Variable& x, double beta = 1, double threshold = 20);

/// x cut to [min_val, max_val], min_val <= max_val; the derivative at the bounds is 0.
Variable hardtanh(const Variable& x, double min_val = -1, double max_val = 1);

/// x above 0, else weight * x. weight has one element, or as many as axis 1 of x, one for each channel. He et
/// al. 2015.
Variable prelu(const Variable& x, const Variable& weight);

}  // namespace nnl
