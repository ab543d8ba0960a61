#include "base/striped_lock.h"

#include <array>
#include <cstdint>
#include <new>
#include <pthread.h>

namespace nnl {
namespace {

constinit std::array<std::shared_mutex, 64> locks;

void lock_all() {
  for (std::shared_mutex& lock : locks) lock.lock();
}
void unlock_all() {
  for (std::shared_mutex& lock : locks) lock.unlock();
}
/// The child's only thread has another number than the one that took the locks, which glibc's unlock minds.
void renew_all() {
  for (std::shared_mutex& lock : locks) new (&lock) std::shared_mutex;
}

[[maybe_unused]] const int fork_handlers = pthread_atfork(lock_all, unlock_all, renew_all);

}  // namespace

std::shared_mutex& striped_lock(const void* object) noexcept {
  // Objects are at least 16 bytes apart; the multiplication mixes what is left.
  const uint64_t mixed = (reinterpret_cast<uintptr_t>(object) >> 4) * 0x9E3779B97F4A7C15;
  return locks[mixed >> 58];
}

}  // namespace nnl
