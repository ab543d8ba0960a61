// What the host does to threads that are inside calls: shutdowns, signals, cancellation, small stacks.
#include <array>
#include <csignal>
#include <gtest/gtest.h>
#include <limits.h>
#include <pthread.h>
#include <sys/time.h>
#include <unistd.h>

#include "threads/scale.h"
#include "threads/together.h"
#include "threads/training.h"

namespace {

TEST(ThreadsShutdown, while_others_train_changes_no_bit) {
  const int steps = sanitized ? 3 : 8;
  std::vector<std::vector<float>> expected;
  for (int i = 0; i < 4; ++i) expected.push_back(Training::after(steps, i));
  const Meanwhile shutting_down([] { EXPECT_EQ(nnl_shutdown(), NNL_OK); });
  together(4, [&](int i) {
    for (int repeat = 0; repeat < scaled(1); ++repeat)
      EXPECT_EQ(Training::after(steps, i), expected[static_cast<size_t>(i)]);
  });
}

TEST(ThreadsShutdown, inside_a_callback_lets_the_call_go_on) {
  const auto expected = Training::after(3, 1);
  const Training training(1);
  training.context().set_log_level(nnlite::LogLevel::info);
  int shutdowns = 0;
  training.context().set_log_callback([&](nnlite::LogLevel, const std::string&) {
    EXPECT_EQ(nnl_shutdown(), NNL_OK);
    EXPECT_EQ(nnl_shutdown(), NNL_OK);
    ++shutdowns;
  });
  const std::string file = testing::TempDir() + "/nnlite_threads_shutdown_" + std::to_string(getpid());
  for (int step = 0; step < 3; ++step) {
    training.step();
    training.model().save(file);
  }
  EXPECT_EQ(shutdowns, 3);
  EXPECT_EQ(training.state(), expected);
  unlink(file.c_str());
}

volatile std::sig_atomic_t signals = 0;

/// Has this process interrupted every 200 microseconds, by the clock and by processor time.
class Storm {
 public:
  Storm() {
    struct sigaction action {};
    action.sa_handler = [](int) { signals = signals + 1; };  // without SA_RESTART: system calls are cut short
    sigaction(SIGALRM, &action, &alarm_before_);
    sigaction(SIGPROF, &action, &prof_before_);
    set(200);
  }
  ~Storm() {
    set(0);
    sigaction(SIGALRM, &alarm_before_, nullptr);
    sigaction(SIGPROF, &prof_before_, nullptr);
  }
  Storm(const Storm&) = delete;
  Storm& operator=(const Storm&) = delete;

 private:
  static void set(suseconds_t microseconds) {
    const itimerval timer{{0, microseconds}, {0, microseconds}};
    setitimer(ITIMER_REAL, &timer, nullptr);
    setitimer(ITIMER_PROF, &timer, nullptr);
  }
  struct sigaction alarm_before_ {};
  struct sigaction prof_before_ {};
};

TEST(ThreadsSignals, in_a_storm_change_nothing) {
  const int steps = sanitized ? 5 : 20;
  const auto expected = Training::after(steps, 4);
  const std::string file = testing::TempDir() + "/nnlite_threads_storm_" + std::to_string(getpid());
  for (int repeat = 0; repeat < scaled(1); ++repeat) {
    const Training training(4);
    signals = 0;
    {
      const Storm storm;
      for (int step = 0; step < steps; ++step) {
        training.step();
        nnlite::save_checkpoint(file, training.parts());
        nnlite::load_checkpoint(file, training.parts());
        EXPECT_EQ(nnl_shutdown(), NNL_OK);
      }
    }
    EXPECT_GT(signals, 0);
    EXPECT_EQ(training.state(), expected);
  }
  unlink(file.c_str());
}

TEST(ThreadsCancellation, takes_effect_after_the_call_and_never_inside) {
  const auto expected = Training::after(3, 6);
  for (int repeat = 0; repeat < scaled(10); ++repeat) {
    const Training training(6);
    std::atomic<bool> begun{false};
    std::atomic<int> done{0};
    std::thread thread([&] {
      begun = true;
      // No cancellation point but those inside nnlite.
      for (int step = 0; step < 3; ++step) {
        training.step();
        ++done;
      }
    });
    while (!begun) std::this_thread::yield();
    pthread_cancel(thread.native_handle());
    thread.join();
    EXPECT_EQ(done, 3);
    EXPECT_EQ(training.state(), expected);
  }
}

/// Runs body on a thread with so much stack; false if there can be no such thread.
template <class Body>
bool on_small_stack(size_t bytes, Body body) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_t thread;
  const auto run = [](void* erased) -> void* {
    (*static_cast<Body*>(erased))();
    return nullptr;
  };
  const bool started = pthread_attr_setstacksize(&attributes, bytes) == 0 &&
                       pthread_create(&thread, &attributes, run, &body) == 0;
  pthread_attr_destroy(&attributes);
  if (started) pthread_join(thread, nullptr);
  return started;
}

TEST(ThreadsStack, of_64_KiB_is_enough_for_training_saving_and_loading) {
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "sanitizers make frames larger";
#endif
  const auto expected = Training::after(2, 7);
  std::vector<float> state;
  const std::string file = testing::TempDir() + "/nnlite_threads_stack_" + std::to_string(getpid());
  ASSERT_TRUE(on_small_stack(64 << 10, [&] {
    const Training training(7);
    for (int step = 0; step < 2; ++step) {
      training.step();
      nnlite::save_checkpoint(file, training.parts());
      nnlite::load_checkpoint(file, training.parts());
    }
    training.model().summary({training.input()});
    state = training.state();
    nnl_tensor tensor = 0;
    const int64_t shape[] = {-1};
    EXPECT_EQ(nnl_tensor_full(0, NNL_F32, 1, shape, 0, &tensor), NNL_SHAPE_MISMATCH);
    EXPECT_EQ(nnl_shutdown(), NNL_OK);
  }));
  EXPECT_EQ(state, expected);
  unlink(file.c_str());
}

}  // namespace
