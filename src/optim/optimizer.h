// Optimizers: parameter groups and the step.
#pragma once

#include <vector>

#include "autograd/variable.h"

namespace nnl {

/// Parameters that share settings.
struct ParameterGroup {
  std::vector<Variable> parameters;
  double learning_rate;
};

/// Updates parameters from their gradients. A parameter belongs to one group only.
class Optimizer : public RefCounted {
 public:
  /// Updates every parameter that has a gradient. Either all of them are updated or, on failure, none.
  virtual void step() = 0;
  /// Drops all gradients.
  void zero_grad();
  /// Those of all groups, in order.
  std::vector<Variable> parameters() const;
  int64_t num_groups() const { return static_cast<int64_t>(groups_.size()); }
  double learning_rate(int64_t group) const { return checked(group).learning_rate; }
  /// At least 0. Velocities that were accumulated stay as they are.
  void set_learning_rate(int64_t group, double learning_rate);

 protected:
  /// Adds a group after checking that each parameter is a floating, contiguous leaf and new here.
  void add_group(std::vector<Variable> parameters, double learning_rate);
  const std::vector<ParameterGroup>& groups() const { return groups_; }

 private:
  const ParameterGroup& checked(int64_t group) const;

  std::vector<ParameterGroup> groups_;
};

}  // namespace nnl
