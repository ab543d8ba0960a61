// A module's parameters and buffers as a safetensors file.
#pragma once

#include <string>

#include "nn/module.h"

namespace nnl {

/// Writes all parameters and buffers under their full names. The file appears whole or not at all.
void save_state(const Module& module, const std::string& path);

/// Reads them back. Names, dtypes and shapes must be exactly the module's; only num_batches_tracked may be
/// missing and is then 0, as in PyTorch. On failure nothing has changed. The file is not trusted.
void load_state(Module& module, const std::string& path);

}  // namespace nnl
