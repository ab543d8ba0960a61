#include "guard.h"
#include "host_call.h"
#include "host_data.h"
#include "nn/custom_module.h"
#include "ops/custom_op.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

CustomModule& custom(Module& module) {
  auto* made = dynamic_cast<CustomModule*>(&module);
  if (!made)
    fail_argument("module", Code::invalid_state, "{} has all its parts; only nnl_module_create's take more",
                  module.kind());
  return *made;
}

/// Adds a part to the module behind a handle.
template <class Add>
nnl_status add_part(const char* function, nnl_module handle, const char* name, Add&& add) noexcept {
  return guard(function, [&] {
    require(name, "name");
    const PinnedModule module(handle, "module");
    add(custom(module));
  });
}

CustomModule::Forward module_forward(nnl_module_callback callback, std::shared_ptr<HostData> host) {
  if (!callback) return {};
  return [callback, host](CustomModule& self, std::span<const Variable> inputs) {
    HandleScope<Kind::module> module;
    module.add(&self);
    LentTensors lent(inputs);
    HandleScope<Kind::tensor> output(1);
    call_host([&] {
      return callback(module[0], static_cast<int64_t>(inputs.size()), lent.data(), output.data(),
                      host->user_data());
    });
    return output_of(output);
  };
}

std::vector<Tensor> call_backward(nnl_backward_callback callback, const CustomGradient& given,
                                  void* user_data) {
  const size_t count = given.inputs.size();
  LentTensors inputs(given.inputs);
  const Tensor others[] = {given.output, given.dy};
  LentTensors lent{std::span<const Tensor>(others)};
  const std::vector<int32_t> wanted(given.wanted.begin(), given.wanted.end());
  HandleScope<Kind::tensor> gradients(count);
  call_host([&] {
    return callback(static_cast<int64_t>(count), inputs.data(), lent[0], lent[1], wanted.data(),
                    gradients.data(), user_data);
  });
  std::vector<Tensor> result(count);
  for (size_t i = 0; i < count; ++i)
    if (gradients[i] != 0 && wanted[i])
      result[i] = tensor_from_callback(gradients[i], "the callback's gradients").data();
  return result;
}

}  // namespace

nnl_status NNL_CALL nnl_module_create(nnl_context ctx, const char* kind, nnl_module_callback forward,
                                      nnl_release_callback done, void* user_data, nnl_module* module) {
  return create_hosted(__func__, "module", module, [&](auto& host) -> Ref<Module> {
    host = std::make_shared<HostData>(done, user_data);
    require(kind, "kind");
    return make_ref<CustomModule>(*context(ctx), kind, module_forward(forward, host));
  });
}

nnl_status NNL_CALL nnl_module_add_parameter(nnl_module module, const char* name, nnl_tensor parameter) {
  return add_part(__func__, module, name,
                  [&](CustomModule& owner) { owner.add_parameter(name, tensor(parameter, "parameter")); });
}

nnl_status NNL_CALL nnl_module_add_buffer(nnl_module module, const char* name, nnl_tensor buffer) {
  return add_part(__func__, module, name,
                  [&](CustomModule& owner) { owner.add_buffer(name, tensor(buffer, "buffer")); });
}

nnl_status NNL_CALL nnl_module_add_child(nnl_module module, const char* name, nnl_module child) {
  return add_part(__func__, module, name, [&](CustomModule& owner) {
    const PinnedModule part(child, "child");
    owner.add_child(name, &static_cast<Module&>(part));
  });
}

nnl_status NNL_CALL nnl_custom_op(const char* name, int64_t count, const nnl_tensor* inputs,
                                  nnl_function_callback forward, nnl_backward_callback backward,
                                  nnl_release_callback done, void* user_data, nnl_tensor* output) {
  return create_hosted(__func__, "output", output, [&](auto& host) {
    host = std::make_shared<HostData>(done, user_data);
    require(name, "name");
    require(reinterpret_cast<const void*>(forward), "forward");
    auto op = std::make_shared<CustomOp>();
    op->name = name;
    op->forward = [forward, host](std::span<const Tensor> given) {
      LentTensors lent(given);
      return call_function(forward, lent, static_cast<int64_t>(given.size()), host->user_data()).data();
    };
    if (backward)
      op->backward = [backward, host](const CustomGradient& given) {
        return call_backward(backward, given, host->user_data());
      };
    return custom_op(op, tensors(count, inputs, "inputs"));
  });
}
