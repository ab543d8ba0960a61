#include "base/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <filesystem>
#include <gtest/gtest.h>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.h"

namespace {

// Bodies wait for each other.
const bool every_loop_asks_for_helpers = (nnl::detail::watch_for_crowding(false), true);

using nnl::parallel_blocks;
using nnl::parallel_for;

int64_t sum_in_parallel(int threads, int64_t count) {
  std::atomic<int64_t> sum{0};
  parallel_for(threads, count, [&](int64_t i) { sum.fetch_add(i, std::memory_order_relaxed); });
  return sum;
}

int64_t sum_below(int64_t count) { return count * (count - 1) / 2; }

TEST(ParallelFor, calls_each_index_once) {
  for (const int threads : {-1, 0, 1, 2, 3, 8, 1000}) {
    for (const int64_t count : {0, 1, 2, 3, 7, 64, 1000, 100003}) {
      std::vector<std::atomic<int>> calls(static_cast<size_t>(count));
      parallel_for(threads, count, [&](int64_t i) { ++calls[static_cast<size_t>(i)]; });
      const bool once = std::all_of(calls.begin(), calls.end(), [](const auto& n) { return n == 1; });
      EXPECT_TRUE(once) << "threads " << threads << ", count " << count;
    }
  }
  parallel_for(4, -5, [](int64_t) { FAIL() << "nothing to call"; });
}

TEST(ParallelFor, runs_as_many_threads_as_asked_for) {
  constexpr int threads = 5;
  std::barrier all_here(threads);
  parallel_for(threads, threads, [&](int64_t) { all_here.arrive_and_wait(); });
}

TEST(ParallelFor, runs_no_more_threads_than_asked_for_while_others_use_more) {
  std::atomic<bool> stop{false};
  std::thread other_host([&] {
    while (!stop) sum_in_parallel(8, 1000);
  });
  size_t most = 0;
  for (int repeat = 0; repeat < 300; ++repeat) {
    std::mutex mutex;
    std::set<std::thread::id> seen;
    parallel_for(2, 32, [&](int64_t) {
      {
        const std::lock_guard lock(mutex);
        seen.insert(std::this_thread::get_id());
      }
      std::this_thread::yield();
    });
    most = std::max(most, seen.size());
  }
  stop = true;
  other_host.join();
  EXPECT_LE(most, 2u);
}

TEST(ParallelFor, each_thread_begins_with_a_part_of_its_own_and_the_caller_with_the_first) {
  nnl::shutdown_thread_pool();  // else there may be more workers than parts
  constexpr int64_t threads = 4, part = 16;
  std::barrier all_here(threads);
  std::mutex mutex;
  std::set<int64_t> beginnings;
  int64_t of_caller = -1;
  std::atomic<int> begun{0};
  const auto caller = std::this_thread::get_id();
  parallel_for(threads, threads * part, [&](int64_t i) {
    if (begun.load() == threads) return;
    {
      const std::lock_guard lock(mutex);
      beginnings.insert(i);
      if (std::this_thread::get_id() == caller) of_caller = i;
      ++begun;
    }
    all_here.arrive_and_wait();
  });
  EXPECT_EQ(of_caller, 0);
  EXPECT_EQ(beginnings, (std::set<int64_t>{0, part, 2 * part, 3 * part}));
}

TEST(ParallelFor, one_thread_means_the_caller_in_order) {
  std::vector<int64_t> order;
  const auto caller = std::this_thread::get_id();
  parallel_for(1, 100, [&](int64_t i) {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    order.push_back(i);
  });
  std::vector<int64_t> ascending(100);
  std::iota(ascending.begin(), ascending.end(), 0);
  EXPECT_EQ(order, ascending);
}

TEST(ParallelFor, a_loop_inside_a_body_runs_there_in_order) {
  constexpr int64_t outer = 40, inner = 50;
  std::vector<std::vector<int64_t>> orders(outer);
  parallel_for(4, outer, [&](int64_t i) {
    const auto here = std::this_thread::get_id();
    parallel_for(4, inner, [&](int64_t j) {
      EXPECT_EQ(std::this_thread::get_id(), here);
      orders[static_cast<size_t>(i)].push_back(j);
    });
  });
  std::vector<int64_t> ascending(inner);
  std::iota(ascending.begin(), ascending.end(), 0);
  for (const auto& order : orders) EXPECT_EQ(order, ascending);
}

TEST(ParallelFor, a_loop_inside_a_loop_of_one_still_uses_threads) {
  std::barrier both_here(2);
  parallel_for(4, 1, [&](int64_t) { parallel_for(2, 2, [&](int64_t) { both_here.arrive_and_wait(); }); });
}

struct Counter {
  mutable std::atomic<int64_t> calls{0};
  void operator()(int64_t) const { ++calls; }
};

TEST(ParallelFor, takes_const_and_immovable_bodies_by_reference) {
  const Counter counter;
  parallel_for(2, 100, counter);
  EXPECT_EQ(counter.calls, 100);
}

TEST(ParallelFor, rethrows_the_failure_of_the_lowest_index_at_any_thread_count) {
  constexpr int64_t count = 1000;
  for (const int threads : {1, 2, 3, 8}) {
    for (int repeat = 0; repeat < 50; ++repeat) {
      std::vector<std::atomic<int>> calls(count);
      std::string message;
      try {
        parallel_for(threads, count, [&](int64_t i) {
          ++calls[static_cast<size_t>(i)];
          if (i % 100 == 37) throw std::runtime_error("failed at " + std::to_string(i));
        });
      } catch (const std::runtime_error& error) {
        message = error.what();
      }
      EXPECT_EQ(message, "failed at 37");
      for (size_t i = 0; i <= 37; ++i) EXPECT_EQ(calls[i], 1) << i;
      for (const auto& n : calls) EXPECT_LE(n, 1);
    }
  }
  EXPECT_EQ(sum_in_parallel(4, 1000), sum_below(1000));
}

TEST(ParallelFor, passes_on_what_is_no_standard_exception) {
  EXPECT_THROW(parallel_for(4, 100, [](int64_t) { throw 7; }), int);
}

TEST(ParallelFor, serves_many_host_threads_at_once) {
  std::vector<std::thread> hosts;
  std::atomic<int> right{0};
  for (int host = 0; host < 8; ++host)
    hosts.emplace_back([&right, host] {
      for (int64_t loop = 0; loop < 200; ++loop)
        right += sum_in_parallel(2 + host % 3, loop) == sum_below(loop);
    });
  for (auto& host : hosts) host.join();
  EXPECT_EQ(right, 8 * 200);
}

TEST(ParallelBlocks, splits_by_size_and_block_alone) {
  using Split = std::vector<std::pair<int64_t, int64_t>>;
  const Split expected{{0, 4}, {4, 8}, {8, 10}};
  for (const int threads : {1, 2, 5}) {
    Split split;
    std::mutex mutex;
    parallel_blocks(threads, 10, 4, [&](int64_t begin, int64_t end) {
      const std::lock_guard lock(mutex);
      split.emplace_back(begin, end);
    });
    std::sort(split.begin(), split.end());
    EXPECT_EQ(split, expected);
  }
}

TEST(ParallelBlocks, holds_at_the_edges) {
  const auto split_of = [](int64_t n, int64_t block) {
    std::vector<std::pair<int64_t, int64_t>> split;
    parallel_blocks(1, n, block, [&](int64_t begin, int64_t end) { split.emplace_back(begin, end); });
    return split;
  };
  using Split = std::vector<std::pair<int64_t, int64_t>>;
  EXPECT_EQ(split_of(0, 4), Split{});
  EXPECT_EQ(split_of(3, 4), (Split{{0, 3}}));
  EXPECT_EQ(split_of(4, 4), (Split{{0, 4}}));
  EXPECT_EQ(split_of(INT64_MAX, INT64_MAX - 1), (Split{{0, INT64_MAX - 1}, {INT64_MAX - 1, INT64_MAX}}));
  EXPECT_THROW(split_of(3, 0), nnl::Error);
}

int threads_of_process() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return static_cast<int>(std::distance(begin(tasks), end(tasks)));
}

TEST(ShutdownThreadPool, ends_the_workers_and_the_next_loop_starts_new_ones) {
  nnl::shutdown_thread_pool();
  const int before = threads_of_process();
  for (int repeat = 0; repeat < 20; ++repeat) {
    std::barrier all_here(4);
    parallel_for(4, 4, [&](int64_t) { all_here.arrive_and_wait(); });
    EXPECT_EQ(threads_of_process(), before + 3);
    nnl::shutdown_thread_pool();
    nnl::shutdown_thread_pool();
    // A joined thread can still be listed for a moment.
    while (threads_of_process() != before) std::this_thread::yield();
  }
}

TEST(ShutdownThreadPool, lets_running_loops_finish) {
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> hosts;
  for (int host = 0; host < 4; ++host)
    hosts.emplace_back([&] {
      while (!stop) wrong += sum_in_parallel(3, 5000) != sum_below(5000);
    });
  for (int repeat = 0; repeat < 200; ++repeat) nnl::shutdown_thread_pool();
  stop = true;
  for (auto& host : hosts) host.join();
  EXPECT_EQ(wrong, 0);
}

TEST(ShutdownThreadPool, is_an_error_inside_a_body) {
  try {
    parallel_for(2, 2, [](int64_t) { nnl::shutdown_thread_pool(); });
    FAIL() << "no error";
  } catch (const nnl::Error& error) {
    EXPECT_EQ(error.code(), nnl::Code::invalid_state);
  }
}

}  // namespace
