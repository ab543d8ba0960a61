#include "cells.h"

namespace bench {

void register_cross_entropy() {
  for (const Shape& shape : cross_entropy)
    cell("cross_entropy_train/" + text(shape), [=] {
      return [x = leaf(shape), y = index_tensor(uniform(shape[0], shape[1]), {shape[0]})] {
        torch::nn::functional::cross_entropy(x, y).backward();
        drop_grad(x);
      };
    });
}

}  // namespace bench
