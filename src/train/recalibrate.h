#pragma once

#include "data/loader.h"
#include "nn/module.h"

namespace nnl {

/// Replaces the running statistics of every batch norm of the tree by their average over batches of the
/// loader, as torch.optim.swa_utils.update_bn does, and their counters by the number of batches: the rest of
/// the loader's epoch, or the next one if it is at the end of one, but at most `max_batches` if that is not
/// 0. The module's inputs are all tensors of a batch but the last, or the only one. Returns the number of
/// batches.
///
/// Batch norms whose statistics are frozen keep them; with no other one nothing is run. Batch norms
/// normalise by the batch meanwhile, whatever their mode; other modules run in the mode that they are in,
/// while update_bn has them in training mode. Fails with Code::invalid_state if there is no batch.
int64_t recalibrate(Module& module, Loader& loader, int64_t max_batches = 0);

}  // namespace nnl
