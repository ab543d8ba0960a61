// Initial weights: each fills a floating tensor in place from its context's random stream.
#pragma once

#include <cstdint>

#include <nnlite/cpp/tensor.hpp>

namespace nnlite {

namespace init {

inline void constant(const Tensor& tensor, double value) { check(nnl_init_constant(tensor.handle(), value)); }
inline void uniform(const Tensor& tensor, double low = 0, double high = 1) {
  check(nnl_init_uniform(tensor.handle(), low, high));
}
inline void normal(const Tensor& tensor, double mean = 0, double std = 1) {
  check(nnl_init_normal(tensor.handle(), mean, std));
}
/// Glorot and Bengio 2010.
inline void xavier_uniform(const Tensor& tensor, double gain = 1) {
  check(nnl_init_xavier_uniform(tensor.handle(), gain));
}
inline void xavier_normal(const Tensor& tensor, double gain = 1) {
  check(nnl_init_xavier_normal(tensor.handle(), gain));
}

/// torch.nn.init's defaults; `slope` is that of a leaky ReLU.
struct KaimingOptions {
  double slope = 0;
  Fan mode = Fan::in;
  Nonlinearity nonlinearity = Nonlinearity::leaky_relu;
};
/// He et al. 2015.
inline void kaiming_uniform(const Tensor& tensor, const KaimingOptions& options = {}) {
  check(nnl_init_kaiming_uniform(tensor.handle(), options.slope, static_cast<std::int32_t>(options.mode),
                                 static_cast<std::int32_t>(options.nonlinearity)));
}
inline void kaiming_normal(const Tensor& tensor, const KaimingOptions& options = {}) {
  check(nnl_init_kaiming_normal(tensor.handle(), options.slope, static_cast<std::int32_t>(options.mode),
                                static_cast<std::int32_t>(options.nonlinearity)));
}
/// The gain of a nonlinearity; `slope` is that of a leaky ReLU.
inline double gain(Nonlinearity nonlinearity, double slope = 0.01) {
  return detail::get<double>(nnl_init_gain, static_cast<std::int32_t>(nonlinearity), slope);
}

}  // namespace init

}  // namespace nnlite
