// A module's parameters and buffers as a safetensors file.
#pragma once

#include <string>
#include <vector>

#include "nn/module.h"

namespace nnl {

/// Writes all parameters and buffers under their full names. The file appears whole or not at all.
void save_state(const Module& module, const std::string& path);

/// How a file's names and a module's met. Missing and mismatched ones in the module's order, unexpected ones
/// in the file's.
struct LoadReport : RefCounted {
  std::vector<std::string> missing;     // the module's, not in the file
  std::vector<std::string> unexpected;  // the file's, not in the module
  std::vector<std::string> mismatched;  // in both, but of another dtype or shape
  bool is_empty() const { return missing.empty() && unexpected.empty() && mismatched.empty(); }
};

/// A file's state on its way into a module: made (read and checked), then finished (put in place). Strictly,
/// names, dtypes and shapes must be exactly the module's, and the error lists what is not. Else all that fits
/// is taken and the rest left as it is. A num_batches_tracked that is missing beside a running_mean is 0, as
/// in PyTorch, and not reported. The file is not trusted.
class StateLoad {
 public:
  StateLoad(const Module& module, const std::string& path, bool strict);
  const Ref<LoadReport>& report() const { return report_; }
  /// Cannot fail.
  void finish() const;

 private:
  struct Replacement {
    Tensor target;
    Tensor values;
  };

  Ref<Context> context_;
  Ref<LoadReport> report_;
  std::vector<Replacement> replacements_;
  std::string log_line_;
};

/// Reads a state back, strictly. On failure nothing has changed.
inline void load_state(const Module& module, const std::string& path) {
  StateLoad(module, path, true).finish();
}

}  // namespace nnl
