// Folding batch norms into the layers in front of them, for inference.
#pragma once

#include "nn/module.h"

namespace nnl {

/// A copy of the module in inference mode with the same outputs to rounding, in which every batch norm with
/// running statistics is folded into the layer in front of it, where that layer can take it: a Linear, or
/// whatever overrides Module::folded. Folded ones are gone, so that the modules behind them in a Sequential
/// have lower numbers. Looks into nested Sequentials and across their borders, not into other modules.
/// Nothing that the copy has is shared with the module. Fails with Code::not_supported for a kind that cannot
/// be copied.
Ref<Module> fold_batch_norms(Module& module);

/// For Module::folded: the weight with each row of its first axis times scale[row].
Tensor scaled_rows(const Tensor& weight, const Tensor& scale);
/// bias * scale + shift in a layer's dtype, for a bias that may be empty.
Tensor scaled_bias(const Tensor& bias, const Tensor& scale, const Tensor& shift, DType dtype);

}  // namespace nnl
