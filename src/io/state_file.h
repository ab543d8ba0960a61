// A module's parameters and buffers as a safetensors file.
#pragma once

#include <string>
#include <vector>

#include "nn/module.h"

namespace nnl {

/// Writes all parameters and buffers under their full names. The file appears whole or not at all.
void save_state(const Module& module, const std::string& path);

struct LoadOptions {
  bool strict = true;    // whatever does not fit exactly is an error
  bool dry_run = false;  // compares only
};

/// How a file's names and a module's met. Missing and mismatched ones in the module's order, unexpected ones
/// in the file's.
struct LoadReport : RefCounted {
  std::vector<std::string> missing;     // the module's, not in the file
  std::vector<std::string> unexpected;  // the file's, not in the module
  std::vector<std::string> mismatched;  // in both, but of another dtype or shape
};

/// Reads them back. Strictly, names, dtypes and shapes must be exactly the module's: otherwise the error
/// lists what is not and nothing has changed. Else all that fits is taken, the rest left as it is. A
/// num_batches_tracked that is missing beside a running_mean is 0, as in PyTorch, and not reported. The file
/// is not trusted.
Ref<LoadReport> load_state(Module& module, const std::string& path, const LoadOptions& options = {});

}  // namespace nnl
