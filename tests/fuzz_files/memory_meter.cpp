#include "memory_meter.h"

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <malloc.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NNL_ADDRESS_SANITIZER
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define NNL_ADDRESS_SANITIZER
#endif

#if defined(NNL_ADDRESS_SANITIZER)
// The runtime's functions, which GCC has no header for.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void*, size_t),
                                                         void (*)(const volatile void*));
extern "C" size_t __sanitizer_get_allocated_size(const volatile void*);
#endif

namespace nnl::fuzz_files {
namespace {

std::atomic<int64_t> in_use{0}, most{0};

void note(int64_t bytes) {
  const int64_t now = in_use.fetch_add(bytes, std::memory_order_relaxed) + bytes;
  int64_t before = most.load(std::memory_order_relaxed);
  while (now > before && !most.compare_exchange_weak(before, now, std::memory_order_relaxed)) continue;
}

}  // namespace

int64_t memory_in_use() { return in_use; }
int64_t most_memory_in_use() { return most; }
void restart_memory_meter() { most = in_use.load(); }

#if defined(NNL_ADDRESS_SANITIZER)

namespace {

// Blocks from before the program began may be freed later.
[[maybe_unused]] const int hooks = __sanitizer_install_malloc_and_free_hooks(
    [](const volatile void*, size_t bytes) { note(static_cast<int64_t>(bytes)); },
    [](const volatile void* block) {
      if (block) note(-static_cast<int64_t>(__sanitizer_get_allocated_size(block)));
    });

}  // namespace
}  // namespace nnl::fuzz_files

#else

namespace {

void* noted(void* block) {
  if (block) note(static_cast<int64_t>(malloc_usable_size(block)));
  return block;
}

}  // namespace
}  // namespace nnl::fuzz_files

// Those of the C library, which the program's own stand before.
extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);
void __libc_free(void*);

void* malloc(size_t bytes) { return nnl::fuzz_files::noted(__libc_malloc(bytes)); }
void* calloc(size_t count, size_t bytes) { return nnl::fuzz_files::noted(__libc_calloc(count, bytes)); }
void* memalign(size_t alignment, size_t bytes) {
  return nnl::fuzz_files::noted(__libc_memalign(alignment, bytes));
}
void* aligned_alloc(size_t alignment, size_t bytes) { return memalign(alignment, bytes); }
int posix_memalign(void** block, size_t alignment, size_t bytes) {
  void* made = memalign(alignment, bytes);
  if (!made) return ENOMEM;
  *block = made;
  return 0;
}
void free(void* block) {
  if (block) nnl::fuzz_files::note(-static_cast<int64_t>(malloc_usable_size(block)));
  __libc_free(block);
}
void* realloc(void* block, size_t bytes) {
  const auto before = block ? static_cast<int64_t>(malloc_usable_size(block)) : 0;
  void* moved = __libc_realloc(block, bytes);
  if (moved || bytes == 0) nnl::fuzz_files::note(-before);
  return nnl::fuzz_files::noted(moved);
}
}

#endif
