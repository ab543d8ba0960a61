#include "nn/activations.h"

#include "nn/rectifier.h"
#include "nn/simple.h"
#include "ops/ops.h"

namespace nnl {
namespace {

/// A layer of a function that has been tried on nothing, to check its settings.
template <class Function>
Ref<Module> checked(Context& context, const char* kind, Function function) {
  function(Variable(Tensor(context, DType::f32, {0})));
  return make_simple(context, kind, function);
}

}  // namespace

Ref<Module> make_relu(Context& context) {
  return make_ref<Rectifier>(context, kernels::Rectifier{kernels::Rectifier::Kind::relu});
}

Ref<Module> make_leaky_relu(Context& context, double negative_slope) {
  return make_ref<Rectifier>(context,
                             kernels::Rectifier{kernels::Rectifier::Kind::leaky_relu, negative_slope});
}

Ref<Module> make_elu(Context& context, double alpha) {
  return checked(context, "ELU", [=](const Variable& x) { return elu(x, alpha); });
}

Ref<Module> make_gelu(Context& context, GeluApproximation approximate) {
  return make_simple(context, "GELU", [=](const Variable& x) { return gelu(x, approximate); });
}

Ref<Module> make_silu(Context& context) { return make_simple(context, "SiLU", silu); }

Ref<Module> make_softplus(Context& context, double beta, double threshold) {
  return checked(context, "Softplus", [=](const Variable& x) { return softplus(x, beta, threshold); });
}

Ref<Module> make_hardtanh(Context& context, double min_val, double max_val) {
  if (!(min_val < max_val))
    fail(Code::invalid_argument, "Hardtanh: min_val {} is not less than max_val {}", min_val, max_val);
  return make_simple(context, "Hardtanh", [=](const Variable& x) { return hardtanh(x, min_val, max_val); });
}

Ref<Module> make_softmax(Context& context, int64_t axis) {
  return make_simple(context, "Softmax", [=](const Variable& x) { return softmax(x, axis); });
}

Ref<Module> make_log_softmax(Context& context, int64_t axis) {
  return make_simple(context, "LogSoftmax", [=](const Variable& x) { return log_softmax(x, axis); });
}

}  // namespace nnl
