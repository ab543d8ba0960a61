// The C library's functions in its place. A program's own ones come before those of the libraries it uses.
#include "oom/failing_memory.h"

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <dlfcn.h>
#include <new>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace nnl::test {
namespace {

enum class Mode { grant, count, threads };

constinit std::atomic<Mode> mode{Mode::grant};
constinit std::atomic<int64_t> first{0}, last{0}, requests{0}, refused{0};

bool is_refused(bool thread = false) {
  const Mode now = mode.load(std::memory_order_relaxed);
  if (now == Mode::grant) return false;
  const int64_t number = requests.fetch_add(1, std::memory_order_relaxed) + 1;
  const bool yes = now == Mode::threads ? thread : number >= first && number <= last;
  if (yes) refused.fetch_add(1, std::memory_order_relaxed);
  return yes;
}

void begin(Mode with, int64_t from, int64_t to) {
  first = from;
  last = to;
  requests = refused = 0;
  mode = with;
}

}  // namespace

void refuse_request(int64_t k, Refusal refusal) {
  begin(Mode::count, k, refusal == Refusal::one ? k : INT64_MAX);
}

void refuse_threads() { begin(Mode::threads, 0, 0); }

Refused grant_requests() {
  mode = Mode::grant;
  return {requests, refused};
}

}  // namespace nnl::test

// glibc's functions under their other names, or AddressSanitizer's.
extern "C" {
#if defined(NNL_ADDRESS_SANITIZER)
void* __interceptor_malloc(size_t);
void* __interceptor_calloc(size_t, size_t);
void* __interceptor_realloc(void*, size_t);
void* __interceptor_memalign(size_t, size_t);
void __interceptor_free(void*);
#define REAL(function) __interceptor_##function
#else
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);
#define REAL(function) __libc_##function
#endif

#pragma GCC visibility push(default)

using nnl::test::is_refused;

void* malloc(size_t size) noexcept {
  if (!is_refused()) return REAL(malloc)(size);
  errno = ENOMEM;
  return nullptr;
}

void* calloc(size_t count, size_t size) noexcept {
  if (!is_refused()) return REAL(calloc)(count, size);
  errno = ENOMEM;
  return nullptr;
}

void* realloc(void* block, size_t size) noexcept {
  if (!is_refused()) return REAL(realloc)(block, size);
  errno = ENOMEM;
  return nullptr;
}

void* memalign(size_t alignment, size_t size) noexcept {
  if (!is_refused()) return REAL(memalign)(alignment, size);
  errno = ENOMEM;
  return nullptr;
}

void* aligned_alloc(size_t alignment, size_t size) noexcept { return memalign(alignment, size); }

int posix_memalign(void** block, size_t alignment, size_t size) noexcept {
  void* const made = is_refused() ? nullptr : REAL(memalign)(alignment, size);
  if (made) *block = made;
  return made ? 0 : ENOMEM;
}

void* mmap(void* address, size_t length, int protection, int flags, int descriptor, off_t offset) noexcept {
  if (!is_refused())
    return reinterpret_cast<void*>(syscall(SYS_mmap, address, length, protection, flags, descriptor, offset));
  errno = ENOMEM;
  return MAP_FAILED;
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*),
                   void* argument) noexcept {
  if (is_refused(true)) return EAGAIN;
  static const auto next = reinterpret_cast<decltype(&pthread_create)>(dlsym(RTLD_NEXT, "pthread_create"));
  return next(thread, attributes, run, argument);
}

/// Files need not outlive the machine here.
int fsync(int) { return 0; }

#pragma GCC visibility pop
}

#if defined(NNL_ADDRESS_SANITIZER)
// Elsewhere these come to malloc by themselves.
void* operator new(size_t size) {
  if (void* made = malloc(size)) return made;
  throw std::bad_alloc();
}
void* operator new(size_t size, const std::nothrow_t&) noexcept { return malloc(size); }
void* operator new(size_t size, std::align_val_t alignment) {
  if (void* made = memalign(static_cast<size_t>(alignment), size)) return made;
  throw std::bad_alloc();
}
void operator delete(void* block) noexcept { __interceptor_free(block); }
void operator delete(void* block, size_t) noexcept { __interceptor_free(block); }
void operator delete(void* block, const std::nothrow_t&) noexcept { __interceptor_free(block); }
void operator delete(void* block, std::align_val_t) noexcept { __interceptor_free(block); }
void operator delete(void* block, size_t, std::align_val_t) noexcept { __interceptor_free(block); }
#endif
