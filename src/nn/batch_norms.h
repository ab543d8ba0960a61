// What is done to every batch norm of a tree of modules.
#pragma once

#include "nn/batch_norm.h"

namespace nnl {

struct NamedBatchNorm {
  std::string name;  // full, such as "1.0"; "" for the root itself
  Ref<BatchNorm> layer;
};

/// The batch norms of the tree in order, each once, under the first of its names.
std::vector<NamedBatchNorm> batch_norms(Module& module);

/// See BatchNorm::freeze_statistics.
void freeze_statistics(Module& module, bool frozen);
/// Whether there is a batch norm and all are frozen.
bool statistics_frozen(Module& module);

/// See BatchNorm::accumulate_statistics. A commit that fails has moved none.
void accumulate_statistics(Module& module, bool accumulate);
void commit_statistics(Module& module);

}  // namespace nnl
