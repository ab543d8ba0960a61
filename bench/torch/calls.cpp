// Single calls.
#include "cells.h"

namespace bench {

void register_calls() {
  cell("tiny_add", [] {
    return [a = random_tensor({4, 4}), b = random_tensor({4, 4}, 2)] {
      benchmark::DoNotOptimize(torch::add(a, b).data_ptr());
    };
  });
  cell("tiny_add_grad", [] {
    return [a = leaf({4, 4}), b = random_tensor({4, 4}, 2)] {
      benchmark::DoNotOptimize(torch::add(a, b).data_ptr());
    };
  });
}

}  // namespace bench
