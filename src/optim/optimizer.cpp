#include "optim/optimizer.h"

#include <cmath>

namespace nnl {
namespace {

void check_learning_rate(double learning_rate) {
  if (!(learning_rate >= 0) || !std::isfinite(learning_rate))
    fail(Code::invalid_argument, "optimizer: learning rate {} must be finite and not negative",
         learning_rate);
}

}  // namespace

void Optimizer::zero_grad() {
  for (ParameterGroup& group : groups_)
    for (Variable& parameter : group.parameters) parameter.clear_grad();
}

std::vector<Variable> Optimizer::parameters() const {
  std::vector<Variable> all;
  for (const ParameterGroup& group : groups_)
    all.insert(all.end(), group.parameters.begin(), group.parameters.end());
  return all;
}

const ParameterGroup& Optimizer::checked(int64_t group) const {
  if (group < 0 || group >= num_groups())
    fail(Code::index_out_of_range, "optimizer: group {} is not in [0, {})", group, num_groups());
  return groups_[static_cast<size_t>(group)];
}

void Optimizer::set_learning_rate(int64_t group, double learning_rate) {
  checked(group);
  check_learning_rate(learning_rate);
  groups_[static_cast<size_t>(group)].learning_rate = learning_rate;
}

void Optimizer::add_group(std::vector<Variable> parameters, double learning_rate) {
  check_learning_rate(learning_rate);
  if (parameters.empty()) fail(Code::invalid_argument, "optimizer: a group without parameters");
  for (size_t i = 0; i < parameters.size(); ++i) {
    const Variable& parameter = parameters[i];
    if (!parameter.is_leaf() || !is_floating(parameter.dtype()) || !parameter.data().is_contiguous())
      fail(Code::invalid_argument, "optimizer: parameter {} must be a contiguous leaf of f32 or f64", i);
    check_same_context("optimizer", groups_.empty() ? parameters[0].data() : groups_[0].parameters[0].data(),
                       parameter.data());
    check_writable("optimizer", parameter.data());
    bool known = false;
    for (size_t j = 0; j < i; ++j) known = known || parameters[j].state() == parameter.state();
    for (const ParameterGroup& group : groups_)
      for (const Variable& other : group.parameters) known = known || other.state() == parameter.state();
    if (known) fail(Code::invalid_argument, "optimizer: parameter {} is there already", i);
  }
  groups_.push_back({std::move(parameters), learning_rate});
}

}  // namespace nnl
