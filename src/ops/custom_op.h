// Operations that the library's user defines.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "autograd/variable.h"

namespace nnl {

/// What the gradients of a user's operation are computed from.
struct CustomGradient {
  std::span<const Tensor> inputs;
  Tensor output;
  Tensor dy;                 // the output's gradient, contiguous; not to be written
  std::vector<bool> wanted;  // for each input: whether anybody wants its gradient
};

/// A user's operation, as torch.autograd.Function. Both functions run without recording; what they change is
/// undone if the call around them fails.
struct CustomOp {
  std::string name;
  std::function<Tensor(std::span<const Tensor> inputs)> forward;
  /// A gradient for each input, empty for none; those that nobody wants are passed over. Empty itself for an
  /// operation that cannot be walked back through.
  std::function<std::vector<Tensor>(const CustomGradient&)> backward;
};

/// Runs it on at least one input, all of one context and of any dtypes. Recorded if the result is floating
/// and an input wants a gradient; then inputs and output are saved. A gradient must have its input's shape,
/// dtype and context.
Variable custom_op(std::shared_ptr<const CustomOp> op, std::span<const Variable> inputs);

}  // namespace nnl
