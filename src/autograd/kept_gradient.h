// Gradients of leaves as they are now, to be put back when a call fails.
#pragma once

#include <vector>

#include "autograd/variable.h"

namespace nnl {

/// A leaf and the gradient that it has at the moment.
class KeptGradient {
 public:
  explicit KeptGradient(VariableState* leaf) : leaf_(leaf), gradient_(leaf->grad) {}
  void put_back() noexcept { leaf_->grad = std::move(gradient_); }

 private:
  Ref<VariableState> leaf_;
  Gradient gradient_;
};

/// Has the gradients put back if the surrounding transaction fails.
void restore_on_rollback(std::vector<KeptGradient> gradients);

}  // namespace nnl
