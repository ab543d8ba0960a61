// Single calls through the C interface.
#include "cells.h"

namespace bench {
namespace {

using namespace nnlite;

auto add_once(bool gradient) {
  const Tensor a = random_tensor({4, 4}), b = random_tensor({4, 4}, 2);
  a.set_requires_grad(gradient);
  return [a, b] {
    nnl_tensor sum = 0;
    nnl_add(a.handle(), b.handle(), &sum);
    nnl_tensor_release(sum);
  };
}

}  // namespace

void register_calls() {
  cell("tiny_add", [] { return add_once(false); });
  cell("tiny_add_grad", [] { return add_once(true); });
  cell("c_abi_call", [] {
    return [x = random_tensor({4, 4})] {
      std::int32_t rank = 0;
      nnl_tensor_rank(x.handle(), &rank);
      benchmark::DoNotOptimize(rank);
    };
  });
}

}  // namespace bench
