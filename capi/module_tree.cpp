#include "guard.h"
#include "nn/summary.h"

using namespace nnl;
using namespace nnl::capi;

nnl_status NNL_CALL nnl_module_share(nnl_module module, nnl_module* other) {
  return create(__func__, "other", other,
                [&] { return Ref<Module>(&static_cast<Module&>(PinnedModule(module, "module"))); });
}

nnl_status NNL_CALL nnl_module_kind(nnl_module module, char* kind, int64_t capacity, int64_t* needed) {
  return guard(__func__,
               [&] { copy_text(PinnedModule(module, "module")->kind(), "kind", kind, capacity, needed); });
}

nnl_status NNL_CALL nnl_module_num_children(nnl_module module, int64_t* count) {
  return answer(__func__, "count", count, [&] { return PinnedModule(module, "module")->children().size(); });
}

nnl_status NNL_CALL nnl_module_child(nnl_module module, int64_t index, nnl_module* child) {
  return create(__func__, "child", child,
                [&] { return at(PinnedModule(module, "module")->children(), index).module; });
}

nnl_status NNL_CALL nnl_module_child_name(nnl_module module, int64_t index, char* name, int64_t capacity,
                                          int64_t* needed) {
  return guard(__func__, [&] {
    copy_text(at(PinnedModule(module, "module")->children(), index).name, "name", name, capacity, needed);
  });
}

nnl_status NNL_CALL nnl_module_summary(nnl_module module, int64_t count, const nnl_tensor* inputs, char* text,
                                       int64_t capacity, int64_t* needed) {
  return guard(__func__, [&] {
    const PinnedModule model(module, "module");
    copy_text(summarize(model, tensors(count, inputs, "inputs")), "text", text, capacity, needed);
  });
}
