#include "oom/sweep.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <unistd.h>

#include "oom/failing_memory.h"

namespace nnl::test {
namespace {

namespace fs = std::filesystem;

/// A folder of this process, on a file system in memory if there is one.
class Folder {
 public:
  Folder() {
    const fs::path shared = "/dev/shm";
    std::string name =
        ((access(shared.c_str(), W_OK) == 0 ? shared : fs::temp_directory_path()) / "nnlite-oom-XXXXXX")
            .string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no folder " + name);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  void clear() const {
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) fs::remove_all(entry.path());
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

std::string contents(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

template <class T>
std::string bytes_of(const T& value) {
  return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

constexpr const char* state_file = "state";

}  // namespace

int64_t sweep_stride(int64_t otherwise) {
  const char* every = std::getenv("NNL_OOM_EVERY");
  return every ? std::max<int64_t>(1, std::atoll(every)) : otherwise;
}

World::World(int threads, const std::string& folder) : folder_(folder) {
  nnl_context_options options;
  nnl_context_options_init(&options, sizeof options);
  options.threads = threads;
  options.seed = 7;
  must(nnl_scope_begin(&scope_));
  must(nnl_context_create(&options, &context_));
}

void World::end() noexcept { nnl_scope_release(scope_); }

std::string World::path(const std::string& name) const { return folder_ + "/" + name; }

void World::must(nnl_status status) {
  if (status != NNL_OK)
    throw std::runtime_error(std::string(nnl_last_error_function()) + ": " + nnl_last_error_message());
}

int64_t World::make(const std::string& name, const std::function<nnl_status(int64_t*)>& function,
                    std::vector<nnl_status> failures) {
  int64_t made = 0;
  call(
      name,
      [&] {
        made = 77;
        const nnl_status status = function(&made);
        EXPECT_EQ(made != 0, status == NNL_OK) << name;
        return status;
      },
      std::move(failures));
  return made;
}

void World::watch(nnl_tensor tensor) { tensors_.push_back(tensor); }
void World::watch(const nnl_checkpoint_parts& parts) { parts_.push_back(parts); }

void World::read(State& state, const std::string& name, nnl_tensor tensor) const {
  const auto text_of = [](nnl_tensor t) {
    void* data = nullptr;
    int64_t count = 0;
    nnl_dtype dtype = 0;
    must(nnl_tensor_count(t, &count));
    must(nnl_tensor_dtype(t, &dtype));
    const int64_t size = dtype == NNL_F32 || dtype == NNL_I32   ? 4
                         : dtype == NNL_F64 || dtype == NNL_I64 ? 8
                                                                : 1;
    std::string text(static_cast<size_t>(count * size), '\0');
    data = text.data();
    must(nnl_tensor_read(t, data, count * size));
    return text;
  };
  state[name] = text_of(tensor);
  int32_t wanted = 0;
  must(nnl_tensor_requires_grad(tensor, &wanted));
  if (!wanted) return;
  nnl_tensor rows = 0, values = 0, dense = 0;
  if (nnl_tensor_grad_rows(tensor, &rows, &values) == NNL_OK) {
    state[name + ".grad.rows"] = text_of(rows);
    state[name + ".grad.values"] = text_of(values);
  } else if (nnl_tensor_grad(tensor, &dense) == NNL_OK && dense != 0) {
    state[name + ".grad"] = text_of(dense);
  }
  for (const nnl_tensor handle : {rows, values, dense}) nnl_tensor_release(handle);
}

World::State World::state() const {
  State state = notes_;
  for (size_t i = 0; i < tensors_.size(); ++i) read(state, "tensor " + std::to_string(i), tensors_[i]);
  for (size_t i = 0; i < parts_.size(); ++i) {
    const nnl_checkpoint_parts& parts = parts_[i];
    const std::string name = "parts " + std::to_string(i);
    must(nnl_checkpoint_save(path(state_file).c_str(), &parts));
    state[name] = contents(path(state_file));
    fs::remove(path(state_file));
    if (parts.model == 0) continue;
    int32_t training = 0;
    must(nnl_module_is_training(parts.model, &training));
    state[name + " training"] = bytes_of(training);
    int64_t count = 0;
    must(nnl_module_num_parameters(parts.model, &count));
    for (int64_t p = 0; p < count; ++p) {
      nnl_tensor parameter = 0;
      must(nnl_module_parameter(parts.model, p, &parameter));
      read(state, name + " parameter " + std::to_string(p), parameter);
      nnl_tensor_release(parameter);
    }
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_))
    state["file " + entry.path().filename().string()] = contents(entry.path());
  int32_t records = 0;
  must(nnl_grad_enabled(&records));
  state["grad mode"] = bytes_of(records);
  int64_t live = 0, used = 0;
  must(nnl_live_handles(&live));
  must(nnl_context_memory_used(context_, &used));
  state["live handles"] = std::to_string(live);
  state["memory used"] = std::to_string(used);
  return state;
}

std::string World::differences(const State& a, const State& b) {
  std::string names;
  const auto add = [&](const State& from, const State& other) {
    for (const auto& [name, value] : from) {
      const auto found = other.find(name);
      if (found != other.end() && found->second == value) continue;
      names += "\n" + name;
      if (value.size() < 64 && found != other.end() && name.find("parts") == name.npos)
        names += ": " + value + " and " + found->second;
    }
  };
  add(a, b);
  for (const auto& [name, value] : b)
    if (!a.count(name)) names += "\nnew: " + name;
  return names;
}

namespace {

/// Where a run of the scenario puts the shortage: at which call, and at which request or limit of it.
struct Place {
  size_t call = 0;
  int64_t k = 1;
};

/// The call went on without the memory: the scenario begins anew to come to the next place. Or a test failed.
struct Again {};

class Undisturbed final : public World {
 public:
  Undisturbed(int threads, const std::string& folder) : World(threads, folder) {}
  ~Undisturbed() override { end(); }

  void call(const std::string& name, const std::function<nnl_status()>& function,
            std::vector<nnl_status> /*failures*/) override {
    ASSERT_EQ(function(), NNL_OK) << name << ": " << nnl_last_error_message();
    trace.push_back(state());
  }
  void fail(const std::string& name, nnl_status status,
            const std::function<nnl_status()>& function) override {
    ASSERT_EQ(function(), status) << name;
    trace.push_back(state());
  }

  std::vector<State> trace;
};

class Disturbed final : public World {
 public:
  Disturbed(int threads, const std::string& folder, Shortage shortage, Place& place,
            const std::vector<State>& trace, int64_t& failures, Caller caller, int64_t every)
      : World(threads, folder),
        shortage_(shortage),
        place_(place),
        trace_(trace),
        failures_(failures),
        caller_(caller),
        every_(every) {}
  ~Disturbed() override { end(); }

  void call(const std::string& name, const std::function<nnl_status()>& function,
            std::vector<nnl_status> failures) override {
    run(name, NNL_OK, function, std::move(failures));
    if (testing::Test::HasFailure()) throw Again();
  }
  void fail(const std::string& name, nnl_status status,
            const std::function<nnl_status()>& function) override {
    run(name, status, function, {NNL_OUT_OF_MEMORY});
    if (testing::Test::HasFailure()) throw Again();
  }

 private:
  void run(const std::string& name, nnl_status wanted, const std::function<nnl_status()>& function,
           std::vector<nnl_status> failures) {
    const size_t number = number_++;
    if (number < place_.call) {
      ASSERT_EQ(function(), wanted) << name << ": " << nnl_last_error_message();
      state();  // as the undisturbed run does, which may make copies of what is pending
      return;
    }
    if (shortage_ == Shortage::limit) begin_with_limit();
    for (;;) {
      const State before = state();
      const auto [status, refused, error] = attempt(function);
      const std::string where = name + ", " + std::to_string(place_.k);
      const bool failed = std::count(failures.begin(), failures.end(), status) > 0 && refused;
      if (!failed) {
        ASSERT_EQ(status, wanted) << where << ": " << nnl_last_error_message();
        const State after = state();
        ASSERT_TRUE(after == trace_[number]) << where << " differs:" << differences(after, trace_[number]);
        if (refused && shortage_ != Shortage::limit && shortage_ != Shortage::threads) {
          place_.k += every_;
          throw Again();
        }
        place_ = {number + 1, 1};
        return;
      }
      ++failures_;
      ASSERT_EQ(error.status, status) << where;
      ASSERT_NE(error.message, "") << where;
      ASSERT_NE(error.function, "") << where;
      if (shortage_ == Shortage::limit)
        raise_limit(error.message);
      else
        place_.k += every_;
      const State after = state();
      ASSERT_TRUE(after == before) << where << " changed:" << differences(before, after);
    }
  }

  struct Error {
    nnl_status status;
    std::string message, function;
  };
  struct Outcome {
    nnl_status status;
    bool refused;  // memory or a thread
    Error error;   // the thread's last one
  };

  Outcome attempt(const std::function<nnl_status()>& function) {
    Outcome outcome;
    const auto run = [&] {
      outcome = shortage_ == Shortage::limit ? attempt_within_limit(function) : attempt_refused(function);
      outcome.error = {nnl_last_error_status(), nnl_last_error_message(), nnl_last_error_function()};
    };
    if (caller_ == Caller::fresh_thread)
      std::thread(run).join();
    else
      run();
    return outcome;
  }

  Outcome attempt_within_limit(const std::function<nnl_status()>& function) {
    must(nnl_context_set_memory_limit(context_, place_.k));
    const nnl_status status = function();
    must(nnl_context_set_memory_limit(context_, 0));
    return {status, status != NNL_OK, {}};
  }

  Outcome attempt_refused(const std::function<nnl_status()>& function) {
    must(nnl_shutdown());  // nothing is kept that could be used again
    if (shortage_ == Shortage::threads)
      refuse_threads();
    else
      refuse_request(place_.k, shortage_ == Shortage::one ? Refusal::one : Refusal::all_later);
    const nnl_status status = function();
    return {status, grant_requests().refused > 0, {}};
  }

  void begin_with_limit() {
    int64_t used = 0;
    must(nnl_context_memory_used(context_, &used));
    place_.k = std::max<int64_t>(1, used);
  }

  /// From the error's text: to one byte less than was missing, and then to just enough.
  void raise_limit(const std::string& text) {
    static const std::regex pattern("([0-9]+) bytes wanted, ([0-9]+) in use");
    std::smatch found;
    ASSERT_TRUE(std::regex_search(text, found, pattern)) << text;
    const int64_t enough = std::stoll(found[1]) + std::stoll(found[2]);
    ASSERT_GT(enough, place_.k) << text;
    place_.k = place_.k < enough - 1 ? enough - 1 : enough;
  }

  const Shortage shortage_;
  Place& place_;
  const std::vector<State>& trace_;
  int64_t& failures_;
  const Caller caller_;
  const int64_t every_;
  size_t number_ = 0;
};

constexpr const char* names[] = {"one request fails", "all requests from one on fail", "a limit",
                                 "no threads"};

}  // namespace

void sweep(const Scenario& scenario, int threads, std::vector<Shortage> shortages, Caller caller,
           int64_t every) {
  const Folder folder;
  std::vector<std::map<std::string, std::string>> trace;
  int64_t handles = 0;
  World::must(nnl_live_handles(&handles));
  {
    Undisturbed world(threads, folder.path());
    scenario(world);
    trace = std::move(world.trace);
  }
  ASSERT_GT(trace.size(), 0u);
  for (const Shortage shortage : shortages) {
    const bool of_memory = shortage == Shortage::one || shortage == Shortage::all_later;
    if (of_memory && threads > 1 && !threads_may_start) continue;
    SCOPED_TRACE(names[static_cast<int>(shortage)]);
    Place place;
    int64_t failures = 0, runs = 0;
    while (place.call < trace.size() && !testing::Test::HasFailure()) {
      folder.clear();
      ++runs;
      try {
        Disturbed world(threads, folder.path(), shortage, place, trace, failures, caller,
                        sweep_stride(every));
        scenario(world);
      } catch (const Again&) {
      }
      int64_t live = 0;
      World::must(nnl_live_handles(&live));
      ASSERT_EQ(live, handles);
    }
    std::printf("%s: %lld failures in %zu calls, %lld runs\n", names[static_cast<int>(shortage)],
                static_cast<long long>(failures), trace.size(), static_cast<long long>(runs));
    if (of_memory) {
      ASSERT_GT(failures, 0);
    }
    if (testing::Test::HasFailure()) break;
  }
  folder.clear();
}

}  // namespace nnl::test
