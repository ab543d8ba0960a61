#pragma once

#include <span>
#include <string>

#include "nn/module.h"

namespace nnl {

/// A table, one line for each batch norm of the tree, of how far the statistics of these inputs are from the
/// running ones: the largest |mean - running mean| / sqrt(running variance + eps) of a channel, and the
/// largest factor between the two variances, each with eps. Runs the module once, in the modes that it is
/// in, and takes everything back that this changed.
std::string batch_norm_report(Module& module, std::span<const Variable> inputs);

}  // namespace nnl
