// A variable: a tensor that gradients can flow to. What ops take and give.
#pragma once

#include "autograd/gradient.h"
#include "base/ref.h"

namespace nnl {

class Node;

/// What the copies of a variable share.
struct VariableState : RefCounted {
  explicit VariableState(Tensor&& values);
  ~VariableState() override;

  Tensor data;
  bool requires_grad = false;
  Gradient grad;
  Ref<Node> node;  // the operation that made it, or none for a leaf
};

/// A cheap shared handle: copies are the same variable. A leaf is one that no recorded operation made.
class Variable {
 public:
  Variable() = default;
  explicit Variable(Tensor&& data, bool requires_grad = false);
  explicit Variable(const Tensor& data, bool requires_grad = false) : Variable(Tensor(data), requires_grad) {}
  /// The result of a recorded operation.
  Variable(Tensor&& data, Ref<Node> node);

  /// Another handle of a variable that exists.
  explicit Variable(Ref<VariableState> state) : state_(std::move(state)) {}

  explicit operator bool() const { return static_cast<bool>(state_); }
  const Tensor& data() const { return state_->data; }
  Context& context() const { return data().context(); }
  int threads() const { return data().threads(); }
  DType dtype() const { return data().dtype(); }
  const Dims& shape() const { return data().shape(); }
  int rank() const { return data().rank(); }
  int64_t size(int axis) const { return data().size(axis); }
  int64_t count() const { return data().count(); }

  bool is_leaf() const { return !state_->node; }
  bool requires_grad() const { return state_->requires_grad; }
  /// Only for floating leaves; otherwise Code::invalid_state or Code::dtype_mismatch.
  void set_requires_grad(bool requires_grad);
  /// The accumulated gradient of a leaf; empty before backward and after clear_grad().
  const Gradient& grad() const { return state_->grad; }
  void set_grad(Gradient grad) { state_->grad = std::move(grad); }
  void clear_grad() { state_->grad = Gradient(); }
  /// The same data, cut off from the graph.
  Variable detach() const { return Variable(data()); }

  VariableState* state() const { return state_.get(); }
  Ref<VariableState> give_up() && { return std::move(state_); }
  const Ref<Node>& node() const { return state_->node; }

 private:
  Ref<VariableState> state_;
};

}  // namespace nnl
