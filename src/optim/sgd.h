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
class Sgd final : public Optimizer {
 public:
  Sgd(std::vector<Variable> parameters, const SgdOptions& options) { add(std::move(parameters), options); }
  /// Adds a group with settings of its own.
  void add(std::vector<Variable> parameters, const SgdOptions& options);
  void step() override;

 private:
  struct Group {
    SgdOptions options;            // but for the learning rate, which is the base's
    std::vector<Tensor> velocity;  // one for each parameter, empty until its first step
  };
  std::vector<Group> settings_;
};

}  // namespace nnl
