// What the pool means for the process around it: signals, floating point, cancellation, limits, fork and
// exit.
#include <atomic>
#include <barrier>
#include <cfenv>
#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>
#include <limits>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>
#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include "base/error.h"
#include "base/thread_pool.h"

namespace {

// Bodies wait for each other.
const bool every_loop_asks_for_helpers = (nnl::detail::watch_for_crowding(false), true);

using nnl::parallel_for;

constexpr int kSkip = 77;

bool sums_right(int threads) {
  std::atomic<int64_t> sum{0};
  parallel_for(threads, 1000, [&](int64_t i) { sum += i; });
  return sum == 499500;
}

// Runs `body` on two threads that are inside it at the same moment.
template <class Body>
void on_caller_and_worker(Body body) {
  const auto caller = std::this_thread::get_id();
  std::barrier both_here(2);
  parallel_for(2, 2, [&](int64_t) {
    both_here.arrive_and_wait();
    body(std::this_thread::get_id() == caller);
  });
}

bool two_threads_meet() {
  std::atomic<int> calls_by_worker{0};
  on_caller_and_worker([&](bool is_caller) { calls_by_worker += !is_caller; });
  return calls_by_worker == 1;
}

class ThreadPoolFork : public testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "the thread sanitizer does not follow threads that a forked child starts";
#endif
  }
};

// The exit code of a forked child that runs `body`, or minus the signal that killed it. A hung child is
// killed.
template <class Body>
int exit_code_of_child(Body body) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    alarm(100);
    _exit(body());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(ThreadPoolProcess, workers_take_no_signals_but_faults) {
  sigset_t before;
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  nnl::shutdown_thread_pool();
  on_caller_and_worker([&](bool is_caller) {
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGUSR1, SIGPROF, SIGCHLD, SIGPIPE, SIGALRM, SIGRTMIN})
      EXPECT_EQ(sigismember(&mask, signal), is_caller ? sigismember(&before, signal) : 1) << signal;
    for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL})
      EXPECT_EQ(sigismember(&mask, fault), 0) << fault;
  });
}

TEST(ThreadPoolProcess, workers_have_the_default_floating_point_environment) {
  nnl::shutdown_thread_pool();
  std::fenv_t environment;
  std::fegetenv(&environment);
  std::fesetround(FE_UPWARD);
#if defined(__SSE__)
  _mm_setcsr(_mm_getcsr() | 0x8040);
#endif
  int rounding = -1;
  volatile double tiny = std::numeric_limits<double>::min();
  double half_of_tiny = 0;
  on_caller_and_worker([&](bool is_caller) {
    if (is_caller) return;
    rounding = std::fegetround();
    half_of_tiny = tiny * 0.5;
  });
  std::fesetenv(&environment);
  EXPECT_EQ(rounding, FE_TONEAREST);
  EXPECT_GT(half_of_tiny, 0);
}

int cancel_state() {
  int state = -1;
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
  pthread_setcancelstate(state, nullptr);
  return state;
}

TEST(ThreadPoolProcess, a_host_thread_cannot_be_cancelled_inside_a_loop) {
  ASSERT_EQ(cancel_state(), PTHREAD_CANCEL_ENABLE);
  on_caller_and_worker([](bool is_caller) {
    if (is_caller) {
      EXPECT_EQ(cancel_state(), PTHREAD_CANCEL_DISABLE);
    }
  });
  EXPECT_EQ(cancel_state(), PTHREAD_CANCEL_ENABLE);
}

TEST_F(ThreadPoolFork, a_fork_with_an_idle_pool_gives_the_child_its_own) {
  EXPECT_TRUE(two_threads_meet());
  EXPECT_EQ(exit_code_of_child([] {
              if (!two_threads_meet() || !sums_right(4)) return 1;
              nnl::shutdown_thread_pool();
              return exit_code_of_child([] { return two_threads_meet() && sums_right(4) ? 0 : 1; });
            }),
            0);
  EXPECT_TRUE(two_threads_meet());
}

int child_with_a_pool_of_its_own() {
  return exit_code_of_child([] { return two_threads_meet() && sums_right(4) ? 0 : 1; });
}

TEST_F(ThreadPoolFork, a_fork_amid_running_loops_harms_neither_side) {
  std::barrier two_workers_and_caller(3);
  parallel_for(3, 3, [&](int64_t) { two_workers_and_caller.arrive_and_wait(); });
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::barrier all_running(4);
  std::vector<std::thread> hosts;
  for (int host = 0; host < 3; ++host)
    hosts.emplace_back([&] {
      all_running.arrive_and_wait();
      while (!stop) wrong += !sums_right(3);
    });
  all_running.arrive_and_wait();
  for (int repeat = 0; repeat < 100; ++repeat) EXPECT_EQ(child_with_a_pool_of_its_own(), 0);
  stop = true;
  for (auto& host : hosts) host.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_TRUE(two_threads_meet());
}

TEST_F(ThreadPoolFork, a_fork_while_workers_start_and_end_harms_neither_side) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP()
      << "the address sanitizer's own lock is not free in a child that is forked while threads start";
#endif
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::thread loops([&] {
    while (!stop) wrong += !sums_right(3);
  });
  std::thread shutdowns([&] {
    while (!stop) nnl::shutdown_thread_pool();
  });
  for (int repeat = 0; repeat < 100; ++repeat) EXPECT_EQ(child_with_a_pool_of_its_own(), 0);
  stop = true;
  loops.join();
  shutdowns.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(ThreadPoolFork, a_child_that_returns_into_its_parents_loop_gets_an_error) {
  pid_t child = -1;
  try {
    on_caller_and_worker([&](bool is_caller) {
      if (!is_caller) return;
      child = fork();
      if (child == 0) alarm(100);
    });
  } catch (const nnl::Error& error) {
    if (child == 0) _exit(error.code() == nnl::Code::invalid_state && sums_right(4) ? 0 : 1);
    FAIL() << error.what();
  }
  if (child == 0) _exit(2);
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST_F(ThreadPoolFork, goes_on_with_fewer_threads_where_no_more_can_be_started) {
  nnl::shutdown_thread_pool();
  const int code = exit_code_of_child([] {
    const rlimit none{0, 0};
    constexpr uid_t nobody = 65534;
    if (setrlimit(RLIMIT_NPROC, &none) != 0 || (geteuid() == 0 && setuid(nobody) != 0)) return kSkip;
    pthread_t probe;
    const auto nothing = [](void*) -> void* { return nullptr; };
    if (pthread_create(&probe, nullptr, nothing, nullptr) == 0) return kSkip;
    return sums_right(8) && sums_right(2) ? 0 : 1;
  });
  if (code == kSkip) GTEST_SKIP() << "the limit does not bind here";
  EXPECT_EQ(code, 0);
}

TEST_F(ThreadPoolFork, exit_does_not_wait_for_idle_workers) {
  EXPECT_EQ(exit_code_of_child([]() -> int {
              if (!two_threads_meet()) return 1;
              std::exit(0);
            }),
            0);
}

TEST_F(ThreadPoolFork, exit_does_not_wait_for_busy_workers) {
  EXPECT_EQ(exit_code_of_child([]() -> int {
              std::atomic<int> busy{0};
              std::thread host([&] {
                parallel_for(2, 2, [&](int64_t) {
                  ++busy;
                  for (;;) std::this_thread::yield();
                });
              });
              while (busy < 2) std::this_thread::yield();
              std::exit(0);
            }),
            0);
}

}  // namespace
