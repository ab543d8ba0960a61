// Activations with settings as layers, which are checked when the layer is made.
#pragma once

#include "nn/module.h"
#include "ops/activation.h"

namespace nnl {

Ref<Module> make_relu(Context& context);
Ref<Module> make_leaky_relu(Context& context, double negative_slope);
Ref<Module> make_elu(Context& context, double alpha);
Ref<Module> make_gelu(Context& context, GeluApproximation approximate);
Ref<Module> make_silu(Context& context);
Ref<Module> make_softplus(Context& context, double beta, double threshold);
/// Here min_val must be less than max_val.
Ref<Module> make_hardtanh(Context& context, double min_val, double max_val);
Ref<Module> make_softmax(Context& context, int64_t axis);
Ref<Module> make_log_softmax(Context& context, int64_t axis);

}  // namespace nnl
