// Where a module's forward begins and ends, for profiles and number checks.
#pragma once

#include "base/profile_scope.h"

namespace nnl {

class Module;

/// Marks the forward of a module in its context's profile while it lives. Its name is its path from the
/// module that the caller ran, "3.conv", as far as each module on the way is run by the one that it is a
/// child of; otherwise, as for the module that the caller ran, its kind. A child at several places of one
/// module is taken to run at them in turn.
class LayerScope {
 public:
  explicit LayerScope(const Module& module) {
    if (observed()) [[unlikely]]
      begin(module);
  }
  ~LayerScope() {
    if (running_) [[unlikely]]
      end();
  }
  LayerScope(const LayerScope&) = delete;
  LayerScope& operator=(const LayerScope&) = delete;

 private:
  struct Running;

  void begin(const Module& module);
  void end() noexcept;

  static thread_local Running* innermost_;
  Running* running_ = nullptr;
};

}  // namespace nnl
