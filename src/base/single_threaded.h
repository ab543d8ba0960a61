// Atomic steps that cost nothing special in a process with one thread.
#pragma once

#include <atomic>
#include <mutex>

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#endif

namespace nnl {

/// Whether no other thread of the process can be there: then a read-modify-write needs no locked instruction
/// (some 20 processor cycles each), and nothing needs a lock. False where the C library does not say.
inline bool single_threaded() noexcept {
#if __has_include(<sys/single_threaded.h>)
  return __libc_single_threaded;
#else
  return false;
#endif
}

/// value.fetch_add(change, order)
template <class T>
[[gnu::always_inline]] inline T fetch_add(std::atomic<T>& value, T change, std::memory_order order) noexcept {
  if (!single_threaded()) return value.fetch_add(change, order);
  const T before = value.load(std::memory_order_relaxed);
  value.store(before + change, std::memory_order_relaxed);
  return before;
}

/// value.compare_exchange_weak(expected, desired, order)
template <class T>
[[gnu::always_inline]] inline bool compare_exchange(std::atomic<T>& value, T& expected, T desired,
                                                    std::memory_order order) noexcept {
  if (!single_threaded()) return value.compare_exchange_weak(expected, desired, order);
  const T now = value.load(std::memory_order_relaxed);
  if (now == expected) {
    value.store(desired, std::memory_order_relaxed);
    return true;
  }
  expected = now;
  return false;
}

/// A lock_guard for code that starts no thread while it holds the lock.
class LockGuard {
 public:
  explicit LockGuard(std::mutex& mutex) : mutex_(single_threaded() ? nullptr : &mutex) {
    if (mutex_) mutex_->lock();
  }
  ~LockGuard() {
    if (mutex_) mutex_->unlock();
  }
  LockGuard(const LockGuard&) = delete;
  LockGuard& operator=(const LockGuard&) = delete;

 private:
  std::mutex* mutex_;
};

}  // namespace nnl
