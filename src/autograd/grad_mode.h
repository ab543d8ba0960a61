// Whether operations of this thread are recorded for backward.
#pragma once

namespace nnl {

/// True unless switched off. Per thread.
bool grad_enabled();
void set_grad_enabled(bool enabled);

/// Switches recording for a scope.
class GradMode {
 public:
  explicit GradMode(bool enabled) : before_(grad_enabled()) { set_grad_enabled(enabled); }
  ~GradMode() { set_grad_enabled(before_); }
  GradMode(const GradMode&) = delete;
  GradMode& operator=(const GradMode&) = delete;

 private:
  bool before_;
};

}  // namespace nnl
