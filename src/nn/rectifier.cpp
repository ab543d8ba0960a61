#include "nn/rectifier.h"

namespace nnl {

Rectifier::Rectifier(Context& context, const kernels::Rectifier& function)
    : Layer(context), function_(function) {
  run(Variable(Tensor(context, DType::f32, {0})));  // refuses a slope that is no number
}

const char* Rectifier::kind() const {
  return function_.kind == kernels::Rectifier::Kind::relu ? "ReLU" : "LeakyReLU";
}

Variable Rectifier::run(const Variable& x) {
  return function_.kind == kernels::Rectifier::Kind::relu ? relu(x) : leaky_relu(x, function_.slope);
}

Ref<Module> Rectifier::duplicate() const { return make_ref<Rectifier>(context(), function_); }

}  // namespace nnl
