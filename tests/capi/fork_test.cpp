// A process that forks while another of its threads is inside nnlite.
#include <atomic>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <nnlite/nnlite.h>

namespace {

TEST(Fork, amid_another_threads_draws_leaves_the_child_its_random_stream) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the thread sanitizer does not follow a fork of a threaded process";
#endif
  const int64_t shape[] = {1'000'000};
  nnl_tensor tensor = 0;
  ASSERT_EQ(nnl_tensor_full(0, NNL_F32, 1, shape, 0, &tensor), NNL_OK);
  std::atomic<bool> stop{false};
  std::atomic<int> draws{0};
  std::thread drawing([&] {
    while (!stop) draws += nnl_init_normal(tensor, 0, 1) == NNL_OK;
  });
  while (draws == 0) std::this_thread::yield();
  for (int repeat = 0; repeat < 20; ++repeat) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);
      _exit(nnl_context_seed(0, 1) == NNL_OK ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  }
  stop = true;
  drawing.join();
  nnl_tensor_release(tensor);
}

}  // namespace
