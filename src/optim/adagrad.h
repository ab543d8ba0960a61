#pragma once

#include "optim/optimizer.h"

namespace nnl {

/// Settings of torch.optim.Adagrad with its defaults.
struct AdagradOptions {
  double learning_rate = 1e-2;
  double lr_decay = 0;
  double weight_decay = 0;
  double initial_accumulator_value = 0;
  double eps = 1e-10;
  bool maximize = false;
};

/// Adagrad as in torch.optim.Adagrad (Duchi et al. 2011). Row-sparse gradients cost what they hold, which is
/// exact, unless a decay moves the other rows; then the step is dense, where PyTorch has an error.
class Adagrad final : public OptimizerWith<AdagradOptions> {
 public:
  static const OptimizerKind own_kind;

  Adagrad(std::vector<Variable> parameters, const AdagradOptions& options) : OptimizerWith(own_kind) {
    add(std::move(parameters), options);
  }
  /// Adds a group with settings of its own.
  void add(std::vector<Variable> parameters, const AdagradOptions& options);

 private:
  void prepare(Update& update) const override;
  void apply(const Update& update) const override;
  Presence presence(int64_t, size_t) const override { return Presence::certain; }
  void check_momentum_setting(int64_t, double) const override {}
};

}  // namespace nnl
