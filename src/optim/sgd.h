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
  bool lazy_rows = true;  // nnlite's own: false has momentum and decay step a table densely
};

/// Stochastic gradient descent as in torch.optim.SGD (Sutskever et al. 2013 for the momentum). A step with a
/// row-sparse gradient costs what the gradient holds and gives what the dense step gives: rows that momentum
/// or decay move meanwhile are pending (tensor/pending_rows.h) until they are looked up, read or stepped.
/// Memory that somebody outside may read at any time is stepped densely. Gradients are only read.
class Sgd final : public OptimizerWith<SgdOptions> {
 public:
  static const OptimizerKind own_kind;

  Sgd(std::vector<Variable> parameters, const SgdOptions& options) : OptimizerWith(own_kind) {
    add(std::move(parameters), options);
  }
  /// Adds a group with settings of its own.
  void add(std::vector<Variable> parameters, const SgdOptions& options);

 private:
  /// Whether the step touches only the rows of the gradient.
  bool by_rows(const Update& update) const;
  /// How the step moves a row without a gradient.
  kernels::RowMotion motion(const Update& update) const;
  void prepare(Update& update) const override;
  void apply(const Update& update) const override;
  bool leaves_rows_pending() const override { return true; }
  Presence presence(int64_t, size_t) const override { return Presence::possible; }
  void check_momentum_setting(int64_t group, double momentum) const override;
};

}  // namespace nnl
