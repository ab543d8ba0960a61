#pragma once

#include "optim/optimizer.h"

namespace nnl {

/// Settings of torch.optim.SGD with its defaults.
struct SgdOptions {
  double learning_rate = 1e-3;
  double momentum = 0;
  double dampening = 0;
  double weight_decay = 0;
  bool nesterov = false;
  bool maximize = false;
};

/// Stochastic gradient descent as in torch.optim.SGD (Sutskever et al. 2013 for the momentum). Row-sparse
/// gradients cost what they hold if neither momentum nor decay moves the other rows; otherwise the step is
/// dense. Gradients are only read.
class Sgd final : public OptimizerWith<SgdOptions> {
 public:
  static const OptimizerKind own_kind;

  Sgd(std::vector<Variable> parameters, const SgdOptions& options) : OptimizerWith(own_kind) {
    add(std::move(parameters), options);
  }
  /// Adds a group with settings of its own.
  void add(std::vector<Variable> parameters, const SgdOptions& options);

 private:
  void prepare(Update& update) const override;
  void apply(const Update& update) const override;
  Presence presence(int64_t, size_t) const override { return Presence::possible; }
  void check_momentum_setting(int64_t group, double momentum) const override;
};

}  // namespace nnl
