// Forks at any moment of other threads' work: parent and child both go on, with the same bits.
#include <array>
#include <cstdio>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <random>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "threads/scale.h"
#include "threads/together.h"
#include "threads/training.h"

extern char** environ;

namespace {

using nnlite::Tensor;

class ThreadsFork : public testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "the thread sanitizer does not follow a fork of a threaded process";
#endif
  }

  /// Leaves out a test that forks while other threads ask for memory.
  static void skip_if_the_sanitizer_holds_locks() {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "a lock of the address sanitizer's allocator can be closed in the child";
#endif
  }
};

/// Whether body() is true in a child, which is killed if it hangs.
template <class Body>
bool in_child(Body body) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    alarm(100);
    bool good = false;
    try {
      good = body();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "in the child: %s\n", error.what());
    }
    _exit(good ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  if (status != 0) std::fprintf(stderr, "the child's status is %#x\n", static_cast<unsigned>(status));
  return status == 0;
}

TEST_F(ThreadsFork, amid_a_training_lets_both_go_on_with_the_same_bits) {
  const auto expected = Training::after(6, 1);
  for (int round = 0; round < scaled(5); ++round) {
    const Training training(1);
    for (int step = 0; step < 6; ++step) {
      EXPECT_TRUE(in_child([&] {
        for (int rest = step; rest < 6; ++rest) training.step();
        return training.state() == expected;
      })) << step;
      training.step();
    }
    EXPECT_EQ(training.state(), expected);
  }
}

/// Uses whatever another thread used at the fork: results and errors are both fine, hanging is not.
void use(const Training& training) {
  nnl_tensor output = 0;
  const nnl_tensor input = training.input().handle();
  if (nnl_module_forward(training.model().handle(), input, &output) == NNL_OK) {
    nnl_tensor loss = 0;
    if (nnl_sum(output, 0, nullptr, 0, &loss) == NNL_OK) nnl_tensor_backward(loss, 0, 0);
    nnl_tensor_release(loss);
  }
  nnl_tensor_release(output);
}

TEST_F(ThreadsFork, at_random_moments_of_other_threads_calls_never_hangs) {
  skip_if_the_sanitizer_holds_locks();
  if (IsSkipped()) return;
  const auto expected = Training::after(2, 9);
  const auto mine = Training::after(4, 3);
  constexpr int host_threads = 4;
  std::vector<Training> trainings;
  for (int i = 0; i < host_threads; ++i) trainings.emplace_back(i, 3, 32, 64);
  const Tensor table = Tensor::full({300, 8}, 1).set_requires_grad();
  nnlite::SgdOptions momentum;
  momentum.momentum = 0.9;
  const nnlite::Sgd sgd({table}, momentum);
  nnlite::EmbeddingOptions bounded;
  bounded.max_norm = 1;
  const Tensor rows = Tensor::zeros({300}, nnlite::DType::i64), first = Tensor::from<int64_t>({1}, {1});
  const std::string file = testing::TempDir() + "/nnlite_threads_fork_" + std::to_string(getpid());
  std::vector<std::function<void()>> works;
  for (const Training& training : trainings)
    works.emplace_back([&training, &file] {
      training.step();
      training.model().save(file + std::to_string(training.model().handle()));
    });
  works.emplace_back([&] {  // a table that is owed steps, read
    sgd.zero_grad();
    nnlite::sum(nnlite::embedding(table, first)).backward();
    sgd.step();
    table.to_vector<float>();
  });
  works.emplace_back([&] {
    const Tensor bound = Tensor::full({300, 8}, 3);
    nnlite::embedding(bound, rows, bounded);
    nnlite::set_handle_tracing(true);
    nnlite::HandleReport::all();
    nnlite::set_handle_tracing(false);
    const auto context = nnlite::Context::create();
    context.set_log_level(nnlite::LogLevel::info);
    context.set_log_callback([](nnlite::LogLevel, const std::string&) {});
    if (nnl_profile_start(0, nullptr) == NNL_OK) nnl_profile_stop(0);
  });
  {
    std::vector<std::unique_ptr<Meanwhile>> running;
    for (const auto& work : works) running.push_back(std::make_unique<Meanwhile>(work));
    std::mt19937 random(1);
    const Training training(3);
    for (int repeat = 0; repeat < scaled(60); ++repeat) {
      usleep(static_cast<useconds_t>(random() % 3000));
      ASSERT_TRUE(in_child([&] {
        if (Training::after(2, 9) != expected) return false;
        for (const Training& other : trainings) use(other);
        nnl_tensor result = 0;
        nnl_embedding(table.handle(), first.handle(), nullptr, &result);
        nnl_tensor_count(result, nullptr);
        std::array<float, 2400> values{};
        nnl_tensor_read(table.handle(), values.data(), sizeof values);
        return nnl_shutdown() == NNL_OK && Training::after(2, 9) == expected;
      })) << repeat;
    }
    for (int step = 0; step < 4; ++step) training.step();
    EXPECT_EQ(training.state(), mine);
  }
  for (const Training& training : trainings)
    unlink((file + std::to_string(training.model().handle())).c_str());
}

TEST_F(ThreadsFork, a_table_that_another_thread_was_reading_can_be_read_in_the_child) {
  skip_if_the_sanitizer_holds_locks();
  if (IsSkipped()) return;
  const Tensor table = Tensor::full({200'000, 8}, 1).set_requires_grad();
  nnlite::SgdOptions momentum;
  momentum.momentum = 0.9;
  const nnlite::Sgd sgd({table}, momentum);
  const Tensor first = Tensor::from<int64_t>({0}, {1});
  const Meanwhile reading([&] {
    sgd.zero_grad();
    nnlite::sum(nnlite::embedding(table, first)).backward();
    sgd.step();
    double ignored;
    nnl_tensor row = 0;
    if (nnl_sum(table.handle(), 0, nullptr, 0, &row) == NNL_OK) nnl_tensor_item(row, &ignored);
    nnl_tensor_release(row);
  });
  for (int repeat = 0; repeat < scaled(10); ++repeat)
    EXPECT_TRUE(in_child([&] {
      std::vector<float> values(1'600'000);
      const nnl_status status = nnl_tensor_read(table.handle(), values.data(), 6'400'000);
      return status == NNL_OK || status == NNL_INVALID_STATE;
    }));
}

TEST_F(ThreadsFork, twice_and_after_a_shutdown) {
  const auto expected = Training::after(2, 5);
  EXPECT_TRUE(in_child([&] {
    return nnl_shutdown() == NNL_OK && nnl_shutdown() == NNL_OK && Training::after(2, 5) == expected &&
           in_child([&] { return Training::after(2, 5) == expected && nnl_shutdown() == NNL_OK; });
  }));
  EXPECT_EQ(nnl_shutdown(), NNL_OK);
  EXPECT_TRUE(in_child([&] { return Training::after(2, 5) == expected; }));
}

TEST(ThreadsSpawn, leaves_a_training_alone) {
  const auto expected = Training::after(4, 2);
  const Training training(2);
  for (int step = 0; step < 4; ++step) {
    char program[] = "/bin/true";
    char* const arguments[] = {program, nullptr};
    pid_t child = 0;
    ASSERT_EQ(posix_spawn(&child, program, nullptr, nullptr, arguments, environ), 0);
    training.step();
    int status = -1;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(training.state(), expected);
}

}  // namespace
