#include "nn/init.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

init::Nonlinearity nonlinearity_of(int32_t number) {
  return enumerator(number, init::Nonlinearity::leaky_relu, "nonlinearity");
}

init::FanMode mode_of(int32_t number) { return enumerator(number, init::FanMode::fan_out, "mode"); }

}  // namespace

nnl_status NNL_CALL nnl_init_constant(nnl_tensor handle, double value) {
  return guard(__func__, [&] { init::constant(tensor(handle, "tensor").data(), value); });
}

nnl_status NNL_CALL nnl_init_uniform(nnl_tensor handle, double low, double high) {
  return guard(__func__, [&] { init::uniform(tensor(handle, "tensor").data(), low, high); });
}

nnl_status NNL_CALL nnl_init_normal(nnl_tensor handle, double mean, double std) {
  return guard(__func__, [&] { init::normal(tensor(handle, "tensor").data(), mean, std); });
}

nnl_status NNL_CALL nnl_init_xavier_uniform(nnl_tensor handle, double gain) {
  return guard(__func__, [&] { init::xavier_uniform(tensor(handle, "tensor").data(), gain); });
}

nnl_status NNL_CALL nnl_init_xavier_normal(nnl_tensor handle, double gain) {
  return guard(__func__, [&] { init::xavier_normal(tensor(handle, "tensor").data(), gain); });
}

nnl_status NNL_CALL nnl_init_kaiming_uniform(nnl_tensor handle, double slope, int32_t mode,
                                             int32_t nonlinearity) {
  return guard(__func__, [&] {
    init::kaiming_uniform(tensor(handle, "tensor").data(), slope, mode_of(mode),
                          nonlinearity_of(nonlinearity));
  });
}

nnl_status NNL_CALL nnl_init_kaiming_normal(nnl_tensor handle, double slope, int32_t mode,
                                            int32_t nonlinearity) {
  return guard(__func__, [&] {
    init::kaiming_normal(tensor(handle, "tensor").data(), slope, mode_of(mode),
                         nonlinearity_of(nonlinearity));
  });
}

nnl_status NNL_CALL nnl_init_gain(int32_t nonlinearity, double slope, double* gain) {
  return answer(__func__, "gain", gain, [&] { return init::gain(nonlinearity_of(nonlinearity), slope); });
}
