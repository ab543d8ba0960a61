#include "guard.h"
#include "ops/ops.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_cross_entropy_options defaults = {sizeof(nnl_cross_entropy_options), NNL_REDUCTION_MEAN, -100,
                                                0, 0};

}  // namespace

nnl_status NNL_CALL nnl_mse_loss(nnl_tensor input, nnl_tensor target, int32_t reduction, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return mse_loss(tensor(input, "input"), tensor(target, "target"),
                    enumerator(reduction, Reduction::sum, "reduction"));
  });
}

void NNL_CALL nnl_cross_entropy_options_init(nnl_cross_entropy_options* options, uint32_t size) {
  write_options(defaults, options, size);
}

nnl_status NNL_CALL nnl_cross_entropy(nnl_tensor logits, nnl_tensor target,
                                      const nnl_cross_entropy_options* options, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    const nnl_cross_entropy_options o = read_options(options, defaults);
    const Variable weight = optional_tensor(o.weight, "options.weight");
    return cross_entropy(tensor(logits, "logits"), tensor(target, "target"),
                         {enumerator(o.reduction, Reduction::sum, "options.reduction"), o.ignore_index,
                          o.label_smoothing, weight ? weight.data() : Tensor()});
  });
}
