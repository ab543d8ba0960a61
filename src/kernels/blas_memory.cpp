#include "kernels/blas_memory.h"

#if defined(NNL_SYSTEM_OPENBLAS)

nnl::kernels::BlasCall::BlasCall() {}
nnl::kernels::BlasCall::~BlasCall() {}

#else

#include <cstddef>
#include <new>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

namespace nnl::kernels {
namespace {

// OpenBLAS's BUFFER_SIZE: 256 MiB on POWER, at most 128 MiB elsewhere. It adds a page, and so does this.
#if defined(__powerpc64__)
constexpr size_t kBufferBytes = size_t{256} << 20;
#else
constexpr size_t kBufferBytes = size_t{128} << 20;
#endif

// A plain pointer, not an owner: products are still legal while a thread's other thread_local objects, or the
// process's static ones, are destroyed. The thread's key unmaps it after those.
constinit thread_local char* buffer = nullptr;

// The second half of the buffer is for malloc, from its end on.
constexpr size_t kMostLent = kBufferBytes / 2;
constinit thread_local bool inside_call = false;
constinit thread_local size_t lent = 0;

size_t mapped_bytes() { return kBufferBytes + static_cast<size_t>(sysconf(_SC_PAGESIZE)); }

void unmap(void* mapped) {
  munmap(mapped, mapped_bytes());
  buffer = nullptr;
}

pthread_key_t thread_exit;

// Made when the library is loaded: a lock taken at first use could be held by another thread at a fork.
const bool has_thread_exit = pthread_key_create(&thread_exit, unmap) == 0;

void map_buffer() {
  if (!has_thread_exit) throw std::bad_alloc();
  void* const mapped = mmap(nullptr, mapped_bytes(), PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  if (pthread_setspecific(thread_exit, mapped) != 0) {
    munmap(mapped, mapped_bytes());
    throw std::bad_alloc();
  }
  buffer = static_cast<char*>(mapped);
}

}  // namespace

BlasCall::BlasCall() {
  if (!buffer) map_buffer();
  inside_call = true;
  lent = 0;
}

BlasCall::~BlasCall() { inside_call = false; }

}  // namespace nnl::kernels

extern "C" {

void* __wrap_blas_memory_alloc(int) { return nnl::kernels::buffer; }

void __wrap_blas_memory_free(void*) {}

void* __real_malloc(size_t size);
void __real_free(void* block);

void* __wrap_malloc(size_t size) {
  using namespace nnl::kernels;
  constexpr size_t alignment = 64;
  if (!inside_call || size > kMostLent - lent - alignment) return __real_malloc(size);
  lent += (size + alignment - 1) / alignment * alignment;
  return buffer + kBufferBytes - lent;
}

void __wrap_free(void* block) {
  using namespace nnl::kernels;
  const auto* byte = static_cast<const char*>(block);
  if (inside_call && buffer <= byte && byte < buffer + kBufferBytes) return;
  __real_free(block);
}
}

#endif
