#pragma once

#include <functional>

#include "nn/module.h"

namespace nnl {

/// A module that its user builds from parts. Names have 1 to 255 bytes of UTF-8 without "." and control
/// characters, and no two parts of a module have the same.
class CustomModule final : public Module {
 public:
  /// What it computes, given the module itself.
  using Forward = std::function<Variable(CustomModule& self, std::span<const Variable> inputs)>;

  /// Without a forward it only groups its children, as torch.nn.ModuleList does. `kind` is a name, too.
  CustomModule(Context& context, std::string kind, Forward forward = {});
  const char* kind() const override { return kind_.c_str(); }

  /// Shares a floating leaf and has it require a gradient, as torch.nn.Parameter does.
  void add_parameter(const std::string& name, Variable parameter);
  /// Shares a tensor that requires no gradient.
  void add_buffer(const std::string& name, const Variable& buffer);
  /// Shares a module. A module that is itself part of another takes no more children.
  void add_child(const std::string& name, const Ref<Module>& child);

 private:
  Variable apply(std::span<const Variable> inputs) override;
  void check_part(const std::string& name, const Context& context) const;

  std::string kind_;
  Forward forward_;
};

}  // namespace nnl
