#include "base/profiler.h"

#include <chrono>
#include <pthread.h>

#include "base/error.h"
#include "base/single_threaded.h"

namespace nnl {
namespace {

/// Of all profilers: two contexts seldom record at once. Taken around a fork, so that the child finds
/// everything whole; never destroyed.
constinit std::mutex mutex;

[[maybe_unused]] const int fork_handlers =
    pthread_atfork([] { mutex.lock(); }, [] { mutex.unlock(); }, [] { mutex.unlock(); });

uint32_t thread_number() noexcept {
  static constinit std::atomic<uint32_t> numbers{0};
  thread_local constinit uint32_t number = 0;
  if (number == 0) number = 1 + numbers.fetch_add(1, std::memory_order_relaxed);
  return number;
}

}  // namespace

Profiler::~Profiler() {
  if (session() != 0) observers.fetch_sub(1, std::memory_order_relaxed);
}

void Profiler::start(int64_t max_events) {
  if (max_events < 0)
    fail(Code::invalid_argument, "profile: {} events to keep; wanted 0 or more", max_events);
  const LockGuard lock(mutex);
  if (session() != 0) fail(Code::invalid_state, "profile: it is recording already; stop it first");
  rows_.clear();
  places_.clear();
  events_.clear();
  total_ = dropped_ = 0;
  max_events_ = max_events;
  began_ = std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
  session_.store(++sessions_, std::memory_order_release);
  observers.fetch_add(1, std::memory_order_relaxed);
}

void Profiler::stop() {
  const LockGuard lock(mutex);
  if (session() == 0) fail(Code::invalid_state, "profile: it is not recording; start it first");
  session_.store(0, std::memory_order_release);
  observers.fetch_sub(1, std::memory_order_relaxed);
}

Profile Profiler::read(bool with_timeline) const {
  const LockGuard lock(mutex);
  if (sessions_ == 0) fail(Code::invalid_state, "profile: nothing was recorded; start it first");
  Profile profile;
  profile.recording = session() != 0;
  profile.total = total_;
  profile.events = static_cast<int64_t>(events_.size());
  profile.dropped = dropped_;
  profile.rows = rows_;
  if (with_timeline) profile.timeline.assign(events_.begin(), events_.end());
  return profile;
}

void Profiler::add(const ProfileScope& scope, int64_t duration) noexcept {
  const bool repeated = scope.repeated();
  const LockGuard lock(mutex);
  if (session() != scope.session_) return;
  try {
    const uint32_t place = row_of(scope);
    ProfileRow& row = rows_[place];
    ++row.calls;
    row.self += duration - scope.nested_;
    total_ += duration - scope.nested_;
    if (!repeated) {
      row.total += duration;
      row.bytes += scope.bytes_;
    }
    if (static_cast<int64_t>(events_.size()) < max_events_) {
      events_.push_back({scope.start_ - began_, duration, scope.bytes_, place, thread_number()});
      return;
    }
  } catch (...) {  // no memory
  }
  ++dropped_;
}

uint32_t Profiler::row_of(const ProfileScope& scope) {
  key_.assign(1, static_cast<char>(scope.kind_));
  key_.append(scope.name_).append(1, '\0').append(scope.layer_);
  const auto found = places_.find(key_);
  if (found != places_.end()) return found->second;
  const auto place = static_cast<uint32_t>(rows_.size());
  rows_.push_back({scope.kind_, scope.name_, scope.layer_});
  try {
    places_.emplace(key_, place);
  } catch (...) {
    rows_.pop_back();
    throw;
  }
  return place;
}

}  // namespace nnl
