#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

void NNL_CALL nnl_module_release(nnl_module module) { release_handle(Kind::module, module); }

nnl_status NNL_CALL nnl_module_forward(nnl_module module, nnl_tensor input, nnl_tensor* output) {
  return create(__func__, "output", output,
                [&] { return PinnedModule(module, "module")->forward(tensor(input, "input")); });
}

nnl_status NNL_CALL nnl_module_forward_inputs(nnl_module module, int64_t count, const nnl_tensor* inputs,
                                              nnl_tensor* output) {
  return create(__func__, "output", output, [&] {
    return PinnedModule(module, "module")->forward(optional_tensors(count, inputs, "inputs"));
  });
}

nnl_status NNL_CALL nnl_module_train(nnl_module module, int32_t training) {
  return guard(__func__, [&] { PinnedModule(module, "module")->train(flag(training, "training")); });
}

nnl_status NNL_CALL nnl_module_is_training(nnl_module module, int32_t* training) {
  return answer(__func__, "training", training, [&] { return PinnedModule(module, "module")->training(); });
}

nnl_status NNL_CALL nnl_module_context(nnl_module module, nnl_context* context) {
  return give_context(__func__, context,
                      [&] { return Ref<Context>(&PinnedModule(module, "module")->context()); });
}

nnl_status NNL_CALL nnl_module_set_requires_grad(nnl_module module, int32_t requires_grad) {
  return guard(__func__, [&] {
    PinnedModule(module, "module")->set_requires_grad(flag(requires_grad, "requires_grad"));
  });
}

nnl_status NNL_CALL nnl_module_zero_grad(nnl_module module) {
  return guard(__func__, [&] { PinnedModule(module, "module")->zero_grad(); });
}

nnl_status NNL_CALL nnl_module_num_parameters(nnl_module module, int64_t* count) {
  return answer(__func__, "count", count,
                [&] { return PinnedModule(module, "module")->parameters().size(); });
}

nnl_status NNL_CALL nnl_module_parameter(nnl_module module, int64_t index, nnl_tensor* parameter) {
  return create(__func__, "parameter", parameter,
                [&] { return at(PinnedModule(module, "module")->parameters(), index).variable; });
}

nnl_status NNL_CALL nnl_module_parameter_name(nnl_module module, int64_t index, char* name, int64_t capacity,
                                              int64_t* needed) {
  return guard(__func__, [&] {
    copy_text(at(PinnedModule(module, "module")->parameters(), index).name, "name", name, capacity, needed);
  });
}

nnl_status NNL_CALL nnl_module_num_buffers(nnl_module module, int64_t* count) {
  return answer(__func__, "count", count, [&] { return PinnedModule(module, "module")->buffers().size(); });
}

nnl_status NNL_CALL nnl_module_buffer(nnl_module module, int64_t index, nnl_tensor* buffer) {
  return create(__func__, "buffer", buffer,
                [&] { return at(PinnedModule(module, "module")->buffers(), index).variable; });
}

nnl_status NNL_CALL nnl_module_buffer_name(nnl_module module, int64_t index, char* name, int64_t capacity,
                                           int64_t* needed) {
  return guard(__func__, [&] {
    copy_text(at(PinnedModule(module, "module")->buffers(), index).name, "name", name, capacity, needed);
  });
}

nnl_status NNL_CALL nnl_module_tensor(nnl_module module, const char* name, nnl_tensor* result) {
  return create(__func__, "tensor", result, [&] {
    require(name, "name");
    const PinnedModule owner(module, "module");
    for (const NamedVariable& entry : owner->tensors())
      if (entry.name == name) return entry.variable;
    fail_argument("name", Code::not_found, "the module has no tensor \"{}\"", name);
  });
}

nnl_status NNL_CALL nnl_module_save(nnl_module module, const char* path) {
  return guard(__func__, [&] {
    require(path, "path");
    save_state(PinnedModule(module, "module"), path);
  });
}

nnl_status NNL_CALL nnl_module_load(nnl_module module, const char* path) {
  return guard(__func__, [&] {
    require(path, "path");
    load_state(PinnedModule(module, "module"), path);
  });
}
