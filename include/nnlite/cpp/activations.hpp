// Activations with settings, softmax and dropout, as operations and as layers.
#pragma once

#include <cstdint>

#include <nnlite/cpp/layers.hpp>

namespace nnlite {

/// x above 0, else alpha (exp(x) - 1).
inline Tensor elu(const Tensor& x, double alpha = 1) { return Tensor::make(nnl_elu, x.handle(), alpha); }

/// How GELU is computed.
enum class GeluApproximation : std::int32_t { none = NNL_GELU_NONE, tanh = NNL_GELU_TANH };
/// x Phi(x), Phi being the normal distribution.
inline Tensor gelu(const Tensor& x, GeluApproximation approximate = GeluApproximation::none) {
  return Tensor::make(nnl_gelu, x.handle(), static_cast<std::int32_t>(approximate));
}
/// x / (1 + exp(-x))
inline Tensor silu(const Tensor& x) { return Tensor::make(nnl_silu, x.handle()); }
/// log(1 + exp(beta x)) / beta, or x where beta x > threshold.
inline Tensor softplus(const Tensor& x, double beta = 1, double threshold = 20) {
  return Tensor::make(nnl_softplus, x.handle(), beta, threshold);
}
/// x cut to [min_val, max_val].
inline Tensor hardtanh(const Tensor& x, double min_val = -1, double max_val = 1) {
  return Tensor::make(nnl_hardtanh, x.handle(), min_val, max_val);
}
/// x above 0, else weight x, with one weight or one for each place of axis 1.
inline Tensor prelu(const Tensor& x, const Tensor& weight) {
  return Tensor::make(nnl_prelu, x.handle(), weight.handle());
}
/// In training, drops elements with probability p and divides the others by 1 - p; otherwise x itself.
inline Tensor dropout(const Tensor& x, double p = 0.5, bool training = true) {
  return Tensor::make(nnl_dropout, x.handle(), p, training);
}

class ELU : public Module {
 public:
  explicit ELU(double alpha = 1, const Context& context = {})
      : Module(nnl_elu_create, context.handle(), alpha) {}
};

class GELU : public Module {
 public:
  explicit GELU(GeluApproximation approximate = GeluApproximation::none, const Context& context = {})
      : Module(nnl_gelu_create, context.handle(), static_cast<std::int32_t>(approximate)) {}
};

class SiLU : public Module {
 public:
  explicit SiLU(const Context& context = {}) : Module(nnl_silu_create, context.handle()) {}
};

class Softplus : public Module {
 public:
  explicit Softplus(double beta = 1, double threshold = 20, const Context& context = {})
      : Module(nnl_softplus_create, context.handle(), beta, threshold) {}
};

class Hardtanh : public Module {
 public:
  explicit Hardtanh(double min_val = -1, double max_val = 1, const Context& context = {})
      : Module(nnl_hardtanh_create, context.handle(), min_val, max_val) {}
};

/// Parameter "weight": one slope, or one for each channel.
class PReLU : public Module {
 public:
  explicit PReLU(std::int64_t num_parameters = 1, double init = 0.25, DType dtype = DType::f32,
                 const Context& context = {})
      : Module(nnl_prelu_create, context.handle(), num_parameters, init, static_cast<nnl_dtype>(dtype)) {}
};

class Softmax : public Module {
 public:
  explicit Softmax(std::int64_t axis, const Context& context = {})
      : Module(nnl_softmax_create, context.handle(), axis) {}
};

class LogSoftmax : public Module {
 public:
  explicit LogSoftmax(std::int64_t axis, const Context& context = {})
      : Module(nnl_log_softmax_create, context.handle(), axis) {}
};

/// Drops in training mode only.
class Dropout : public Module {
 public:
  explicit Dropout(double p = 0.5, const Context& context = {})
      : Module(nnl_dropout_create, context.handle(), p) {}
};

}  // namespace nnlite
