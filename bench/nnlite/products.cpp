#include "cells.h"

namespace bench {

using namespace nnlite;

void register_products() {
  for (const Shape& s : linear)
    cell("linear_train/" + text(s), [=] {
      const Linear layer(s[1], s[2]);
      return train_pass({s[0], s[1]}, {s[0], s[2]}, {layer.tensor("weight"), layer.tensor("bias")},
                        [layer](const Tensor& x) { return layer(x); });
    });
  for (const Shape& s : conv2d)
    cell("conv2d_train/" + text(s), [=] {
      ConvOptions options;
      options.padding = 1;
      const Conv2d layer(s[1], s[4], 3, options);
      return train_pass({s[0], s[1], s[2], s[3]}, {s[0], s[4], s[2], s[3]},
                        {layer.tensor("weight"), layer.tensor("bias")},
                        [layer](const Tensor& x) { return layer(x); });
    });
}

}  // namespace bench
