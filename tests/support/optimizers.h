// Optimizers as the reference cases describe them.
#pragma once

#include "optim/adagrad.h"
#include "optim/adam.h"
#include "optim/rmsprop.h"
#include "optim/sgd.h"
#include "optim/sparse_adam.h"
#include "support/tensors.h"

namespace nnl::test {

/// Takes over the options that a group of a case names.
inline void read_group(const nlohmann::json& group, SgdOptions& o) {
  o.momentum = group.value("momentum", o.momentum);
  o.dampening = group.value("dampening", o.dampening);
  o.weight_decay = group.value("weight_decay", o.weight_decay);
  o.nesterov = group.value("nesterov", o.nesterov);
}
inline void read_group(const nlohmann::json& group, AdamOptions& o) {
  o.beta1 = group.value("beta1", o.beta1);
  o.beta2 = group.value("beta2", o.beta2);
  o.eps = group.value("eps", o.eps);
  o.weight_decay = group.value("weight_decay", o.weight_decay);
  o.amsgrad = group.value("amsgrad", o.amsgrad);
}
inline void read_group(const nlohmann::json& group, SparseAdamOptions& o) {
  o.beta1 = group.value("beta1", o.beta1);
  o.beta2 = group.value("beta2", o.beta2);
  o.eps = group.value("eps", o.eps);
}
inline void read_group(const nlohmann::json& group, AdagradOptions& o) {
  o.lr_decay = group.value("lr_decay", o.lr_decay);
  o.weight_decay = group.value("weight_decay", o.weight_decay);
  o.initial_accumulator_value = group.value("initial_accumulator_value", o.initial_accumulator_value);
  o.eps = group.value("eps", o.eps);
}
inline void read_group(const nlohmann::json& group, RmspropOptions& o) {
  o.alpha = group.value("alpha", o.alpha);
  o.eps = group.value("eps", o.eps);
  o.weight_decay = group.value("weight_decay", o.weight_decay);
  o.momentum = group.value("momentum", o.momentum);
  o.centered = group.value("centered", o.centered);
}

template <class Kind, class Options>
Ref<Optimizer> make_groups(const nlohmann::json& groups, const std::vector<Variable>& parameters,
                           const Options& defaults) {
  Ref<Kind> made;
  for (const auto& group : groups) {
    std::vector<Variable> members;
    for (size_t i : group.at("parameters")) members.push_back(parameters.at(i));
    Options options = defaults;
    read_group(group, options);
    options.learning_rate = group.value("lr", options.learning_rate);
    options.maximize = group.value("maximize", options.maximize);
    if (made)
      made->add(members, options);
    else
      made = make_ref<Kind>(members, options);
  }
  return made;
}

/// The optimizer with PyTorch's name `kind`.
inline Ref<Optimizer> make_optimizer(const std::string& kind, const nlohmann::json& groups,
                                     const std::vector<Variable>& parameters) {
  AdamOptions adamw;
  adamw.weight_decay = 1e-2;
  if (kind == "SGD") return make_groups<Sgd>(groups, parameters, SgdOptions());
  if (kind == "Adam") return make_groups<Adam>(groups, parameters, AdamOptions());
  if (kind == "AdamW") return make_groups<AdamW>(groups, parameters, adamw);
  if (kind == "SparseAdam") return make_groups<SparseAdam>(groups, parameters, SparseAdamOptions());
  if (kind == "Adagrad") return make_groups<Adagrad>(groups, parameters, AdagradOptions());
  if (kind == "RMSprop") return make_groups<Rmsprop>(groups, parameters, RmspropOptions());
  throw std::runtime_error("no optimizer " + kind);
}

}  // namespace nnl::test
