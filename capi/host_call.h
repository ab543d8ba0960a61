// Calls of the host's functions.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "arguments.h"
#include "autograd/grad_mode.h"
#include "base/no_cancellation.h"
#include "floating_point_scope.h"
#include "last_error.h"

namespace nnl::capi {

/// Handles that end with the scope, those included that were released before.
template <Kind kind>
class HandleScope {
 public:
  HandleScope() = default;
  /// As many handles of none, for a callback to fill.
  explicit HandleScope(size_t count) : handles_(count) {}
  ~HandleScope() {
    for (const int64_t handle : handles_) release_handle(kind, handle);
  }
  HandleScope(const HandleScope&) = delete;
  HandleScope& operator=(const HandleScope&) = delete;

  void add(Ref<RefCounted> object) {
    handles_.push_back(0);
    handles_.back() = insert_handle(kind, std::move(object));
  }
  int64_t* data() { return handles_.data(); }
  int64_t operator[](size_t i) const { return handles_[i]; }

 private:
  std::vector<int64_t> handles_;
};

/// Handles for tensors that a callback borrows.
class LentTensors : public HandleScope<Kind::tensor> {
 public:
  explicit LentTensors(std::span<const Variable> variables) {
    for (const Variable& variable : variables) add(variable.state());
  }
  explicit LentTensors(std::span<const Tensor> tensors) {
    for (const Tensor& tensor : tensors) add(Variable(tensor).state());
  }
};

/// Counts the callbacks that run inside each other on this thread, so that endless recursion ends in an
/// error.
class CallDepth {
 public:
  CallDepth();
  ~CallDepth();
  CallDepth(const CallDepth&) = delete;
  CallDepth& operator=(const CallDepth&) = delete;
};

/// What a host's function came to.
struct HostResult {
  nnl_status status;
  std::string error;  // ": " and the thread's last error, if one came in the call; else empty
};

/// "" unless there was an error on this thread since `errors` were counted.
std::string error_since(uint64_t errors);

/// Runs call(), a host's function. The grad mode and floating-point mode that it leaves are put back, and the
/// scopes that it leaves open are ended.
template <class Call>
HostResult run_host(Call&& call) {
  const CallDepth depth;
  const ScopeMark scopes;
  const GradMode grad_mode(grad_enabled());
  const HostFloatingPointScope floating_point;
  const NoCancellation no_cancellation;
  const uint64_t errors = count_errors();
  const nnl_status status = call();
  return {status, status == NNL_OK ? std::string() : error_since(errors)};
}

/// The same for one that must succeed: else Code::callback_failed.
template <class Call>
void call_host(Call&& call) {
  const HostResult result = run_host(call);
  if (result.status != NNL_OK)
    fail(Code::callback_failed, "the callback failed with status {}{}", result.status, result.error);
}

/// Runs a function of tensors on borrowed handles; its output's handle passes to nnlite.
Variable call_function(nnl_function_callback callback, LentTensors& inputs, int64_t count, void* user_data);

/// The variable behind a handle that a callback gave. One that is none is no argument of the call around it.
Variable tensor_from_callback(int64_t handle, const char* what);

/// The variable behind the handle that is a callback's output.
Variable output_of(const HandleScope<Kind::tensor>& output);

}  // namespace nnl::capi
