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
#include <utility>

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

/// A free block holds the link to the next one of its class in its first bytes.
struct FreeBlock {
  FreeBlock* next;
};

struct Cache {
  std::mutex mutex;
  std::array<FreeBlock*, classes> free{};
  std::atomic<long long> system_calls{0};

  void trim() noexcept {
    std::lock_guard lock(mutex);
    for (FreeBlock*& head : free)
      while (head) std::free(std::exchange(head, head->next));
  }
};

/// Never destroyed: blocks may come back while the process ends. Its lock is taken around a fork, so that the
/// child finds the lists whole.
Cache& cache() {
  static Cache* const instance = new Cache;
  return *instance;
}

[[maybe_unused]] const int fork_handlers = pthread_atfork(
    [] { cache().mutex.lock(); }, [] { cache().mutex.unlock(); }, [] { cache().mutex.unlock(); });

}  // namespace

void* allocate_block(size_t bytes) {
  if (bytes > (size_t{1} << 60)) throw std::bad_alloc();
  const size_t index = class_of(bytes);
  Cache& c = cache();
  {
    std::lock_guard lock(c.mutex);
    if (FreeBlock* block = c.free[index]) {
      c.free[index] = block->next;
      return block;
    }
  }
  c.system_calls.fetch_add(1, std::memory_order_relaxed);
  void* block = std::aligned_alloc(alignment, class_size(index));
  if (!block) {
    c.trim();
    block = std::aligned_alloc(alignment, class_size(index));
  }
  if (!block) throw std::bad_alloc();
  return block;
}

void free_block(void* block, size_t bytes) noexcept {
  const size_t index = class_of(bytes);
  Cache& c = cache();
  std::lock_guard lock(c.mutex);
  c.free[index] = new (block) FreeBlock{c.free[index]};
}

void trim_block_cache() noexcept { cache().trim(); }

long long system_allocations() noexcept { return cache().system_calls.load(std::memory_order_relaxed); }

}  // namespace nnl
