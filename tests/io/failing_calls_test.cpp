// Saving and loading when a call of the system fails: every one of them, once and from then on.
//
// The linker leads the core's calls to the functions of this file (tests/CMakeLists.txt).
#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/profiler.h"
#include "io/checkpoint.h"
#include "io/profile_trace.h"
#include "io/state_file.h"
#include "nn/linear.h"
#include "optim/sgd.h"
#include "support/files.h"
#include "support/folder.h"
#include "support/tensors.h"

namespace {

/// What happens to the calls of the thread under test.
struct Plan {
  int at = -1;                // the call that fails, counted from 0; none if negative
  bool from_then_on = false;  // and all after it
  int error = 0;              // with this, or 0: a read or write of one byte alone
  std::vector<std::string> calls;
};
thread_local Plan* plan = nullptr;

/// Notes a call. True if it is to fail, with errno set, or to be short if that is 0.
bool struck(const char* name) {
  if (!plan) return false;
  const int number = static_cast<int>(plan->calls.size());
  plan->calls.emplace_back(name);
  const bool is_struck = number == plan->at || (plan->from_then_on && plan->at >= 0 && number > plan->at);
  if (is_struck) errno = plan->error;
  return is_struck;
}

}  // namespace

extern "C" {
#define NNL_WRAP(name, parameters, arguments) \
  int __real_##name parameters;               \
  int __wrap_##name parameters { return struck(#name) ? -1 : __real_##name arguments; }
NNL_WRAP(fsync, (int file), (file))
NNL_WRAP(rename, (const char* from, const char* to), (from, to))
NNL_WRAP(unlink, (const char* path), (path))
NNL_WRAP(flock, (int file, int operation), (file, operation))
NNL_WRAP(fchmod, (int file, mode_t mode), (file, mode))
NNL_WRAP(stat, (const char* path, struct stat* status), (path, status))
NNL_WRAP(lstat, (const char* path, struct stat* status), (path, status))
NNL_WRAP(fstat, (int file, struct stat* status), (file, status))
#undef NNL_WRAP

int __real_open(const char* path, int flags, ...);
int __wrap_open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const unsigned mode = flags & O_CREAT ? va_arg(rest, unsigned) : 0;
  va_end(rest);
  return struck("open") ? -1 : __real_open(path, flags, mode);
}
int __real_close(int file);
int __wrap_close(int file) {
  const bool fails = struck("close");
  const int error = errno, result = __real_close(file);  // as Linux: it is closed in any case
  if (fails) errno = error;
  return fails ? -1 : result;
}
ssize_t __real_readlink(const char* path, char* target, size_t size);
ssize_t __wrap_readlink(const char* path, char* target, size_t size) {
  return struck("readlink") ? -1 : __real_readlink(path, target, size);
}
ssize_t __real_write(int file, const void* data, size_t size);
ssize_t __wrap_write(int file, const void* data, size_t size) {
  if (!struck("write")) return __real_write(file, data, size);
  return errno == 0 ? __real_write(file, data, size > 0 ? 1 : 0) : -1;
}
ssize_t __real_pread(int file, void* data, size_t size, off_t offset);
ssize_t __wrap_pread(int file, void* data, size_t size, off_t offset) {
  if (!struck("pread")) return __real_pread(file, data, size, offset);
  return errno == 0 ? __real_pread(file, data, size > 0 ? 1 : 0, offset) : -1;
}
}

namespace nnl {
namespace {

using namespace test;

/// Runs body() by a plan; its error, if it fails.
template <class Body>
std::optional<Error> run(Plan& with, const Body& body) {
  plan = &with;
  std::optional<Error> error;
  try {
    body();
  } catch (const Error& thrown) {
    error = thrown;
  }
  plan = nullptr;
  return error;
}

/// What the calls can fail with; 0 is a short one.
std::vector<int> errors_of(const std::string& call) {
  if (call == "open") return {EINTR, ENOENT, EMFILE, EROFS};
  if (call == "write") return {0, EINTR, ENOSPC, EIO};
  if (call == "pread") return {0, EINTR, EIO};
  if (call == "fsync") return {EINTR, EIO, EDQUOT};
  if (call == "flock") return {EINTR, ENOLCK, EWOULDBLOCK};
  if (call == "rename") return {EACCES, EIO};
  return {EIO};
}

bool is_passing(int error) { return error == 0 || error == EINTR; }

/// Whether saving goes on without the call.
bool can_do_without(const std::string& call) {
  return call == "close" || call == "flock" || call == "fstat" || call == "fchmod";
}

/// Something with two states that is saved to a file and read back.
struct Kind {
  const char* name;
  std::function<void(int state, const std::string& path)> save;
};

std::string strerror_of(int error) { return std::generic_category().message(error); }

/// Saves state 1 over state 0 as often as there is a call that can fail.
void check_saving(const Kind& kind) {
  const Folder folder;
  const std::string path = folder / "file.safetensors";
  std::string bytes[2];
  for (int state : {1, 0}) {
    kind.save(state, path);
    bytes[state] = read_all(path);
  }
  ASSERT_NE(bytes[0], bytes[1]);
  Plan all;
  ASSERT_FALSE(run(all, [&] { kind.save(1, path); }));
  const auto renames = static_cast<int>(std::ranges::find(all.calls, "rename") - all.calls.begin());
  int failures = 0;
  for (int at = 0; at < static_cast<int>(all.calls.size()); ++at)
    for (const int error : errors_of(all.calls[static_cast<size_t>(at)]))
      for (const bool from_then_on : {false, true}) {
        if (from_then_on && is_passing(error)) continue;
        const std::string& call = all.calls[static_cast<size_t>(at)];
        SCOPED_TRACE(fmt::format("{}: call {} ({}) fails with {}{}", kind.name, at, call, error,
                                 from_then_on ? ", and all after it" : ""));
        std::ofstream(path, std::ios::binary) << bytes[0];
        Plan failing{at, from_then_on, error, {}};
        const std::optional<Error> failed = run(failing, [&] { kind.save(1, path); });
        EXPECT_TRUE(from_then_on || !failed == (is_passing(error) || can_do_without(call)));
        EXPECT_EQ(read_all(path), bytes[!failed || at > renames]);
        if (failed) {
          ++failures;
          EXPECT_EQ(failed->code(), Code::io_error);
          EXPECT_NE(std::string(failed->what()).find(path), std::string::npos) << failed->what();
          EXPECT_NE(std::string(failed->what()).find(strerror_of(error)), std::string::npos)
              << failed->what();
          EXPECT_TRUE(from_then_on || folder.files() == std::vector<std::string>{"file.safetensors"});
        }
        kind.save(1, path);
        EXPECT_EQ(read_all(path), bytes[1]);
        EXPECT_EQ(folder.files(), std::vector<std::string>{"file.safetensors"});
        if (testing::Test::HasFailure()) return;
      }
  EXPECT_GT(failures, 30);
}

Ref<Module> layer(double value) {
  const Ref<Module> made = make_ref<Linear>(context(), 3, 2, true, DType::f32);
  for (const NamedVariable& entry : made->parameters())
    copy_into(Tensor::full(context(), DType::f32, entry.variable.shape(), value), entry.variable.data());
  return made;
}

TEST(FailingCalls, a_state_is_saved_or_the_old_file_stays) {
  const Ref<Module> states[] = {layer(1), layer(2)};
  check_saving({"state", [&](int state, const std::string& path) { save_state(*states[state], path); }});
}

TEST(FailingCalls, a_checkpoint_is_saved_or_the_old_file_stays) {
  const Ref<Module> model = layer(1);
  ModuleState parts(*model);
  check_saving({"checkpoint", [&](int state, const std::string& path) {
                  context().set_random_state({static_cast<uint64_t>(state), 0, 0});
                  save_checkpoint(path, {{"model", &parts, &context()}}, true);
                }});
}

TEST(FailingCalls, a_trace_is_saved_or_the_old_file_stays) {
  const Ref<Context> profiled[] = {make_ref<Context>(), make_ref<Context>()};
  for (int state : {0, 1}) {
    profiled[state]->profiler().start(1000);
    for (int i = 0; i <= state; ++i) {
      const Variable one(Tensor::full(*profiled[state], DType::f32, {2}, 1));
      add(one, one);
    }
    profiled[state]->profiler().stop();
  }
  check_saving({"trace", [&](int state, const std::string& path) { save_trace(*profiled[state], path); }});
}

TEST(FailingCalls, a_module_is_loaded_or_stays_as_it_was) {
  const Folder folder;
  const std::string path = folder / "file.safetensors";
  const Ref<Module> source = layer(1), target = layer(2);
  save_state(*source, path);
  Plan all;
  ASSERT_FALSE(run(all, [&] { load_state(*target, path); }));
  for (size_t at = 0; at < all.calls.size(); ++at)
    for (const int error : errors_of(all.calls[at])) {
      SCOPED_TRACE(fmt::format("call {} ({}) fails with {}", at, all.calls[at], error));
      copy_into(layer(2)->parameters()[0].variable.data(), target->parameters()[0].variable.data());
      Plan failing{static_cast<int>(at), false, error, {}};
      const std::optional<Error> failed = run(failing, [&] { load_state(*target, path); });
      EXPECT_EQ(!failed, is_passing(error) || all.calls[at] == "close");
      EXPECT_EQ(values_of(target->parameters()[0].variable.data())[0], failed ? 2 : 1);
      if (!failed) continue;
      EXPECT_EQ(failed->code(), Code::io_error);
      EXPECT_EQ(std::string(failed->what()), fmt::format("cannot read {}: {}", path, strerror_of(error)));
      load_state(*target, path);
      EXPECT_EQ(values_of(target->parameters()[0].variable.data())[0], 1);
    }
}

TEST(FailingCalls, a_folder_that_cannot_be_synced_or_read_is_none_of_a_failure) {
  const Folder folder;
  const std::string path = folder / "file.safetensors";
  save_state(*layer(1), path);
  Plan all;
  ASSERT_FALSE(run(all, [&] { save_state(*layer(1), path); }));
  const int size = static_cast<int>(all.calls.size());
  for (const auto& [at, error] : {std::pair(size - 2, EINVAL), std::pair(size - 5, EACCES)}) {
    Plan failing{at, false, error, {}};
    EXPECT_FALSE(run(failing, [&] { save_state(*layer(1), path); })) << failing.calls.at(size_t(at));
    EXPECT_EQ(failing.calls.at(static_cast<size_t>(at)), error == EINVAL ? "fsync" : "open");
  }
}

TEST(FailingCalls, what_a_dead_process_left_is_removed_and_what_others_write_is_not) {
  const Folder folder;
  const std::string path = folder / "file.safetensors";
  // The process ends before it renames; its lock goes with it.
  Plan failing{0, true, EIO, {}};
  Plan all;
  const Ref<Module> model = layer(1);  // the first one of a process also reads what processors it may use
  ASSERT_FALSE(run(all, [&] { save_state(*model, path); }));
  while (all.calls.at(static_cast<size_t>(failing.at)) != "rename") ++failing.at;
  ASSERT_TRUE(run(failing, [&] { save_state(*model, path); }));
  std::vector<std::string> files = folder.files();
  ASSERT_EQ(files.size(), 2u);
  const std::string left = files[0] == "file.safetensors" ? files[1] : files[0];
  EXPECT_TRUE(left.starts_with(".nnlite-") && left.ends_with("-0.tmp")) << left;
  // While another writes it, it stays, and the next name is taken.
  const int other = open((folder / left).c_str(), O_WRONLY);
  ASSERT_EQ(flock(other, LOCK_EX | LOCK_NB), 0);
  save_state(*layer(2), path);
  EXPECT_EQ(folder.files().size(), 2u);
  close(other);
  save_state(*layer(2), path);
  EXPECT_EQ(folder.files(), std::vector<std::string>{"file.safetensors"});
}

TEST(FailingCalls, a_name_that_is_too_long_is_shown_in_part_with_the_reason) {
  const std::string path(100'000, 'x');
  const Error error = error_of([&] { save_state(*layer(1), path); });
  EXPECT_EQ(error.code(), Code::io_error);
  EXPECT_EQ(std::string(error.what()), fmt::format("cannot write {}...{}: File name too long",
                                                   path.substr(0, 100), path.substr(0, 100)));
}

}  // namespace
}  // namespace nnl
