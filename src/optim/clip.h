// Clipping of gradients, against exploding ones (Pascanu et al. 2013).
#pragma once

#include <span>

#include "autograd/variable.h"

namespace nnl {

/// Scales all gradients so that their common norm is at most max_norm (factor min(1, max_norm / (norm +
/// 1e-6))) and returns the norm before. norm_type is positive or infinite. Missing gradients are passed over;
/// none at all gives 0. With `error_if_nonfinite`, a norm that is not finite is an error and nothing is
/// scaled.
double clip_grad_norm(std::span<const Variable> parameters, double max_norm, double norm_type = 2,
                      bool error_if_nonfinite = false);

/// Clamps every gradient element to [-clip_value, clip_value].
void clip_grad_value(std::span<const Variable> parameters, double clip_value);

}  // namespace nnl
