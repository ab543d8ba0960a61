#include "nn/init.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

init::Nonlinearity nonlinearity_of(int32_t number) {
  return enumerator(number, init::Nonlinearity::leaky_relu, "nonlinearity");
}

/// Runs fill(the tensor). What it draws is a part of the call around it.
template <class Fill>
nnl_status fill_tensor(const char* function, nnl_tensor handle, Fill&& fill) {
  return guard(
      function, [&] { fill(tensor(handle, "tensor").data()); }, Transaction::scope_of_operation());
}

init::FanMode mode_of(int32_t number) { return enumerator(number, init::FanMode::fan_out, "mode"); }

}  // namespace

nnl_status NNL_CALL nnl_init_constant(nnl_tensor handle, double value) {
  return fill_tensor(__func__, handle, [&](const Tensor& t) { init::constant(t, value); });
}

nnl_status NNL_CALL nnl_init_uniform(nnl_tensor handle, double low, double high) {
  return fill_tensor(__func__, handle, [&](const Tensor& t) { init::uniform(t, low, high); });
}

nnl_status NNL_CALL nnl_init_normal(nnl_tensor handle, double mean, double std) {
  return fill_tensor(__func__, handle, [&](const Tensor& t) { init::normal(t, mean, std); });
}

nnl_status NNL_CALL nnl_init_xavier_uniform(nnl_tensor handle, double gain) {
  return fill_tensor(__func__, handle, [&](const Tensor& t) { init::xavier_uniform(t, gain); });
}

nnl_status NNL_CALL nnl_init_xavier_normal(nnl_tensor handle, double gain) {
  return fill_tensor(__func__, handle, [&](const Tensor& t) { init::xavier_normal(t, gain); });
}

nnl_status NNL_CALL nnl_init_kaiming_uniform(nnl_tensor handle, double slope, int32_t mode,
                                             int32_t nonlinearity) {
  return fill_tensor(__func__, handle, [&](const Tensor& t) {
    init::kaiming_uniform(t, slope, mode_of(mode), nonlinearity_of(nonlinearity));
  });
}

nnl_status NNL_CALL nnl_init_kaiming_normal(nnl_tensor handle, double slope, int32_t mode,
                                            int32_t nonlinearity) {
  return fill_tensor(__func__, handle, [&](const Tensor& t) {
    init::kaiming_normal(t, slope, mode_of(mode), nonlinearity_of(nonlinearity));
  });
}

nnl_status NNL_CALL nnl_init_gain(int32_t nonlinearity, double slope, double* gain) {
  return answer(__func__, "gain", gain, [&] { return init::gain(nonlinearity_of(nonlinearity), slope); });
}
