#include "ops/joining.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

nnl_status NNL_CALL nnl_cat(int64_t count, const nnl_tensor* handles, int64_t axis, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return cat(tensors(count, handles, "tensors"), axis); });
}

nnl_status NNL_CALL nnl_stack(int64_t count, const nnl_tensor* handles, int64_t axis, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return stack(tensors(count, handles, "tensors"), axis); });
}

nnl_status NNL_CALL nnl_split(nnl_tensor x, int64_t axis, int64_t count, const int64_t* sizes,
                              nnl_tensor* parts) {
  if (parts && count > 0) std::fill_n(parts, count, nnl_tensor{0});
  return guard(__func__, [&] {
    if (count < 0) fail_argument("count", Code::invalid_argument, "{} is negative", count);
    if (count > 0) {
      require(sizes, "sizes");
      require(parts, "parts");
    }
    const std::vector<Variable> made = split(tensor(x, "x"), {sizes, static_cast<size_t>(count)}, axis);
    for (size_t i = 0; i < made.size(); ++i) {
      Transaction::on_rollback([parts, i] {
        release_handle(Kind::tensor, parts[i]);
        parts[i] = 0;
      });
      parts[i] = publish(made[i]);
    }
  });
}
