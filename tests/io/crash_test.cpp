// Saving when the disk is full or may not be written to, and when the process dies: the old file or the new
// one, and nothing else.
#include <csignal>
#include <cstdlib>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "io/checkpoint.h"
#include "io/state_file.h"
#include "nn/linear.h"
#include "support/folder.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

/// A layer of which every number is `value`.
Ref<Module> layer(int64_t size, double value) {
  const Ref<Module> made = make_ref<Linear>(context(), size, size, true, DType::f32);
  for (const NamedVariable& entry : made->parameters())
    std::fill_n(entry.variable.data().mutable_data<float>(), entry.variable.count(),
                static_cast<float>(value));
  return made;
}

double first_number(const Module& module) { return values_of(module.parameters()[0].variable.data())[0]; }

/// What a child that runs body() exits with; body() returns a number below 100.
template <class Body>
int in_child(Body body) {
  const pid_t child = fork();
  if (child == 0) _exit(body());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

enum { not_permitted = 77 };

/// Has later mounts of this process be its own.
bool make_private_mounts() {
  return unshare(CLONE_NEWNS) == 0 && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

bool contains(const Error& error, const std::string& text) {
  return std::string(error.what()).find(text) != std::string::npos;
}

TEST(Crash, a_full_disk_is_an_error_and_leaves_the_old_file) {
  const Folder folder;
  // A file system of 256 KiB that only the child sees.
  const int result = in_child([&] {
    if (!make_private_mounts() || mount("none", folder.path().c_str(), "tmpfs", 0, "size=256k") != 0)
      return int{not_permitted};
    const std::string path = folder / "model.safetensors";
    save_state(*layer(100, 1), path);
    const Ref<Module> large = layer(500, 2), reread = layer(100, 0);
    const Error error = error_of([&] { save_state(*large, path); });
    if (error.code() != Code::io_error) return 1;
    if (std::string(error.what()).find("No space left on device") == std::string::npos) return 2;
    load_state(*reread, path);
    if (first_number(*reread) != 1) return 3;
    if (folder.files() != std::vector<std::string>{"model.safetensors"}) return 4;
    save_state(*layer(100, 3), path);  // there is room for that one
    load_state(*reread, path);
    return first_number(*reread) == 3 ? 0 : 5;
  });
  if (result == not_permitted) GTEST_SKIP() << "this user may not mount a file system";
  EXPECT_EQ(result, 0);
}

TEST(Crash, a_folder_that_may_only_be_read_is_an_error_and_its_files_load) {
  const Folder folder;
  const std::string path = folder / "model.safetensors";
  save_state(*layer(3, 1), path);
  const int result = in_child([&] {
    const char* name = folder.path().c_str();
    if (!make_private_mounts() || mount(name, name, nullptr, MS_BIND, nullptr) != 0 ||
        mount("none", name, nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0)
      return int{not_permitted};
    const Error error = error_of([&] { save_state(*layer(3, 2), path); });
    if (error.code() != Code::io_error) return 1;
    if (error.what() != fmt::format("cannot write {}: Read-only file system", path)) return 2;
    const Ref<Module> reread = layer(3, 0);
    load_state(*reread, path);
    return first_number(*reread) == 1 ? 0 : 3;
  });
  if (result == not_permitted) GTEST_SKIP() << "this user may not mount a file system";
  EXPECT_EQ(result, 0);
  EXPECT_EQ(folder.files(), std::vector<std::string>{"model.safetensors"});
}

/// A file-size limit of this process, at which a write would end it.
void limit_file_size(rlim_t bytes) {
  const rlimit limit = {bytes, RLIM_INFINITY};
  setrlimit(RLIMIT_FSIZE, &limit);
}

bool is_blocked(int signal) {
  sigset_t blocked;
  pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
  return sigismember(&blocked, signal) == 1;
}

bool is_pending(int signal) {
  sigset_t pending;
  sigpending(&pending);
  return sigismember(&pending, signal) == 1;
}

TEST(Crash, a_file_size_limit_is_an_error_and_sends_no_signal) {
  const Folder folder;
  const int result = in_child([&] {
    limit_file_size(100'000);
    const std::string path = folder / "model.safetensors";
    save_state(*layer(100, 1), path);
    const Error error = error_of([&] { save_state(*layer(500, 2), path); });
    if (error.code() != Code::io_error || !contains(error, "File too large")) return 1;
    if (is_blocked(SIGXFSZ) || is_pending(SIGXFSZ)) return 2;
    const Ref<Module> reread = layer(100, 0);
    load_state(*reread, path);
    if (first_number(*reread) != 1) return 3;
    if (folder.files() != std::vector<std::string>{"model.safetensors"}) return 4;
    save_state(*layer(100, 3), path);
    load_state(*reread, path);
    return first_number(*reread) == 3 ? 0 : 5;
  });
  EXPECT_EQ(result, 0);
}

TEST(Crash, a_signal_of_the_host_at_the_file_size_limit_stays_pending) {
  const Folder folder;
  const int result = in_child([&] {
    limit_file_size(100);
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
    const std::string path = folder / "model.safetensors";
    if (error_of([&] { save_state(*layer(100, 1), path); }).code() != Code::io_error) return 1;
    if (is_pending(SIGXFSZ) || !is_blocked(SIGXFSZ)) return 2;
    raise(SIGXFSZ);
    if (error_of([&] { save_state(*layer(100, 1), path); }).code() != Code::io_error) return 3;
    return is_pending(SIGXFSZ) && is_blocked(SIGXFSZ) ? 0 : 4;
  });
  EXPECT_EQ(result, 0);
}

TEST(Crash, threads_that_save_the_same_file_do_not_disturb_each_other) {
  const Folder folder;
  const std::string path = folder / "model.safetensors";
  const Ref<Module> reread = layer(30, 0);
  std::vector<std::thread> threads;
  for (int i = 1; i <= 4; ++i)
    threads.emplace_back([&, i] {
      const Ref<Module> own = layer(30, i);
      for (int k = 0; k < 20; ++k) save_state(*own, path);
    });
  for (std::thread& thread : threads) thread.join();
  load_state(*reread, path);
  EXPECT_GE(first_number(*reread), 1);
  EXPECT_EQ(folder.files(), std::vector<std::string>{"model.safetensors"});
}

/// A training whose every bit says which generation it is.
struct Generations {
  static constexpr int64_t size = 150;
  Ref<Module> model = make_ref<Linear>(context(), size, size, true, DType::f32);
  ModuleState state{*model};

  /// Element i of a generation: 24 bits that look random.
  static float element(uint64_t generation, int64_t i) {
    const uint32_t word = random_block({generation, 1, static_cast<uint64_t>(i)})[0];
    return static_cast<float>(word >> 8);
  }
  void become(uint64_t generation) {
    context().set_random_state({generation, 0, 0});
    int64_t i = 0;
    for (const NamedVariable& entry : model->parameters())
      for (int64_t k = 0; k < entry.variable.count(); ++k)
        entry.variable.data().mutable_data<float>()[k] = element(generation, i++);
  }
  void save(const std::string& path) { save_checkpoint(path, {{"model", &state, &context()}}, true); }
  /// The generation of the file, or -1 if a bit of it is of another.
  int64_t load(const std::string& path) {
    load_checkpoint(path, {{"model", &state, &context()}}, true);
    const uint64_t generation = context().random_state().seed;
    int64_t i = 0;
    for (const NamedVariable& entry : model->parameters())
      for (int64_t k = 0; k < entry.variable.count(); ++k)
        if (entry.variable.data().data<float>()[k] != element(generation, i++)) return -1;
    return static_cast<int64_t>(generation);
  }
};

// As often as NNLITE_KILLS says; tests/io/kill.sh does it 1,000 times.
TEST(Crash, a_process_that_is_killed_while_saving_leaves_the_old_file_or_the_new_one) {
  const char* wanted = std::getenv("NNLITE_KILLS");
  const int rounds = wanted ? std::atoi(wanted) : 30;
  const Folder folder;
  const std::string path = folder / "training.safetensors";
  Generations training;
  uint64_t generation = 1;
  training.become(generation);
  training.save(path);
  RandomStream moments(2026);
  int within = 0, left = 0;
  for (int round = 0; round < rounds; ++round) {
    int done[2];
    ASSERT_EQ(pipe(done), 0);
    const pid_t child = fork();
    if (child == 0) {
      for (uint64_t next = generation + 1;; ++next) {
        training.become(next);
        if (write(done[1], "b", 1) != 1) _exit(1);
        training.save(path);
        if (write(done[1], "s", 1) != 1) _exit(1);
      }
    }
    close(done[1]);
    char byte;
    ASSERT_EQ(read(done[0], &byte, 1), 1);  // it is about to save
    usleep(static_cast<useconds_t>(moments.below(40'000)));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    uint64_t saved = generation;
    char last = byte;
    for (; read(done[0], &byte, 1) == 1; last = byte) saved += byte == 's';
    close(done[0]);
    const int64_t found = training.load(path);
    ASSERT_GE(found, static_cast<int64_t>(saved));      // what save() has answered is there
    ASSERT_LE(found, static_cast<int64_t>(saved) + 1);  // and what it was about to
    within += last == 'b';
    left += folder.files().size() > 1;
    ASSERT_LE(folder.files().size(), 2u);
    generation = static_cast<uint64_t>(found);
  }
  training.save(path);
  EXPECT_EQ(folder.files(), std::vector<std::string>{"training.safetensors"});
  EXPECT_GT(within, 0);
  std::printf("%d kills, %d of them while saving, %d left a file that the next saving removed, %llu saved\n",
              rounds, within, left, static_cast<unsigned long long>(generation));
}

}  // namespace
}  // namespace nnl
