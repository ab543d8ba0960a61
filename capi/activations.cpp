#include "nn/activations.h"

#include "guard.h"
#include "nn/dropout.h"
#include "nn/prelu.h"
#include "ops/dropout.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

GeluApproximation approximation(int32_t number) {
  return enumerator(number, GeluApproximation::tanh, "approximate");
}

}  // namespace

nnl_status NNL_CALL nnl_elu(nnl_tensor x, double alpha, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return elu(tensor(x, "x"), alpha); });
}

nnl_status NNL_CALL nnl_gelu(nnl_tensor x, int32_t approximate, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return gelu(tensor(x, "x"), approximation(approximate)); });
}

nnl_status NNL_CALL nnl_silu(nnl_tensor x, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return silu(tensor(x, "x")); });
}

nnl_status NNL_CALL nnl_softplus(nnl_tensor x, double beta, double threshold, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return softplus(tensor(x, "x"), beta, threshold); });
}

nnl_status NNL_CALL nnl_hardtanh(nnl_tensor x, double min_val, double max_val, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return hardtanh(tensor(x, "x"), min_val, max_val); });
}

nnl_status NNL_CALL nnl_prelu(nnl_tensor x, nnl_tensor weight, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return prelu(tensor(x, "x"), tensor(weight, "weight")); });
}

nnl_status NNL_CALL nnl_dropout(nnl_tensor x, double p, int32_t training, nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return dropout(tensor(x, "x"), p, flag(training, "training")); });
}

nnl_status NNL_CALL nnl_elu_create(nnl_context ctx, double alpha, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_elu(*context(ctx), alpha); });
}

nnl_status NNL_CALL nnl_gelu_create(nnl_context ctx, int32_t approximate, nnl_module* module) {
  return create(__func__, "module", module,
                [&] { return make_gelu(*context(ctx), approximation(approximate)); });
}

nnl_status NNL_CALL nnl_silu_create(nnl_context ctx, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_silu(*context(ctx)); });
}

nnl_status NNL_CALL nnl_softplus_create(nnl_context ctx, double beta, double threshold, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_softplus(*context(ctx), beta, threshold); });
}

nnl_status NNL_CALL nnl_hardtanh_create(nnl_context ctx, double min_val, double max_val, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_hardtanh(*context(ctx), min_val, max_val); });
}

nnl_status NNL_CALL nnl_prelu_create(nnl_context ctx, int64_t num_parameters, double init, nnl_dtype type,
                                     nnl_module* module) {
  return create(__func__, "module", module, [&]() -> Ref<Module> {
    return make_ref<PReLU>(*context(ctx), num_parameters, init, dtype(type));
  });
}

nnl_status NNL_CALL nnl_softmax_create(nnl_context ctx, int64_t axis, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_softmax(*context(ctx), axis); });
}

nnl_status NNL_CALL nnl_log_softmax_create(nnl_context ctx, int64_t axis, nnl_module* module) {
  return create(__func__, "module", module, [&] { return make_log_softmax(*context(ctx), axis); });
}

nnl_status NNL_CALL nnl_dropout_create(nnl_context ctx, double p, nnl_module* module) {
  return create(__func__, "module", module,
                [&]() -> Ref<Module> { return make_ref<Dropout>(*context(ctx), p); });
}
