// Where handles come from, noted on request.
#pragma once

#include <atomic>
#include <cstdint>

namespace nnl::capi {

/// Which call made a handle, on which thread, and what the host called its work then.
struct HandleOrigin {
  const char* function = "";  // a literal
  char label[48] = "";
  int64_t thread = 0;  // the system's number
};

extern constinit std::atomic<bool> tracing_handles;

/// Notes from now on, or no longer and forgets what was noted.
void trace_handles(bool on) noexcept;
/// Notes that this thread makes the handle now; passed over if memory is missing.
void note_origin(int64_t handle) noexcept;
/// Nothing but "" and 0 for a handle that was not noted.
HandleOrigin origin_of(int64_t handle);

/// What this thread's next handles are for. Long labels are cut at a whole UTF-8 character.
void set_handle_label(const char* label) noexcept;

/// The C function that this thread runs, for origins.
class RunningFunction {
 public:
  explicit RunningFunction(const char* name) noexcept : outer_(innermost) { innermost = name; }
  ~RunningFunction() { innermost = outer_; }
  RunningFunction(const RunningFunction&) = delete;
  RunningFunction& operator=(const RunningFunction&) = delete;

  static const char* name() noexcept { return innermost; }

 private:
  static constinit thread_local const char* innermost;
  const char* outer_;
};

}  // namespace nnl::capi
