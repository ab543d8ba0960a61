#pragma once

#include "optim/optimizer.h"

namespace nnl {

/// Settings of torch.optim.RMSprop with its defaults.
struct RmspropOptions {
  double learning_rate = 1e-2;
  double alpha = 0.99;
  double eps = 1e-8;
  double weight_decay = 0;
  double momentum = 0;
  bool centered = false;
  bool maximize = false;
};

/// RMSprop as in torch.optim.RMSprop (Hinton's lecture; Graves 2013 for `centered`): eps stands beside the
/// root. Where rounding takes a centered second moment below 0 it is 0; PyTorch goes on with NaN. A momentum
/// that is set later starts a velocity at 0, where PyTorch has an error. Row-sparse gradients, which PyTorch
/// refuses, are dense ones here.
class Rmsprop final : public OptimizerWith<RmspropOptions> {
 public:
  static const OptimizerKind own_kind;

  Rmsprop(std::vector<Variable> parameters, const RmspropOptions& options) : OptimizerWith(own_kind) {
    add(std::move(parameters), options);
  }
  /// Adds a group with settings of its own.
  void add(std::vector<Variable> parameters, const RmspropOptions& options);

 private:
  void prepare(Update& update) const override;
  void apply(const Update& update) const override;
  Presence presence(int64_t group, size_t buffer) const override;
  void check_momentum_setting(int64_t, double momentum) const override {
    check_setting("momentum", momentum);
  }
};

}  // namespace nnl
