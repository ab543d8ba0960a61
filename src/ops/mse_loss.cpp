#include "autograd/node.h"
#include "ops/ops.h"

namespace nnl {

Variable mse_loss(const Variable& input, const Variable& target, Reduction reduction) {
  const OpScope scope("mse_loss", input);
  check_same_context("mse_loss", input.data(), target.data());
  check_same_dtype("mse_loss", input.data(), target.data());
  if (!(input.shape() == target.shape()))
    fail(Code::shape_mismatch, "mse_loss: input {} and target {} differ", to_string(input.shape()),
         to_string(target.shape()));
  const Variable difference = subtract(input, target);
  const Variable square = multiply(difference, difference);
  switch (reduction) {
    case Reduction::none:
      return square;
    case Reduction::mean:
      return mean(square);
    case Reduction::sum:
      return sum(square);
  }
  fail(Code::invalid_argument, "mse_loss: unknown reduction {}", static_cast<int32_t>(reduction));
}

}  // namespace nnl
