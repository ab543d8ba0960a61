#pragma once

#include <span>
#include <string>

#include "nn/module.h"

namespace nnl {

/// A table with a line for each batch norm of the tree, as nnlite.h describes it: its modes, its running
/// statistics, and how far the statistics of these inputs are from them. Runs the module once, in the modes
/// that it is in, and takes everything back that this changed.
std::string batch_norm_report(Module& module, std::span<const Variable> inputs);

}  // namespace nnl
