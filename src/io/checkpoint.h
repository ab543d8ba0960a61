// Checkpoints: all that a training needs to go on later with the same bits, in one file.
#pragma once

#include <vector>

#include "nn/module.h"
#include "tensor/state.h"

namespace nnl {

/// An object in a checkpoint, where its tensors are called "<name>.<their own name>".
struct CheckpointPart {
  const char* name;
  Stateful* object;
  Context* context;
};

/// A module's parameters and buffers as a state under their full names, which must be exactly those of the
/// module when it is taken up again. The module must outlive it.
class ModuleState final : public Stateful {
 public:
  explicit ModuleState(Module& module) : module_(module) {}
  /// The names say what it is.
  std::string description() const override { return "module"; }
  State state() const override;
  std::function<void()> prepare_state(State state) override;
  int64_t most_entries() const override;

 private:
  Module& module_;
};

/// Writes the parts, at least one and all of one context, as a safetensors file that appears whole or not at
/// all; with_random adds where the context's random stream stands.
void save_checkpoint(const std::string& path, const std::vector<CheckpointPart>& parts, bool with_random);

/// Takes up the parts again, and with_random the context's random stream. What else the file holds is passed
/// over. A part that was something else (Code::invalid_argument) is refused, and so is one whose values
/// cannot be (Code::invalid_file). On failure nothing has changed. The file is not trusted.
void load_checkpoint(const std::string& path, const std::vector<CheckpointPart>& parts, bool with_random);

}  // namespace nnl
