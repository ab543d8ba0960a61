# nnlite_openblas: OpenBLAS for the private matrix products. By default its single-threaded static archive, which is
# linked in and hidden.
option(NNLITE_SYSTEM_OPENBLAS "Use the system's shared OpenBLAS, if a check shows that it is safe" OFF)

# Fails unless `library` runs no threads of its own and gives 4 concurrent callers a buffer each and the bits of one.
# A safe library takes some 20 seconds, once.
function(check_shared_openblas library include_dir)
  unset(openblas_exit CACHE)
  unset(openblas_compiled CACHE)
  try_run(openblas_exit openblas_compiled
    SOURCE_FROM_CONTENT openblas_check.cpp [=[
#include <cblas.h>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

extern "C" {
void* blas_memory_alloc(int) __attribute__((weak));
void blas_memory_free(void*) __attribute__((weak));
}

constexpr int kThreads = 4;

// Calls body(thread, iteration) from all threads at once and says how often it returned false.
template <class Body>
int failures(int iterations, Body body) {
  std::atomic<int> count{0}, waiting{kThreads};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      for (--waiting; waiting > 0;) std::this_thread::yield();
      for (int i = 0; i < iterations; ++i)
        if (!body(t, i)) ++count;
    });
  for (std::thread& thread : threads) thread.join();
  return count;
}

// Whether no other thread is given the same buffer meanwhile.
bool has_buffer_alone(int thread) {
  void* const buffer = blas_memory_alloc(0);
  std::atomic_ref<int> owner(*static_cast<int*>(buffer));
  owner = thread;
  bool alone = true;
  for (int i = 0; i < 20; ++i) alone &= owner == thread;
  blas_memory_free(buffer);
  return alone;
}

std::vector<float> product(int size, int seed) {
  std::vector<float> a(size * size), b(size * size), c(size * size);
  for (int i = 0; i < size * size; ++i) {
    a[i] = static_cast<float>((i * 7 + seed) % 17) / 7;
    b[i] = static_cast<float>((i * 5 + seed) % 13) / 11;
  }
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, a.data(), size, b.data(), size, 0,
              c.data(), size);
  return c;
}

int verdict(const char* text, int exit_status) {
  std::puts(text);
  return exit_status;
}

int main() {
  if (openblas_get_parallel() != 0) return verdict("it runs threads of its own", 1);
  if (!blas_memory_alloc || !blas_memory_free) return verdict("its buffers cannot be checked", 1);
  if (std::thread::hardware_concurrency() < 2) return verdict("one processor cannot show it", 1);
  std::vector<std::vector<float>> expected;
  for (int i = 0; i < 128; ++i) expected.push_back(product(1 + i % 32, i));
  // The race shows in one round in three or so on two busy processors.
  for (int round = 0; round < 100; ++round) {
    if (failures(50000, [](int t, int) { return has_buffer_alone(t); }) > 0)
      return verdict("it gives concurrent callers the same buffer", 1);
    const auto right = [&](int t, int i) {
      const int number = (i + t * 37) % 128;
      return product(1 + number % 32, number) == expected[number];
    };
    if (failures(3000, right) > 0) return verdict("concurrent products were wrong", 1);
  }
  return verdict(openblas_get_config(), 0);
}
]=]
    CMAKE_FLAGS -DINCLUDE_DIRECTORIES=${include_dir}
    LINK_LIBRARIES ${library} Threads::Threads
    CXX_STANDARD 20
    CXX_STANDARD_REQUIRED ON
    COMPILE_OUTPUT_VARIABLE compile_output
    RUN_OUTPUT_VARIABLE verdict)
  if(NOT openblas_compiled)
    message(FATAL_ERROR "The check of ${library} does not build:\n${compile_output}")
  endif()
  string(STRIP "${verdict}" verdict)
  if(NOT openblas_exit STREQUAL "0")
    message(FATAL_ERROR "${library} is not safe for nnlite: ${verdict} (exit status ${openblas_exit}). Configure "
      "with -DNNLITE_SYSTEM_OPENBLAS=OFF; that needs the package libopenblas-serial-dev (Debian and Ubuntu).")
  endif()
  message(STATUS "The system's OpenBLAS is safe for nnlite: ${verdict}")
endfunction()

add_library(nnlite_openblas INTERFACE)
if(NNLITE_SYSTEM_OPENBLAS)
  find_path(NNLITE_OPENBLAS_SHARED_INCLUDE_DIR cblas.h PATH_SUFFIXES openblas)
  find_library(NNLITE_OPENBLAS_SHARED_LIBRARY openblas)
  if(NOT NNLITE_OPENBLAS_SHARED_INCLUDE_DIR OR NOT NNLITE_OPENBLAS_SHARED_LIBRARY)
    message(FATAL_ERROR "NNLITE_SYSTEM_OPENBLAS is ON, but there is no shared OpenBLAS with its cblas.h")
  endif()
  # Follows the links that choose among the installed variants: another choice is checked anew.
  file(REAL_PATH ${NNLITE_OPENBLAS_SHARED_LIBRARY} chosen)
  if(NOT NNLITE_OPENBLAS_FOUND_SAFE STREQUAL chosen)
    message(STATUS "Checking whether ${chosen} is safe for nnlite")
    check_shared_openblas(${NNLITE_OPENBLAS_SHARED_LIBRARY} ${NNLITE_OPENBLAS_SHARED_INCLUDE_DIR})
    set(NNLITE_OPENBLAS_FOUND_SAFE ${chosen} CACHE INTERNAL "The shared OpenBLAS that passed the check")
  endif()
  target_include_directories(nnlite_openblas SYSTEM INTERFACE ${NNLITE_OPENBLAS_SHARED_INCLUDE_DIR})
  target_compile_definitions(nnlite_openblas INTERFACE NNL_SYSTEM_OPENBLAS)
  target_link_libraries(nnlite_openblas INTERFACE ${NNLITE_OPENBLAS_SHARED_LIBRARY})
else()
  # Not from the usual folders: the libopenblas.a there is whichever variant the system prefers, often a threaded one.
  find_path(NNLITE_OPENBLAS_INCLUDE_DIR cblas.h
    PATHS /usr/include/${CMAKE_LIBRARY_ARCHITECTURE}/openblas-serial NO_DEFAULT_PATH)
  find_file(NNLITE_OPENBLAS_ARCHIVE libopenblas.a
    PATHS /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/openblas-serial NO_DEFAULT_PATH)
  if(NOT NNLITE_OPENBLAS_INCLUDE_DIR OR NOT NNLITE_OPENBLAS_ARCHIVE)
    message(FATAL_ERROR "OpenBLAS's single-threaded static archive is missing: install libopenblas-serial-dev "
      "(Debian and Ubuntu). Elsewhere set NNLITE_OPENBLAS_ARCHIVE to a libopenblas.a that was built with USE_THREAD=0 "
      "and NNLITE_OPENBLAS_INCLUDE_DIR to the folder of its cblas.h.")
  endif()
  target_include_directories(nnlite_openblas SYSTEM INTERFACE ${NNLITE_OPENBLAS_INCLUDE_DIR})
  target_link_libraries(nnlite_openblas INTERFACE ${NNLITE_OPENBLAS_ARCHIVE} m)
  # The reasons are in src/kernels/blas_memory.h and src/kernels/blas_core.h.
  target_link_options(nnlite_openblas INTERFACE
    -Wl,--wrap=blas_memory_alloc -Wl,--wrap=blas_memory_free
    -Wl,--wrap=gotoblas_dynamic_init -Wl,--wrap=gotoblas_dynamic_quit -Wl,--wrap=getenv
    -Wl,--wrap=malloc -Wl,--wrap=free)
endif()
