// Profiles: where the time and the memory of a context's work went.
#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/profile_scope.h"
#include "base/ref.h"

namespace nnl {

/// All scopes of one kind and name.
struct ProfileRow {
  ProfileKind kind;
  std::string name;   // of a layer its path, "3.conv", or its kind if no other layer ran it
  std::string layer;  // of a layer its kind, "Conv2d"; else empty
  int64_t calls = 0;
  int64_t total = 0;  // nanoseconds; a scope within one of the same row counts only here once
  int64_t self = 0;   // nanoseconds outside of the scopes within
  int64_t bytes = 0;  // of tensor memory given out, counted as the total
};

/// One scope.
struct ProfileEvent {
  int64_t start;     // nanoseconds since the recording began
  int64_t duration;  // nanoseconds
  int64_t bytes;
  uint32_t row;
  uint32_t thread;  // numbers of threads count from 1 in the process
};

/// What was recorded up to now.
struct Profile {
  bool recording = false;
  int64_t total = 0;                   // nanoseconds: the self times of all rows, so of all threads together
  int64_t events = 0;                  // that are kept
  int64_t dropped = 0;                 // that were not, for which there was no room
  std::vector<ProfileRow> rows;        // in the order in which their first scopes ended
  std::vector<ProfileEvent> timeline;  // in the order in which they ended
};

/// Records for one context, on any number of threads, what ProfileScope marks. All functions may be called
/// from any thread. What was recorded stays until the next start.
class Profiler : public RefCounted {
 public:
  ~Profiler() override;

  /// Begins anew. Keeps at most that many events; rows go on counting beyond. Fails with
  /// Code::invalid_argument for a negative number and Code::invalid_state while it is recording.
  void start(int64_t max_events);
  /// Fails with Code::invalid_state unless it is recording.
  void stop();
  /// The timeline is empty unless asked for. Fails with Code::invalid_state before the first start.
  Profile read(bool with_timeline) const;

 private:
  friend class ProfileScope;

  /// The number of the recording that goes on, or 0.
  uint64_t session() const noexcept { return session_.load(std::memory_order_acquire); }
  /// A scope that has ended, if its recording still goes on.
  void add(const ProfileScope& scope, int64_t duration) noexcept;
  uint32_t row_of(const ProfileScope& scope);

  std::atomic<uint64_t> session_{0};
  uint64_t sessions_ = 0;
  int64_t began_ = 0;
  int64_t max_events_ = 0;
  int64_t total_ = 0;
  int64_t dropped_ = 0;
  std::vector<ProfileRow> rows_;
  std::unordered_map<std::string, uint32_t> places_;  // of rows, by key_
  std::string key_;
  std::deque<ProfileEvent> events_;
};

}  // namespace nnl
