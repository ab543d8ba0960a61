// Threads that begin at the same moment.
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

/// Runs body(i) for each i in [0, count) on a thread of its own; all are there before any begins.
inline void together(int count, const std::function<void(int)>& body) {
  std::atomic<int> missing{count};
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i)
    threads.emplace_back([&, i] {
      --missing;
      while (missing > 0) std::this_thread::yield();
      body(i);
    });
  for (std::thread& thread : threads) thread.join();
}

/// Repeats body() on a thread of its own while it lives.
class Meanwhile {
 public:
  explicit Meanwhile(std::function<void()> body)
      : thread_([this, repeated = std::move(body)] {
          while (!stop_) repeated();
        }) {}
  ~Meanwhile() {
    stop_ = true;
    thread_.join();
  }
  Meanwhile(const Meanwhile&) = delete;
  Meanwhile& operator=(const Meanwhile&) = delete;

 private:
  std::atomic<bool> stop_{false};
  std::thread thread_;
};
