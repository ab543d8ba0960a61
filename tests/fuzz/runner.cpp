// Plays sequences of calls that follow from a seed, or those in files.
//
//   fuzz_runner [--seed S] [--from N] [--calls N] [--trace] [--all-succeed] [--progress] [--collect FOLDER]
//               [FILE|FOLDER...]
//
// --seed S       which sequences (1); --from N begins with the N-th of them
// --calls N      how many calls, those in callbacks not counted (200000)
// --trace        print each call
// --all-succeed  fail unless every function succeeded at least once
// --progress     print a line for every tenth of the calls
// --collect F    play short sequences, and write those in which a function ends with a status for the first
//                time into a folder
//
// Each file, and each file in a folder, is a sequence: call_bytes bytes for the surroundings and for each
// call. A sequence that fails is shortened, written to fuzz-failure-SEED-N in the working folder, and played
// once more with a trace.
#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <unistd.h>

#include "player.h"

namespace {

namespace fs = std::filesystem;
using Sequence = std::vector<uint8_t>;

constexpr size_t calls_of_sequence = 60;
unsigned patience = 120;  // seconds for one sequence

std::string folder;

struct Arguments {
  uint64_t seed = 1, from = 0, calls = 200000;
  bool trace = false, all_succeed = false, progress = false;
  std::string collect;
  std::vector<std::string> files;
};

[[noreturn]] void usage() {
  std::fprintf(stderr,
               "usage: fuzz_runner [--seed S] [--from N] [--calls N] [--trace] [--all-succeed] [--progress] "
               "[--collect FOLDER] [FILE|FOLDER...]\n");
  std::exit(2);
}

Arguments read(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto number = [&] {
      if (++i == argc) usage();
      return std::strtoull(argv[i], nullptr, 10);
    };
    if (word == "--seed")
      arguments.seed = number();
    else if (word == "--from")
      arguments.from = number();
    else if (word == "--calls")
      arguments.calls = number();
    else if (word == "--trace")
      arguments.trace = true;
    else if (word == "--all-succeed")
      arguments.all_succeed = true;
    else if (word == "--progress")
      arguments.progress = true;
    else if (word == "--collect" && i + 1 < argc)
      arguments.collect = argv[++i];
    else if (word.starts_with("--"))
      usage();
    else
      arguments.files.push_back(word);
  }
  return arguments;
}

Sequence sequence_of(uint64_t seed, uint64_t number, size_t calls) {
  uint8_t start[16];
  std::memcpy(start, &seed, 8);
  std::memcpy(start + 8, &number, 8);
  fuzz::Draws draws(start);
  draws.bits();
  draws.bits();
  Sequence sequence(fuzz::call_bytes * (1 + calls));
  for (uint8_t& byte : sequence) byte = draws.byte();
  return sequence;
}

void play(const Sequence& sequence, bool trace) {
  alarm(patience);
  fuzz::Player player(sequence, folder, trace);
  player.play();
  alarm(0);
}

/// Plays it in a process of its own; whether that failed.
bool fails(const Sequence& sequence, bool quietly) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    if (quietly && (!std::freopen("/dev/null", "w", stderr) || !std::freopen("/dev/null", "w", stdout)))
      std::_Exit(3);
    play(sequence, !quietly);
    std::exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) fs::remove_all(entry.path(), none);
  return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

/// The sequence without the calls that it fails without too.
Sequence shortened(Sequence sequence) {
  for (size_t calls = calls_of_sequence / 2; calls > 0; calls /= 2)
    for (size_t at = fuzz::call_bytes; at < sequence.size();) {
      const size_t size = std::min(calls * fuzz::call_bytes, sequence.size() - at);
      Sequence shorter = sequence;
      shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at),
                    shorter.begin() + static_cast<std::ptrdiff_t>(at + size));
      if (fails(shorter, true))
        sequence = shorter;
      else
        at += size;
    }
  return sequence;
}

Sequence contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return Sequence(std::istreambuf_iterator<char>(file), {});
}

void write_to(const std::string& path, const Sequence& sequence) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(sequence.data()), static_cast<std::streamsize>(sequence.size()));
}

/// How many functions ended with how many statuses.
int outcomes() {
  int all = 0;
  for (size_t i = 0; i < fuzz::num_callers; ++i) all += std::popcount(fuzz::callers[i].outcomes);
  return all;
}

/// Plays many sequences in a child, so that one that fails can be played again here.
template <class Next>
bool play_all(const Arguments& arguments, Next&& next) {
  int progress[2];
  if (pipe(progress) != 0) std::exit(3);
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    close(progress[0]);
    uint64_t calls = 0, printed = 0;
    int known = 0;
    const auto start = std::chrono::steady_clock::now();
    for (uint64_t number = arguments.from;; ++number) {
      const Sequence sequence = next(number, calls);
      if (sequence.empty()) break;
      if (write(progress[1], &number, sizeof number) != sizeof number) std::_Exit(3);
      play(sequence, arguments.trace);
      if (!arguments.collect.empty() && outcomes() > known) {
        known = outcomes();
        write_to(arguments.collect + "/" + std::to_string(arguments.seed) + "-" + std::to_string(number),
                 sequence);
      }
      calls += sequence.size() / fuzz::call_bytes - 1;
      if (arguments.progress && calls * 10 / arguments.calls > printed) {
        printed = calls * 10 / arguments.calls;
        std::printf("seed %llu: %llu calls\n", static_cast<unsigned long long>(arguments.seed),
                    static_cast<unsigned long long>(calls));
        std::fflush(stdout);
      }
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    uint64_t all = 0, good = 0, never = 0;
    for (size_t i = 0; i < fuzz::num_callers; ++i) {
      const fuzz::Caller& caller = fuzz::callers[i];
      all += caller.calls;
      good += caller.successes;
      if (!arguments.all_succeed || !caller.has_status || caller.successes > 0) continue;
      ++never;
      std::fprintf(stderr, "%s never succeeded in %llu calls\n", caller.name,
                   static_cast<unsigned long long>(caller.calls));
    }
    std::printf(
        "%llu calls, and %llu more in callbacks, of %zu functions with %d outcomes; %.0f %% succeeded; %.0f "
        "calls a second\n",
        static_cast<unsigned long long>(calls), static_cast<unsigned long long>(all - calls),
        fuzz::num_callers, outcomes(),
        100.0 * static_cast<double>(good) / static_cast<double>(std::max<uint64_t>(all, 1)),
        static_cast<double>(all) / seconds.count());
    std::exit(never == 0 ? 0 : 1);
  }
  close(progress[1]);
  uint64_t last = 0;
  bool played = false;
  while (::read(progress[0], &last, sizeof last) == sizeof last) played = true;
  close(progress[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
  if (WIFSIGNALED(status)) std::fprintf(stderr, "%s\n", strsignal(WTERMSIG(status)));
  if (!played) return false;
  const Sequence failing = next(last, 0);
  std::fprintf(stderr, "\nsequence %llu of seed %llu was the last one", static_cast<unsigned long long>(last),
               static_cast<unsigned long long>(arguments.seed));
  if (!fails(failing, true)) {
    std::fprintf(stderr, ", and does not fail by itself\n");
    return false;
  }
  patience = 20;
  const Sequence small = shortened(failing);
  const std::string path = "fuzz-failure-" + std::to_string(arguments.seed) + "-" + std::to_string(last);
  write_to(path, small);
  std::fprintf(stderr, "; shortened to %zu calls in %s:\n", small.size() / fuzz::call_bytes - 1,
               path.c_str());
  fails(small, false);
  return false;
}

}  // namespace

namespace fuzz {

void wrong(const std::string& what) {
  std::fprintf(stderr, "fuzz: %s\n", what.c_str());
  std::abort();
}

}  // namespace fuzz

int main(int argc, char** argv) {
  const Arguments arguments = read(argc, argv);
  const fs::path base = fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
  folder = (base / "nnlite-fuzz-XXXXXX").string();
  if (!mkdtemp(folder.data())) return 3;
  std::vector<fs::path> files;
  for (const std::string& name : arguments.files)
    if (fs::is_directory(name))
      for (const auto& entry : fs::directory_iterator(name)) files.push_back(entry.path());
    else
      files.push_back(name);
  std::sort(files.begin(), files.end());
  if (files.empty() && !arguments.files.empty()) {
    std::fprintf(stderr, "fuzz_runner: no sequences there\n");
    return 2;
  }
  const bool good = play_all(arguments, [&](uint64_t number, uint64_t calls) {
    if (!arguments.files.empty()) return number < files.size() ? contents(files[number]) : Sequence();
    return calls < arguments.calls
               ? sequence_of(arguments.seed, number, arguments.collect.empty() ? calls_of_sequence : 16)
               : Sequence();
  });
  fs::remove_all(folder);
  return good ? 0 : 1;
}
