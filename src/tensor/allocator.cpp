#include "tensor/allocator.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>
#include <pthread.h>
#include <sys/mman.h>
#include <utility>

#include "base/single_threaded.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) (static_cast<void>(address), static_cast<void>(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) (static_cast<void>(address), static_cast<void>(size))
#endif

namespace nnl {
namespace {

constexpr size_t alignment = 64;
constexpr size_t smallest = 64;
constexpr size_t steps = 4;  // size classes per power of two: at most a quarter of a block is slack
constexpr size_t classes = 58 * steps;

size_t class_of(size_t bytes) {
  bytes = std::max(bytes, smallest);
  const size_t power = std::bit_width(bytes - 1) - 1;  // 2^power < bytes <= 2^(power+1), for bytes > 1
  const size_t step = size_t{1} << (power - 2);
  return (power - 5) * steps + (bytes - 1 - (size_t{1} << power)) / step;
}

size_t class_size(size_t index) {
  const size_t power = index / steps + 5;
  const size_t size = (size_t{1} << power) + (index % steps + 1) * (size_t{1} << (power - 2));
  return (size + alignment - 1) / alignment * alignment;
}

/// Blocks from this size on lie in large pages where the system offers them: kernels walk through them in
/// strides that leave one small page for another at every step.
constexpr size_t large_page = size_t{2} << 20;
constexpr size_t large_block = 2 * large_page;

/// Memory of the system, or null.
void* system_block(size_t size) noexcept {
  const bool large = size >= large_block;
  void* block = nullptr;
  if (posix_memalign(&block, large ? large_page : alignment, size) != 0) return nullptr;
  if (large) madvise(block, size, MADV_HUGEPAGE);  // which may have none
  return block;
}

/// A sanitizer is to find uses of what lies behind the bytes that were asked for, and of free blocks.
void* handed_out(void* block, size_t bytes, size_t size) noexcept {
  ASAN_UNPOISON_MEMORY_REGION(block, bytes);
  ASAN_POISON_MEMORY_REGION(static_cast<char*>(block) + bytes, size - bytes);
  return block;
}

/// A free block holds the link to the next one of its class in its first bytes.
struct FreeBlock {
  FreeBlock* next;
};

struct Cache {
  std::mutex mutex;
  std::array<FreeBlock*, classes> free{};
  size_t cached = 0;  // bytes on the lists
  size_t used = 0;    // bytes handed out
  size_t peak = 0;    // the most that `used` was since the last trim
  std::atomic<long long> system_calls{0};

  /// Needs the lock.
  void trim() noexcept {
    for (FreeBlock*& head : free)
      while (head) {
        ASAN_UNPOISON_MEMORY_REGION(head, class_size(static_cast<size_t>(&head - free.data())));
        std::free(std::exchange(head, head->next));
      }
    cached = 0;
    peak = used;
  }
};

/// Never destroyed: blocks may come back while the process ends. Its lock is taken around a fork, so that the
/// child finds the lists whole.
constinit Cache cache;

[[maybe_unused]] const int fork_handlers =
    pthread_atfork([] { cache.mutex.lock(); }, [] { cache.mutex.unlock(); }, [] { cache.mutex.unlock(); });

/// Blocks up to this much are kept in any case.
constexpr size_t always_kept = size_t{64} << 20;

}  // namespace

void* allocate_block(size_t bytes) {
  if (bytes > (size_t{1} << 60)) throw std::bad_alloc();
  const size_t index = class_of(bytes), size = class_size(index);
  {
    const LockGuard lock(cache.mutex);
    if (FreeBlock* block = cache.free[index]) {
      cache.free[index] = block->next;
      cache.cached -= size;
      cache.peak = std::max(cache.peak, cache.used += size);
      return handed_out(block, bytes, size);
    }
  }
  cache.system_calls.fetch_add(1, std::memory_order_relaxed);
  void* block = system_block(size);
  if (!block) {
    trim_block_cache();
    block = system_block(size);
  }
  if (!block) throw std::bad_alloc();
  const LockGuard lock(cache.mutex);
  cache.peak = std::max(cache.peak, cache.used += size);
  return handed_out(block, bytes, size);
}

void free_block(void* block, size_t bytes) noexcept {
  const size_t index = class_of(bytes), size = class_size(index);
  const LockGuard lock(cache.mutex);
  ASAN_UNPOISON_MEMORY_REGION(block, sizeof(FreeBlock));
  cache.free[index] = new (block) FreeBlock{cache.free[index]};
  ASAN_POISON_MEMORY_REGION(static_cast<char*>(block) + sizeof(FreeBlock), size - sizeof(FreeBlock));
  cache.cached += size;
  cache.used -= size;
  if (cache.cached > std::max(always_kept, cache.peak)) cache.trim();
}

void trim_block_cache() noexcept {
  const LockGuard lock(cache.mutex);
  cache.trim();
}

long long system_allocations() noexcept { return cache.system_calls.load(std::memory_order_relaxed); }

}  // namespace nnl
