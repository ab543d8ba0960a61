#pragma once

#include "optim/optimizer.h"

namespace nnl {

/// Settings of torch.optim.Adam with its defaults. AdamW's default for weight_decay is 1e-2.
struct AdamOptions {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weight_decay = 0;
  bool amsgrad = false;
  bool maximize = false;
};

/// Adam as in torch.optim.Adam (Kingma and Ba 2015; Reddi et al. 2018 for amsgrad), or with `decoupled`
/// AdamW (Loshchilov and Hutter 2019), where the decay shrinks the parameter and leaves the moments alone.
/// Row-sparse gradients, which PyTorch refuses, are dense ones here: every row's moments decay.
template <bool decoupled>
class AdamOf final : public OptimizerWith<AdamOptions> {
 public:
  static const OptimizerKind own_kind;

  AdamOf(std::vector<Variable> parameters, const AdamOptions& options) : OptimizerWith(own_kind) {
    add(std::move(parameters), options);
  }
  /// Adds a group with settings of its own.
  void add(std::vector<Variable> parameters, const AdamOptions& options);

 private:
  void prepare(Update& update) const override;
  void apply(const Update& update) const override;
  Presence presence(int64_t group, size_t buffer) const override;
  void check_momentum_setting(int64_t, double beta1) const override { check_beta("beta1", beta1); }
};

using Adam = AdamOf<false>;
using AdamW = AdamOf<true>;
template <>
const OptimizerKind Adam::own_kind;
template <>
const OptimizerKind AdamW::own_kind;

}  // namespace nnl
