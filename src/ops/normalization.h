// Normalisation of each sample on its own. Batch norm stands in ops.h.
#pragma once

#include "autograd/variable.h"

namespace nnl {

/// Ba et al. 2016, as torch.nn.functional.layer_norm: over the last axes, whose sizes are normalized_shape
/// (one axis or more). weight and bias of that shape, or none.
Variable layer_norm(const Variable& x, const Dims& normalized_shape, const Variable& weight,
                    const Variable& bias, double eps = 1e-5);

/// Wu & He 2018, as torch.nn.functional.group_norm: over groups of the channels of (N, C, ...). weight and
/// bias (C), or none. Several groups of one value are fine and give the bias; a single value for each of
/// the groups of a single sample is an error, as in PyTorch.
Variable group_norm(const Variable& x, int64_t num_groups, const Variable& weight, const Variable& bias,
                    double eps = 1e-5);

/// Fails with Code::invalid_argument, naming `op`, unless eps is finite and not negative.
void check_eps(const char* op, double eps);

/// Fails with Code::invalid_argument, naming `op`, unless there is a group and the channels fall evenly into
/// them.
void check_groups(const char* op, int64_t num_groups, int64_t channels);

}  // namespace nnl
