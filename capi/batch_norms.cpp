#include "nn/batch_norms.h"

#include "guard.h"
#include "nn/batch_norm_report.h"
#include "nn/fold.h"
#include "train/recalibrate.h"

using namespace nnl;
using namespace nnl::capi;

nnl_status NNL_CALL nnl_module_freeze_statistics(nnl_module module, int32_t frozen) {
  return guard(__func__, [&] { freeze_statistics(PinnedModule(module, "module"), flag(frozen, "frozen")); });
}

nnl_status NNL_CALL nnl_module_statistics_frozen(nnl_module module, int32_t* frozen) {
  return answer(__func__, "frozen", frozen,
                [&] { return statistics_frozen(PinnedModule(module, "module")); });
}

nnl_status NNL_CALL nnl_module_accumulate_statistics(nnl_module module, int32_t accumulate) {
  return guard(__func__, [&] {
    accumulate_statistics(PinnedModule(module, "module"), flag(accumulate, "accumulate"));
  });
}

nnl_status NNL_CALL nnl_module_commit_statistics(nnl_module module) {
  return guard(__func__, [&] { commit_statistics(PinnedModule(module, "module")); });
}

nnl_status NNL_CALL nnl_recalibrate(nnl_module module, nnl_loader loader, int64_t max_batches,
                                    int64_t* batches) {
  return guard(__func__, [&] {
    const PinnedModule target(module, "module");
    const PinnedLoader source(loader, "loader");
    // What is undone must still be there, even if another thread releases the loader meanwhile.
    Transaction::on_rollback([kept = Ref<Loader>(&static_cast<Loader&>(source))] {});
    const int64_t seen = recalibrate(target, source, max_batches);
    if (batches) *batches = seen;
  });
}

nnl_status NNL_CALL nnl_module_fold_batch_norms(nnl_module module, nnl_module* folded) {
  return create(__func__, "folded", folded, [&] { return fold_batch_norms(PinnedModule(module, "module")); });
}

nnl_status NNL_CALL nnl_batch_norm_report(nnl_module module, int64_t count, const nnl_tensor* inputs,
                                          char* buffer, int64_t capacity, int64_t* needed) {
  return guard(__func__, [&] {
    const std::string text =
        batch_norm_report(PinnedModule(module, "module"), tensors(count, inputs, "inputs"));
    copy_out(text.c_str(), static_cast<int64_t>(text.size()) + 1, "buffer", buffer, capacity, needed);
  });
}
