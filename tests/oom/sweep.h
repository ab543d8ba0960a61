// Runs a scenario again and again with memory missing at each place where it is asked for.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <nnlite/nnlite.h>

namespace nnl::test {

/// How memory comes to be missing: one request fails; one and all after it; the context's limit stands at
/// every size that makes a difference; no thread can be started (of which nobody shall notice).
enum class Shortage { one, all_later, limit, threads };

/// What a scenario works on. Everything that is made in it goes at its end.
class World {
 public:
  virtual ~World() = default;
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  nnl_context context() const { return context_; }
  /// A path in a folder of its own, of which the files are a part of the world's state.
  std::string path(const std::string& name) const;

  /// A call that fails with one of the statuses, NNL_OUT_OF_MEMORY by default, while memory is missing,
  /// changes nothing then, and succeeds later with the results of an undisturbed run.
  virtual void call(const std::string& name, const std::function<nnl_status()>& function,
                    std::vector<nnl_status> failures = {NNL_OUT_OF_MEMORY}) = 0;
  /// The same for a call that gives a handle, which is 0 on failure.
  int64_t make(const std::string& name, const std::function<nnl_status(int64_t*)>& function,
               std::vector<nnl_status> failures = {NNL_OUT_OF_MEMORY});
  /// The same for one that fails with this status whatever memory there is.
  virtual void fail(const std::string& name, nnl_status status,
                    const std::function<nnl_status()>& function) = 0;
  /// What is not to be tested: it has to succeed.
  static void must(nnl_status status);
  static int64_t made(nnl_status status, int64_t handle) { return must(status), handle; }

  /// From now on what these are is a part of the world's state: elements and gradients of tensors;
  /// parameters, buffers, gradients and mode of modules; all that a checkpoint has of the others.
  void watch(nnl_tensor tensor);
  void watch(const nnl_checkpoint_parts& parts);
  /// Numbers and texts that calls gave.
  void note(const std::string& name, const std::string& value) { notes_[name] = value; }

 protected:
  World(int threads, const std::string& folder);
  void end() noexcept;

  using State = std::map<std::string, std::string>;
  State state() const;
  static std::string differences(const State& a, const State& b);

  nnl_context context_ = 0;

 private:
  void read(State& state, const std::string& name, nnl_tensor tensor) const;

  std::string folder_;
  nnl_scope scope_ = 0;
  std::vector<nnl_tensor> tensors_;
  std::vector<nnl_checkpoint_parts> parts_;
  State notes_;
};

using Scenario = std::function<void(World& world)>;

/// Who makes the calls while memory is missing: the thread of the scenario, or a new one for each, to which
/// then belongs the handle that it gives.
enum class Caller { same_thread, fresh_thread };

/// Runs the scenario, which has to do the same each time, undisturbed, and then with every shortage at every
/// place; or only at each `every`-th one of a long scenario, unless NNL_OOM_EVERY says how many.
void sweep(const Scenario& scenario, int threads = 1,
           std::vector<Shortage> shortages = {Shortage::one, Shortage::all_later, Shortage::limit},
           Caller caller = Caller::same_thread, int64_t every = 1);

/// How far one place lies from the next: NNL_OOM_EVERY, or else this.
int64_t sweep_stride(int64_t otherwise = 1);

}  // namespace nnl::test
