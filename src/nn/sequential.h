#pragma once

#include "nn/module.h"

namespace nnl {

/// Modules one after the other, named "0", "1", ... The first takes all inputs, the others the output of the
/// one before. The first failing one is named in the error. One that joins the one behind it runs in one pass
/// with it.
class Sequential final : public Module {
 public:
  /// All of one context; an empty list gives the identity.
  Sequential(Context& context, const std::vector<Ref<Module>>& modules);
  const char* kind() const override { return "Sequential"; }
  /// As the first module has it.
  bool may_be_absent(size_t index) const override;

 private:
  Variable apply(std::span<const Variable> inputs) override;
  Ref<Module> duplicate() const override;

  std::vector<bool> joined_;  // of each module, with the one behind it
};

}  // namespace nnl
