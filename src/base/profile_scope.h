// The marks in the code that a profile is made of.
#pragma once

#include <atomic>
#include <cstdint>

namespace nnl {

class Profiler;

/// What a scope of a profile is: an operation's forward, its gradient function, a module's forward, an
/// optimizer's step, or a whole part of training.
enum class ProfileKind : int32_t { op = 0, backward = 1, layer = 2, optimizer = 3, step = 4 };

/// How many profiles of the process are recording now, and contexts checking their numbers.
extern std::atomic<int> observers;

/// Whether any is. All that is spent on profiles and number checks while none is: one load and a branch.
inline bool observed() noexcept { return observers.load(std::memory_order_relaxed) != 0; }

/// Records in the profile of `owner.context()`, if that is recording, what this thread does while it lives:
/// the time by the steady clock, and the bytes of tensor memory that the context gave out on this thread.
/// Scopes lie within each other as they live. Neither names nor owner are looked at unless some profile
/// records; then names must live as long as the scope. One whose profile stops meanwhile leaves nothing.
class ProfileScope {
 public:
  template <class Owner>
  ProfileScope(ProfileKind kind, const char* name, const Owner& owner, const char* layer = "") {
    if (observed()) [[unlikely]]
      begin(kind, name, layer, owner.context().profiler());
  }
  ~ProfileScope() {
    if (profiler_) [[unlikely]]
      end();
  }
  ProfileScope(const ProfileScope&) = delete;
  ProfileScope& operator=(const ProfileScope&) = delete;

  /// Counts memory for the innermost scope of this thread that records in the profile.
  static void allocated(const Profiler& profiler, int64_t bytes) noexcept;

 private:
  friend class Profiler;

  void begin(ProfileKind kind, const char* name, const char* layer, Profiler& profiler) noexcept;
  void end() noexcept;
  /// The innermost scope around this one that is part of the same recording, or nullptr.
  ProfileScope* around() const noexcept;
  /// Whether it lies within one of the same row.
  bool repeated() const noexcept;

  Profiler* profiler_ = nullptr;  // retained; the rest only has values where this has one
  uint64_t session_;
  ProfileKind kind_;
  const char* name_;
  const char* layer_;
  ProfileScope* outer_;  // of any profile
  int64_t start_;        // nanoseconds
  int64_t nested_;       // nanoseconds of what was recorded directly within it
  int64_t bytes_;
};

}  // namespace nnl
