// A process that ends in a way of its own while threads are inside nnlite. Run by ending_test.py.
// Usage: threads_ending WAY; the exit status is 7 if all is well.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <pthread.h>
#include <string>
#include <thread>
#include <unistd.h>

#include "threads/training.h"

namespace {

constexpr int good = 7;
std::atomic<int> steps{0};
bool nnlite_works() {
  const auto x = nnlite::Tensor::ones({300, 300});
  return nnlite::matmul(x, x).to_vector<float>()[0] == 300;
}

/// Trains for ever on so many threads, all of which are inside by the time this returns.
void train_for_ever(int count) {
  for (int i = 0; i < count; ++i)
    std::thread([i] {
      const Training training(i);
      for (;;) {
        training.step();
        if (i % 2 == 0) training.model().batch_norm_report({training.input()});
        ++steps;
      }
    }).detach();
  while (steps < 2 * count) usleep(1000);
}

[[noreturn]] void end(bool well) { _exit(well ? good : 1); }

/// Uses nnlite after main, as a static object of the host.
struct Late {
  bool armed = false;
  ~Late() {
    if (armed) end(nnlite_works() && nnl_shutdown() == NNL_OK && nnlite_works());
  }
};
Late late;

/// Uses nnlite and releases a handle when its thread ends.
struct OfThread {
  nnl_tensor handle = 0;
  std::atomic<bool>* done = nullptr;
  ~OfThread() {
    if (!done) return;
    nnl_tensor_release(handle);
    nnl_scope scope = 0;
    *done = nnlite_works() && nnl_scope_begin(&scope) == NNL_OK;
  }
};
thread_local OfThread of_thread;

int return_from_main() { return good; }
int exit_from_main() { std::exit(good); }
int end_at_once() { _exit(good); }
int end_quickly() { std::quick_exit(good); }

int exit_in_a_callback() {
  const nnlite::Context context = nnlite::Context::create();
  context.set_log_level(nnlite::LogLevel::info);
  context.set_log_callback([](nnlite::LogLevel, const std::string&) { std::exit(good); });
  const nnlite::Linear model(2, 2, {}, context);
  model.save("/tmp/nnlite_threads_ending_" + std::to_string(getpid()));
  return 1;
}

int exit_from_a_thread() {
  std::thread([] { std::exit(good); }).join();
  return 1;
}

int use_in_a_handler() {
  std::atexit([] { end(nnlite_works()); });
  return 1;
}

int use_in_a_static_destructor() {
  late.armed = true;
  return 1;
}

int shut_down_and_return() { return nnl_shutdown() == NNL_OK ? good : 1; }

int end_threads_with_destructors() {
  for (int i = 0; i < 50; ++i) {
    std::atomic<bool> done{false};
    std::thread([&] {
      of_thread.done = &done;
      nnlite::check(nnl_tensor_full(0, NNL_F32, 0, nullptr, 1, &of_thread.handle));
    }).join();
    if (!done) return 1;
  }
  // And by a key, whose destructor comes after those of thread_local objects.
  static pthread_key_t key;
  static std::atomic<int> ended{0};
  pthread_key_create(&key, [](void*) { ended += nnlite_works(); });
  for (int i = 0; i < 50; ++i)
    std::thread([] {
      nnlite_works();
      pthread_setspecific(key, &key);
    }).join();
  return ended == 50 ? good : 1;
}

int end_the_main_thread_first() {
  std::thread([] {
    usleep(20'000);
    std::exit(nnlite_works() ? good : 1);
  }).detach();
  pthread_exit(nullptr);
}

struct Way {
  const char* name;
  int (*run)();
};
const Way ways[] = {{"return", return_from_main},
                    {"exit", exit_from_main},
                    {"_exit", end_at_once},
                    {"quick_exit", end_quickly},
                    {"callback", exit_in_a_callback},
                    {"thread", exit_from_a_thread},
                    {"handler", use_in_a_handler},
                    {"destructor", use_in_a_static_destructor},
                    {"shutdown", shut_down_and_return},
                    {"thread_local", end_threads_with_destructors},
                    {"main_thread_first", end_the_main_thread_first}};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    for (const Way& way : ways) std::puts(way.name);
    return 0;
  }
  for (const Way& way : ways)
    if (std::strcmp(argv[1], way.name) == 0) {
      train_for_ever(8);
      return way.run();
    }
  return 2;
}
