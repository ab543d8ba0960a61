#include "autograd/gradcheck.h"

#include "guard.h"
#include "host_call.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_gradcheck_options gradcheck_defaults = {sizeof(nnl_gradcheck_options), 0, 1e-6, 1e-5, 1e-3};

}  // namespace

void NNL_CALL nnl_gradcheck_options_init(nnl_gradcheck_options* options, uint32_t size) {
  write_options(gradcheck_defaults, options, size);
}

nnl_status NNL_CALL nnl_gradcheck(nnl_function_callback function, void* user_data, int64_t count,
                                  const nnl_tensor* inputs, const nnl_gradcheck_options* options,
                                  int32_t* passed, char* report, int64_t capacity, int64_t* needed) {
  return guard(__func__, [&] {
    require(reinterpret_cast<const void*>(function), "function");
    require(passed, "passed");
    const nnl_gradcheck_options o = read_options(options, gradcheck_defaults);
    check_reserved(o.reserved);
    const std::vector<Variable> given = tensors(count, inputs, "inputs");
    const auto f = [&](std::span<const Variable> variables) {
      LentTensors lent(variables);
      return call_function(function, lent, count, user_data);
    };
    const GradcheckResult result = gradcheck(f, given, {o.eps, o.atol, o.rtol});
    copy_text(result.report, "report", report, capacity, needed);
    *passed = result.passed;
  });
}
