#include "train/step.h"

#include <cmath>

#include "autograd/kept_gradient.h"
#include "autograd/node.h"
#include "base/number_check.h"
#include "base/profile_scope.h"
#include "optim/clip.h"

namespace nnl {
namespace {

/// The loss as a variable of one element.
Variable run(Module& model, Module& loss, std::span<const Variable> inputs,
             std::span<const Variable> targets) {
  std::vector<Variable> compared{model.forward(inputs)};
  compared.insert(compared.end(), targets.begin(), targets.end());
  const Variable value = loss.forward(compared);
  if (value.count() != 1)
    fail(Code::shape_mismatch, "{}: the loss of a training step must be one element, not {}; reduce it",
         loss.kind(), to_string(value.shape()));
  return value;
}

}  // namespace

double train_step(Module& model, Module& loss, Optimizer& optimizer, std::span<const Variable> inputs,
                  std::span<const Variable> targets, const StepOptions& options) {
  const ProfileScope scope(ProfileKind::step, "train_step", model);
  const GradMode recording(true);
  const std::vector<Variable> parameters = optimizer.parameters();
  std::vector<KeptGradient> before;
  before.reserve(parameters.size());
  for (const Variable& parameter : parameters) before.emplace_back(parameter.state());
  restore_on_rollback(std::move(before));
  optimizer.zero_grad();
  const Variable value = run(model, loss, inputs, targets);
  const double result = value.data().item();
  if (observed() && model.context().numbers().wanted() && !std::isfinite(result)) [[unlikely]]
    model.context().numbers().add(
        {NumberPass::loss, std::isnan(result), -1, false, 0, loss.kind(), "the loss of a training step"});
  backward(value);
  if (options.clip_norm)
    clip_grad_norm(parameters, *options.clip_norm, options.clip_norm_type, options.error_if_nonfinite);
  if (options.clip_value) clip_grad_value(parameters, *options.clip_value);
  optimizer.step();
  return result;
}

double loss_of(Module& model, Module& loss, std::span<const Variable> inputs,
               std::span<const Variable> targets) {
  const GradMode recording(false);
  return run(model, loss, inputs, targets).data().item();
}

}  // namespace nnl
