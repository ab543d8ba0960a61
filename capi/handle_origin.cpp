#include "handle_origin.h"

#include <mutex>
#include <new>
#include <pthread.h>
#include <unistd.h>
#include <unordered_map>

#include "base/single_threaded.h"
#include "fixed_text.h"

namespace nnl::capi {
namespace {

constinit thread_local char label[sizeof HandleOrigin::label] = "";

/// By the handle's slot, so that there are never more than there are slots.
struct Origins {
  std::mutex mutex;
  struct Entry {
    int64_t handle;
    HandleOrigin origin;
  };
  std::unordered_map<int64_t, Entry> entries;
};
// Made when the library is loaded, which must not need memory, and never destroyed.
alignas(Origins) unsigned char place_of_origins[sizeof(Origins)];
Origins& origins = *new (place_of_origins) Origins;

// The lock is taken around a fork, so that the child finds them whole.
[[maybe_unused]] const int fork_handlers = pthread_atfork(
    [] { origins.mutex.lock(); }, [] { origins.mutex.unlock(); }, [] { origins.mutex.unlock(); });

int64_t slot_of(int64_t handle) { return handle & ((int64_t{1} << 26) - 1); }

}  // namespace

constinit std::atomic<bool> tracing_handles{false};
constinit thread_local const char* RunningFunction::innermost = "";

void trace_handles(bool on) noexcept {
  const LockGuard lock(origins.mutex);
  tracing_handles.store(on, std::memory_order_relaxed);
  if (!on) std::unordered_map<int64_t, Origins::Entry>().swap(origins.entries);
}

void note_origin(int64_t handle) noexcept {
  HandleOrigin origin;
  origin.function = RunningFunction::name();
  std::memcpy(origin.label, label, sizeof label);
  origin.thread = gettid();
  const LockGuard lock(origins.mutex);
  try {
    origins.entries.insert_or_assign(slot_of(handle), Origins::Entry{handle, origin});
  } catch (const std::bad_alloc&) {
  }
}

HandleOrigin origin_of(int64_t handle) {
  const LockGuard lock(origins.mutex);
  const auto found = origins.entries.find(slot_of(handle));
  return found != origins.entries.end() && found->second.handle == handle ? found->second.origin
                                                                          : HandleOrigin{};
}

void set_handle_label(const char* text) noexcept { store_text(label, text); }

}  // namespace nnl::capi
