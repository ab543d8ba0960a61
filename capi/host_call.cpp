#include "host_call.h"

namespace nnl::capi {
namespace {

constexpr int most_callbacks = 128;
thread_local int callbacks = 0;

}  // namespace

CallDepth::CallDepth() {
  if (callbacks == most_callbacks)
    fail(Code::not_supported, "{} callbacks run inside each other, which are the most", most_callbacks);
  ++callbacks;
}

CallDepth::~CallDepth() { --callbacks; }

std::string error_since(uint64_t errors) {
  if (count_errors() == errors) return {};
  const std::string function = nnl_last_error_function();
  return (function.empty() ? ": " : ": " + function + ": ") + nnl_last_error_message();
}

Variable tensor_from_callback(int64_t handle, const char* what) {
  try {
    return tensor(handle, what);
  } catch (const Error& error) {
    throw Error(error.code(), error.what());
  }
}

Variable output_of(const HandleScope<Kind::tensor>& output) {
  if (output[0] == 0) fail(Code::callback_failed, "the callback gave no output");
  return tensor_from_callback(output[0], "the callback's output");
}

Variable call_function(nnl_function_callback callback, LentTensors& inputs, int64_t count, void* user_data) {
  HandleScope<Kind::tensor> output(1);
  call_host([&] { return callback(count, inputs.data(), output.data(), user_data); });
  return output_of(output);
}

}  // namespace nnl::capi
