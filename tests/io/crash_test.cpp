// Saving when the disk is full or the process dies: the old file or the new one, and nothing else.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/state_file.h"
#include "nn/linear.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

/// A folder of its own that is removed in the end.
class Folder {
 public:
  Folder() {
    char name[] = "crash_test_XXXXXX";
    path_ = mkdtemp(name);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string operator/(const char* file) const { return path_ + "/" + file; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename());
  return names;
}

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

TEST(Crash, a_full_disk_is_an_error_and_leaves_the_old_file) {
  const Folder folder;
  enum { not_permitted = 77 };
  // A file system of 256 KiB that only the child sees.
  const int result = in_child([&] {
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount("none", folder.path().c_str(), "tmpfs", 0, "size=256k") != 0)
      return int{not_permitted};
    const std::string path = folder / "model.safetensors";
    save_state(*layer(100, 1), path);
    const Ref<Module> large = layer(500, 2), reread = layer(100, 0);
    const Error error = error_of([&] { save_state(*large, path); });
    if (error.code() != Code::io_error) return 1;
    if (std::string(error.what()).find("No space left on device") == std::string::npos) return 2;
    load_state(*reread, path);
    if (first_number(*reread) != 1) return 3;
    if (files_in(folder.path()) != std::vector<std::string>{"model.safetensors"}) return 4;
    save_state(*layer(100, 3), path);  // there is room for that one
    load_state(*reread, path);
    return first_number(*reread) == 3 ? 0 : 5;
  });
  if (result == not_permitted) GTEST_SKIP() << "this user may not mount a file system";
  EXPECT_EQ(result, 0);
}

TEST(Crash, a_process_that_is_killed_while_saving_leaves_the_old_file_or_the_new_one) {
  const Folder folder;
  const std::string path = folder / "model.safetensors";
  save_state(*layer(60, 1), path);
  const Ref<Module> reread = layer(60, 0);
  int seen[2] = {0, 0};
  for (int round = 0; round < 60; ++round) {
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
      const Ref<Module> both[] = {layer(60, 2), layer(60, 1)};
      for (int i = 0;; ++i) {
        save_state(*both[i % 2], path);
        if (i == 0 && write(ready[1], "", 1) != 1) _exit(1);
      }
    }
    char byte;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);  // it has saved once
    close(ready[0]);
    close(ready[1]);
    usleep(static_cast<useconds_t>(137 * round % 3000));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    load_state(*reread, path);
    const std::vector<double> values = values_of(reread->parameters()[0].variable.data());
    ASSERT_TRUE(values[0] == 1 || values[0] == 2);
    for (double value : values) ASSERT_EQ(value, values[0]);
    ++seen[values[0] == 2];
  }
  EXPECT_GT(seen[1], 0);  // or nothing was ever written
}

}  // namespace
}  // namespace nnl
