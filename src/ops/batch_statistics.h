// Running statistics of batch norm, and how they move.
#pragma once

#include "ops/ops.h"

namespace nnl {

/// Fails unless batches can be counted and the running statistics be moved: their tensors are writable, the
/// counter is neither negative nor at its end, and there is one for a cumulative average.
void check_trackable(const BatchNormState& state, const std::optional<double>& momentum);

/// Counts a batch and moves the running statistics towards it, the variance with n - 1; a batch of no values
/// is only counted. Undone by a surrounding Transaction that fails. check_trackable() comes first.
void track_batch(const BatchNormState& state, const std::optional<double>& momentum,
                 const BatchMoments& batch);

/// Puts statistics (f64, the variance unbiased) and a count of batches in the place of the running ones, with
/// the same undo. check_trackable() comes first.
void replace_statistics(const BatchNormState& state, const Tensor& mean, const Tensor& var, int64_t batches);

}  // namespace nnl
