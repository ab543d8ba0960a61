#pragma once

#include "optim/optimizer.h"

namespace nnl {

/// Settings of torch.optim.SparseAdam with its defaults.
struct SparseAdamOptions {
  double learning_rate = 1e-3;  // above 0, as eps
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  bool maximize = false;
};

/// Adam for row-sparse gradients alone, as torch.optim.SparseAdam: rows without gradient and their moments
/// stay as they are, and a step costs what the gradient holds. It counts steps for the whole parameter. A
/// dense gradient is Code::not_supported.
class SparseAdam final : public OptimizerWith<SparseAdamOptions> {
 public:
  static const OptimizerKind own_kind;

  SparseAdam(std::vector<Variable> parameters, const SparseAdamOptions& options) : OptimizerWith(own_kind) {
    add(std::move(parameters), options);
  }
  /// Adds a group with settings of its own.
  void add(std::vector<Variable> parameters, const SparseAdamOptions& options);

 private:
  void prepare(Update& update) const override;
  void apply(const Update& update) const override;
  Presence presence(int64_t, size_t) const override { return Presence::certain; }
  void check_momentum_setting(int64_t, double beta1) const override { check_beta("beta1", beta1); }
};

}  // namespace nnl
