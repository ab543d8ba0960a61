// Hours of use in one process: two threads train, infer, save, load, cancel and fail, and nothing may grow or
// change.
//
//   soak --seconds N     for N seconds, with a line each minute; memory must stay flat
//   soak --rounds N      the same for N rounds
//   soak --reference     prints what a fresh process computes, which every training here must match to the
//   last bit
//
// Ends with status 1 and says why when something is not as it should be.
#include <algorithm>
#include <array>
#include <chrono>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <sstream>
#include <thread>

#include "process.h"
#include "tasks.h"

namespace soak {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void print_results(const Results& results) {
  for (const auto& [name, values] : results) {
    std::printf("%s", name.c_str());
    for (const double value : values) {
      std::uint64_t bits;
      std::memcpy(&bits, &value, sizeof bits);
      std::printf(" %" PRIx64, bits);
    }
    std::printf("\n");
  }
}

// The results of another process of this program.
Results results_of_fresh_process(const std::string& program) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("'" + program + "' --reference").c_str(), "r"),
                                                   pclose);
  expect(pipe != nullptr, "the reference does not start");
  std::string text;
  for (int c; (c = std::fgetc(pipe.get())) != EOF;) text.push_back(static_cast<char>(c));
  Results results;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    for (std::uint64_t bits; words >> std::hex >> bits;) {
      double value;
      std::memcpy(&value, &bits, sizeof value);
      results[name].push_back(value);
    }
  }
  expect(results.size() == kinds.size() + 1, "the reference gives no results");
  return results;
}

// A new folder, which goes with this.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "nnlite-soak-XXXXXX").string();
    expect(mkdtemp(name.data()) != nullptr, "no folder for files");
    path_ = name;
    for (const char* thread : {"0", "1"}) std::filesystem::create_directory(path_ / thread);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A round: both threads do every task once, each in its own order. Rethrows what went wrong.
void run_round(const Results& expected, const std::filesystem::path& folder, std::uint64_t round) {
  Shared shared{expected, folder, nnlite::Context::create(), {}, {}, {}, {}};
  shared.model = shared_model(shared.context);
  shared.input = images(shared.context, 32);
  std::array<std::exception_ptr, 2> thrown;
  std::array<std::thread, 2> threads;
  for (std::size_t i = 0; i < threads.size(); ++i)
    threads[i] = std::thread([&, i] {
      Worker worker{shared, folder / std::to_string(i), std::mt19937_64(2 * round + i)};
      auto order = tasks;
      std::shuffle(order.begin(), order.end(), worker.random);
      const char* name = "";
      try {
        for (const Task& task : order) {
          name = task.name.c_str();
          task.run(worker);
        }
      } catch (const std::exception& exception) {
        thrown[i] = std::make_exception_ptr(std::runtime_error("round " + std::to_string(round) +
                                                               ", thread " + std::to_string(i) + ", " + name +
                                                               ": " + exception.what()));
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (const auto& exception : thrown)
    if (exception) std::rethrow_exception(exception);
}

// The threads and descriptors of the program alone.
struct Baseline {
  std::int64_t threads = process_status("Threads");
  std::int64_t descriptors = open_descriptors();
};

// What is left of a round: nothing.
void expect_nothing_left(const Baseline& baseline) {
  nnlite::set_handle_tracing(false);
  const std::int64_t handles = nnlite::live_handles();  // before the report, which has one
  expect(handles == 0, "handles are left:\n" + nnlite::HandleReport::all().table());
  expect(nnlite::Context().memory_used() == 0, "tensor memory of the default context is in use");
  expect(open_descriptors() == baseline.descriptors, "descriptors are left open");
  nnlite::shutdown();
  // A thread that was joined is counted until the system has put it away.
  for (int i = 0; i < 10000 && process_status("Threads") != baseline.threads; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  expect(process_status("Threads") == baseline.threads, "threads are left");
}

// Memory in ten windows of the run: its mean in each, of which the first is for warming up.
class Memory {
 public:
  void add(double part_of_run) {
    auto& window = windows_[static_cast<std::size_t>(std::clamp(part_of_run * 10, 0.0, 9.0))];
    window.resident += static_cast<double>(resident());
    window.heap += static_cast<double>(heap_bytes());
    ++window.samples;
  }
  void expect_flat() const {
    const auto mean = [](double sum, const Window& window) { return sum / std::max(1, window.samples); };
    const Window &early = windows_[1], &late = windows_[9];
    std::printf("window: resident MB, heap kB\n");
    for (const Window& window : windows_)
      std::printf("  %8.2f %9.1f\n", mean(window.resident, window) / 1e6, mean(window.heap, window) / 1e3);
    expect(mean(late.heap, late) < mean(early.heap, early) + 32e3, "the heap has grown");
    expect(mean(late.resident, late) < 1.02 * mean(early.resident, early) + 1e6, "the process has grown");
  }
  static std::int64_t resident() { return process_status("VmRSS") * 1024; }

 private:
  struct Window {
    double resident = 0, heap = 0;
    int samples = 0;
  };
  std::array<Window, 10> windows_;
};

int run(const std::string& program, double seconds, std::uint64_t rounds) {
  const Results expected = results_of_fresh_process(program);
  const Folder folder;
  const Baseline baseline;
  const auto start = Clock::now();
  Memory memory;
  int minute = 0;
  std::uint64_t round = 0;
  const auto done = [&] {
    return rounds ? static_cast<double>(round) / static_cast<double>(rounds) : seconds_since(start) / seconds;
  };
  const auto print = [&] {
    std::printf("%6.0f s: %" PRIu64 " rounds, %" PRIu64
                " tasks; resident %.2f MB, heap %.1f kB, handles %" PRId64 ", threads %" PRId64
                ", descriptors %" PRId64 "\n",
                seconds_since(start), round, 2 * round * tasks.size(),
                static_cast<double>(Memory::resident()) / 1e6, static_cast<double>(heap_bytes()) / 1e3,
                nnlite::live_handles(), process_status("Threads"), open_descriptors());
    std::fflush(stdout);
  };
  while (done() < 1) {
    run_round(expected, folder.path(), round);
    expect_nothing_left(baseline);
    memory.add(done());
    ++round;
    if (seconds_since(start) >= 60 * (minute + 1)) {
      ++minute;
      print();
    }
  }
  print();
  if (!rounds) memory.expect_flat();
  std::printf("all as in a fresh process; nothing is left\n");
  return 0;
}

}  // namespace
}  // namespace soak

int main(int argc, char** argv) {
  const std::string option = argc > 1 ? argv[1] : "";
  try {
    if (option == "--reference" && argc == 2) {
      soak::print_results(soak::compute_results());
      return 0;
    }
    if (option == "--seconds" && argc == 3) return soak::run(argv[0], std::stod(argv[2]), 0);
    if (option == "--rounds" && argc == 3) return soak::run(argv[0], 0, std::stoull(argv[2]));
  } catch (const std::exception& exception) {
    std::printf("failed: %s\n", exception.what());
    return 1;
  }
  std::fprintf(stderr, "usage: soak --seconds N | --rounds N | --reference\n");
  return 2;
}
