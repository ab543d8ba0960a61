// Adam, AdamW, SparseAdam, Adagrad and RMSprop.
#pragma once

#include <cstdint>

#include <nnlite/cpp/learning.hpp>

namespace nnlite {

/// torch.optim.Adam's settings.
struct AdamOptions {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weight_decay = 0;
  bool amsgrad = false;
  bool maximize = false;

  /// As nnlite.h has it.
  nnl_adam_options c() const {
    auto c = detail::defaults(nnl_adam_options_init);
    c.learning_rate = learning_rate;
    c.beta1 = beta1;
    c.beta2 = beta2;
    c.eps = eps;
    c.weight_decay = weight_decay;
    c.amsgrad = amsgrad;
    c.maximize = maximize;
    return c;
  }
};

/// Adam.
class Adam : public Optimizer {
 public:
  /// The parameters are group 0.
  explicit Adam(const ParameterList& parameters, const AdamOptions& options = {})
      : Optimizer(nnl_adam_create, parameters.count(), parameters.data(), detail::address(options.c())) {}
  /// Another group with settings of its own.
  void add_group(const ParameterList& parameters, const AdamOptions& options = {}) const {
    const auto c = options.c();
    check(nnl_adam_add_group(handle(), parameters.count(), parameters.data(), &c));
  }
};

/// torch.optim.AdamW's settings.
struct AdamWOptions {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weight_decay = 1e-2;
  bool amsgrad = false;
  bool maximize = false;

  /// As nnlite.h has it.
  nnl_adamw_options c() const {
    auto c = detail::defaults(nnl_adamw_options_init);
    c.learning_rate = learning_rate;
    c.beta1 = beta1;
    c.beta2 = beta2;
    c.eps = eps;
    c.weight_decay = weight_decay;
    c.amsgrad = amsgrad;
    c.maximize = maximize;
    return c;
  }
};

/// Adam with decoupled weight decay.
class AdamW : public Optimizer {
 public:
  /// The parameters are group 0.
  explicit AdamW(const ParameterList& parameters, const AdamWOptions& options = {})
      : Optimizer(nnl_adamw_create, parameters.count(), parameters.data(), detail::address(options.c())) {}
  /// Another group with settings of its own.
  void add_group(const ParameterList& parameters, const AdamWOptions& options = {}) const {
    const auto c = options.c();
    check(nnl_adamw_add_group(handle(), parameters.count(), parameters.data(), &c));
  }
};

/// torch.optim.SparseAdam's settings.
struct SparseAdamOptions {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  bool maximize = false;

  /// As nnlite.h has it.
  nnl_sparse_adam_options c() const {
    auto c = detail::defaults(nnl_sparse_adam_options_init);
    c.learning_rate = learning_rate;
    c.beta1 = beta1;
    c.beta2 = beta2;
    c.eps = eps;
    c.maximize = maximize;
    return c;
  }
};

/// Adam for row-sparse gradients alone.
class SparseAdam : public Optimizer {
 public:
  /// The parameters are group 0.
  explicit SparseAdam(const ParameterList& parameters, const SparseAdamOptions& options = {})
      : Optimizer(nnl_sparse_adam_create, parameters.count(), parameters.data(),
                  detail::address(options.c())) {}
  /// Another group with settings of its own.
  void add_group(const ParameterList& parameters, const SparseAdamOptions& options = {}) const {
    const auto c = options.c();
    check(nnl_sparse_adam_add_group(handle(), parameters.count(), parameters.data(), &c));
  }
};

/// torch.optim.Adagrad's settings.
struct AdagradOptions {
  double learning_rate = 1e-2;
  double lr_decay = 0;
  double weight_decay = 0;
  double initial_accumulator_value = 0;
  double eps = 1e-10;
  bool maximize = false;

  /// As nnlite.h has it.
  nnl_adagrad_options c() const {
    auto c = detail::defaults(nnl_adagrad_options_init);
    c.learning_rate = learning_rate;
    c.lr_decay = lr_decay;
    c.weight_decay = weight_decay;
    c.initial_accumulator_value = initial_accumulator_value;
    c.eps = eps;
    c.maximize = maximize;
    return c;
  }
};

/// Adagrad.
class Adagrad : public Optimizer {
 public:
  /// The parameters are group 0.
  explicit Adagrad(const ParameterList& parameters, const AdagradOptions& options = {})
      : Optimizer(nnl_adagrad_create, parameters.count(), parameters.data(), detail::address(options.c())) {}
  /// Another group with settings of its own.
  void add_group(const ParameterList& parameters, const AdagradOptions& options = {}) const {
    const auto c = options.c();
    check(nnl_adagrad_add_group(handle(), parameters.count(), parameters.data(), &c));
  }
};

/// torch.optim.RMSprop's settings.
struct RmspropOptions {
  double learning_rate = 1e-2;
  double alpha = 0.99;
  double eps = 1e-8;
  double weight_decay = 0;
  double momentum = 0;
  bool centered = false;
  bool maximize = false;

  /// As nnlite.h has it.
  nnl_rmsprop_options c() const {
    auto c = detail::defaults(nnl_rmsprop_options_init);
    c.learning_rate = learning_rate;
    c.alpha = alpha;
    c.eps = eps;
    c.weight_decay = weight_decay;
    c.momentum = momentum;
    c.centered = centered;
    c.maximize = maximize;
    return c;
  }
};

/// RMSprop.
class Rmsprop : public Optimizer {
 public:
  /// The parameters are group 0.
  explicit Rmsprop(const ParameterList& parameters, const RmspropOptions& options = {})
      : Optimizer(nnl_rmsprop_create, parameters.count(), parameters.data(), detail::address(options.c())) {}
  /// Another group with settings of its own.
  void add_group(const ParameterList& parameters, const RmspropOptions& options = {}) const {
    const auto c = options.c();
    check(nnl_rmsprop_add_group(handle(), parameters.count(), parameters.data(), &c));
  }
};

}  // namespace nnlite
