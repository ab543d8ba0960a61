#include "nn/dropout.h"

#include "ops/dropout.h"

namespace nnl {

Dropout::Dropout(Context& context, double p) : Layer(context), p_(p) {
  if (!(p >= 0 && p <= 1)) fail(Code::invalid_argument, "Dropout: p {} is not in [0, 1]", p);
}

Variable Dropout::run(const Variable& x) { return dropout(x, p_, training()); }

}  // namespace nnl
