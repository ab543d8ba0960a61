// Scopes: stretches of a thread's work that end the handles which it was given meanwhile.
#pragma once

#include <atomic>
#include <vector>

#include "handle_table.h"

namespace nnl::capi {

/// Holds the handles that its thread is given while it is the innermost one open there. Those that are
/// released before are forgotten, so that a long loop does not make it grow.
class Scope : public RefCounted {
 public:
  /// The most that may be open inside each other.
  static constexpr int most_open = 1024;

  /// Begins one on this thread, which a handle names. It ends with the thread at the latest. Throws
  /// std::bad_alloc.
  static int64_t begin();
  /// Ends it, and first those inside it. Fails with Code::invalid_state on another thread.
  void end();
  /// Has the handle outlive this scope, whichever scope inside it holds it: the next one outside holds it
  /// from now on. Any other live handle stays as it is. Fails as end() does.
  void keep(int64_t handle);

  /// Ends the scope's handle, and the scope: on its thread now, on another one when its thread next begins or
  /// ends a scope, or ends; until then it is given no more. Passes over what is no scope's handle.
  static void drop(int64_t handle) noexcept;
  /// Ends all of this thread.
  static void end_all() noexcept;

 private:
  friend class ScopeMark;
  friend int64_t give_in_scope(Kind kind, Ref<RefCounted> object);

  explicit Scope(Scope* outer);

  bool is_open_here() const noexcept;
  void check_open_here() const;
  /// Makes room for one more handle. Throws std::bad_alloc.
  void reserve();
  /// Itself or the next one outside that was not released by another thread.
  static Scope* first_in_use(Scope* scope) noexcept;
  static void end_innermost() noexcept;
  static void end_released() noexcept;

  Scope* const outer_;
  const int depth_;
  const uint64_t number_;  // of all scopes, from 1 on
  int64_t handle_ = 0;
  std::vector<int64_t> handles_;
  std::atomic<bool> released_{false};
};

extern constinit thread_local Scope* innermost_scope;
int64_t give_in_scope(Kind kind, Ref<RefCounted> object);

/// A new handle that passes to the host, and to the innermost scope. Throws std::bad_alloc.
inline int64_t give_handle(Kind kind, Ref<RefCounted> object) {
  return innermost_scope ? give_in_scope(kind, std::move(object)) : insert_handle(kind, std::move(object));
}

/// Ends the scopes that were begun on this thread while it lived.
class ScopeMark {
 public:
  ScopeMark() noexcept;
  ~ScopeMark();
  ScopeMark(const ScopeMark&) = delete;
  ScopeMark& operator=(const ScopeMark&) = delete;

 private:
  uint64_t begun_;
};

}  // namespace nnl::capi
