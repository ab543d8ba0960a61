// Products from many threads at once, and what they mean for the process: memory limits, fork, thread exit
// and process exit.
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <gtest/gtest.h>
#include <new>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "kernels/gemm.h"

namespace {

using nnl::kernels::gemm;
using nnl::kernels::Transpose;

// One of a fixed series of small products of both element types, every transpose and many shapes.
template <class T>
std::vector<T> product(int number) {
  const int64_t m = 1 + number * 7 % 45, n = 1 + number * 11 % 53, k = 1 + number * 5 % 61;
  std::vector<T> a(static_cast<size_t>(m * k)), b(static_cast<size_t>(k * n)), c(static_cast<size_t>(m * n));
  for (size_t i = 0; i < a.size(); ++i) a[i] = static_cast<T>((i * 7 + static_cast<size_t>(number)) % 19) / 7;
  for (size_t i = 0; i < b.size(); ++i) b[i] = static_cast<T>((i * 5 + static_cast<size_t>(number)) % 23) / 9;
  const auto ta = static_cast<Transpose>(number & 1), tb = static_cast<Transpose>(number >> 1 & 1);
  gemm<T>(1, ta, tb, m, n, k, 1, a.data(), ta == Transpose::yes ? m : k, b.data(),
          tb == Transpose::yes ? k : n, 0, c.data(), n);
  return c;
}

template <class T>
std::vector<std::vector<T>> all_products(int count) {
  std::vector<std::vector<T>> products;
  for (int i = 0; i < count; ++i) products.push_back(product<T>(i));
  return products;
}

template <class T>
bool same_bits(const std::vector<T>& x, const std::vector<T>& y) {
  return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size() * sizeof(T)) == 0;
}

TEST(GemmConcurrency, gives_8_threads_the_bits_of_one) {
  constexpr int kSeries = 500, kThreads = 8, kProducts = 10000;
  const auto floats = all_products<float>(kSeries);
  const auto doubles = all_products<double>(kSeries);
  std::atomic<int> wrong{0}, waiting{kThreads};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      for (--waiting; waiting > 0;) std::this_thread::yield();
      for (int i = 0; i < kProducts; ++i) {
        const int number = (i * 3 + t * 61) % kSeries;
        const auto at = static_cast<size_t>(number);
        const bool right = (i + t) % 2 ? same_bits(product<float>(number), floats[at])
                                       : same_bits(product<double>(number), doubles[at]);
        if (!right) ++wrong;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(GemmConcurrency, cuts_large_products_from_several_callers_at_once) {
  constexpr int64_t kSize = 320;
  std::vector<float> a(kSize * kSize), b(kSize * kSize);
  for (size_t i = 0; i < a.size(); ++i) {
    a[i] = static_cast<float>(i % 19) / 7;
    b[i] = static_cast<float>(i % 23) / 9;
  }
  const auto multiply = [&](int threads) {
    std::vector<float> c(kSize * kSize);
    gemm<float>(threads, Transpose::no, Transpose::no, kSize, kSize, kSize, 1, a.data(), kSize, b.data(),
                kSize, 0, c.data(), kSize);
    return c;
  };
  const std::vector<float> expected = multiply(1);
  std::atomic<int> wrong{0};
  std::vector<std::thread> callers;
  for (int t = 0; t < 4; ++t)
    callers.emplace_back([&] {
      for (int i = 0; i < 20; ++i)
        if (!same_bits(multiply(4), expected)) ++wrong;
    });
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
}

// Runs body in a child process that is killed after a minute; its exit status, or -1.
template <class Body>
int exit_status_of_child(Body&& body) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    _exit(body());
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

TEST(GemmConcurrency, multiplies_in_a_forked_child) {
  const std::vector<float> expected = product<float>(123);
  EXPECT_EQ(exit_status_of_child([&] { return same_bits(product<float>(123), expected) ? 0 : 1; }), 0);
}

// ThreadSanitizer's children cannot start threads.
#if !defined(__SANITIZE_THREAD__)

std::atomic<bool> lingers{false};

// The priority makes this the program's last destructor, after OpenBLAS's own.
__attribute__((destructor(101))) void linger() {
  if (lingers) usleep(100'000);
}

TEST(GemmConcurrency, goes_on_while_the_process_exits) {
  EXPECT_EQ(exit_status_of_child([] {
              static std::atomic<bool> started{false};
              std::thread([] {
                for (int i = 0;; ++i) {
                  (void)product<float>(i % 100);
                  started = true;
                }
              }).detach();
              while (!started) std::this_thread::yield();
              lingers = true;
              std::exit(0);
              return 1;
            }),
            0);
}

// Both limit or count address space, of which AddressSanitizer takes nearly all; and the system's OpenBLAS
// keeps its buffers.
#if !defined(NNL_SYSTEM_OPENBLAS) && !defined(__SANITIZE_ADDRESS__)

// Bytes of address space in use.
rlim_t address_space() {
  std::ifstream statm("/proc/self/statm");
  rlim_t pages = 0;
  statm >> pages;
  return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

bool limit_address_space(rlim_t bytes) {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0) return false;
  limit.rlim_cur = bytes;
  return setrlimit(RLIMIT_AS, &limit) == 0;
}

constexpr rlim_t kMiB = rlim_t{1} << 20;

TEST(GemmConcurrency, reports_a_buffer_that_cannot_be_mapped_and_recovers) {
  // On a thread of its own: the child's main thread would inherit a buffer from the tests before.
  EXPECT_EQ(exit_status_of_child([] {
              int verdict = 1;
              std::thread([&] {
                const std::vector<float> room(1 << 16);
                if (!limit_address_space(address_space() + 64 * kMiB)) return;
                for (int i = 0; i < 3; ++i) {
                  try {
                    (void)product<float>(5);
                    verdict = 2;
                    return;
                  } catch (const std::bad_alloc&) {
                  }
                }
                if (!limit_address_space(RLIM_INFINITY)) return;
                verdict = product<float>(5).empty() ? 3 : 0;
              }).join();
              return verdict;
            }),
            0);
}

TEST(GemmConcurrency, unmaps_the_buffer_when_its_thread_ends) {
  EXPECT_EQ(exit_status_of_child([] {
              const auto run_thread = [] { std::thread([] { (void)product<float>(5); }).join(); };
              run_thread();
              const rlim_t before = address_space();
              for (int i = 0; i < 20; ++i) run_thread();
              return address_space() < before + 128 * kMiB ? 0 : 1;
            }),
            0);
}

#endif

#endif

// A thread_local object that multiplies in its destructor.
struct LateProduct {
  std::vector<float>* result;
  ~LateProduct() { *result = product<float>(77); }
};

TEST(GemmConcurrency, multiplies_while_thread_local_objects_are_destroyed) {
  const std::vector<float> expected = product<float>(77);
  std::vector<float> late;
  std::thread([&] {
    thread_local const LateProduct object{&late};
    (void)object;
    (void)product<float>(5);
  }).join();
  EXPECT_TRUE(same_bits(late, expected));
}

}  // namespace
