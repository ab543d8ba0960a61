#include "ops/similarity.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

nnl_status NNL_CALL nnl_bmm(nnl_tensor a, nnl_tensor b, nnl_tensor* result) {
  return create(__func__, "result", result, [&] { return bmm(tensor(a, "a"), tensor(b, "b")); });
}

nnl_status NNL_CALL nnl_cosine_similarity(nnl_tensor a, nnl_tensor b, int64_t axis, double eps,
                                          nnl_tensor* result) {
  return create(__func__, "result", result,
                [&] { return cosine_similarity(tensor(a, "a"), tensor(b, "b"), axis, eps); });
}
