// A process that forks while another of its threads is inside nnlite.
#include <atomic>
#include <functional>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <nnlite/nnlite.h>

namespace {

/// Forks 20 times while another thread repeats work() and checks that in_child() is true in each child.
void fork_amid(const std::function<bool()>& work, const std::function<bool()>& in_child) {
  std::atomic<bool> stop{false};
  std::atomic<int> rounds{0};
  std::thread working([&] {
    while (!stop) rounds += work();
  });
  while (rounds == 0) std::this_thread::yield();
  for (int repeat = 0; repeat < 20; ++repeat) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);
      _exit(in_child() ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  }
  stop = true;
  working.join();
}

TEST(Fork, amid_another_threads_draws_leaves_the_child_its_random_stream) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the thread sanitizer does not follow a fork of a threaded process";
#endif
  const int64_t shape[] = {1'000'000};
  nnl_tensor tensor = 0;
  ASSERT_EQ(nnl_tensor_full(0, NNL_F32, 1, shape, 0, &tensor), NNL_OK);
  fork_amid([&] { return nnl_init_normal(tensor, 0, 1) == NNL_OK; },
            [] { return nnl_context_seed(0, 1) == NNL_OK; });
  nnl_tensor_release(tensor);
}

TEST(Fork, amid_another_threads_work_leaves_the_child_its_profile) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the thread sanitizer does not follow a fork of a threaded process";
#endif
  const int64_t shape[] = {1};
  nnl_tensor tensor = 0;
  ASSERT_EQ(nnl_tensor_full(0, NNL_F32, 1, shape, 0, &tensor), NNL_OK);
  ASSERT_EQ(nnl_profile_start(0, nullptr), NNL_OK);
  const auto work = [&] {
    nnl_tensor result = 0;
    const nnl_status status = nnl_relu(tensor, &result);
    nnl_tensor_release(result);
    return status == NNL_OK;
  };
  fork_amid(work, [&] {
    nnl_profile_row row;
    nnl_profile_row_init(&row, sizeof row);
    return work() && nnl_profile_stop(0) == NNL_OK && nnl_profile_read_row(0, 0, &row) == NNL_OK &&
           row.calls > 0;
  });
  EXPECT_EQ(nnl_profile_stop(0), NNL_OK);
  nnl_tensor_release(tensor);
}

}  // namespace
