// One step of training as one call.
#pragma once

#include <optional>

#include "nn/module.h"
#include "optim/optimizer.h"

namespace nnl {

struct StepOptions {
  std::optional<double> clip_norm;  ///< the most that the gradients' common norm may be
  double clip_norm_type = 2;
  bool error_if_nonfinite = false;  ///< with clip_norm: a norm that is not finite is an error
  std::optional<double>
      clip_value;  ///< the most that a gradient's element may be, either way; after clip_norm
};

/// Drops the optimizer's gradients, runs loss({model(inputs), targets...}), which must be one element, walks
/// it backward, clips the gradients of the optimizer's parameters, and updates them. Returns the loss before
/// the update. The modules stay in the modes that they are in; the thread's grad mode does not matter. Inside
/// a Transaction, a failing step has changed nothing: parameters, gradients, statistics, random streams.
double train_step(Module& model, Module& loss, Optimizer& optimizer, std::span<const Variable> inputs,
                  std::span<const Variable> targets, const StepOptions& options = {});

/// The loss without anything else: no recording, no update.
double loss_of(Module& model, Module& loss, std::span<const Variable> inputs,
               std::span<const Variable> targets);

}  // namespace nnl
