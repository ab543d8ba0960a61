// A node of the graph: one recorded operation, what it saved, and where its gradients go.
#pragma once

#include <atomic>
#include <initializer_list>
#include <span>
#include <vector>

#include "autograd/grad_mode.h"
#include "autograd/number_check.h"
#include "autograd/op_scope.h"
#include "autograd/variable.h"
#include "base/inline_array.h"

namespace nnl {

class Backward;

/// One of the listed arguments of record(), looked at only if the operation is recorded: a list of them
/// copies nothing.
template <class T>
class Listed {
 public:
  Listed(const T& value) : value_(&value) {}
  operator const T&() const { return *value_; }

 private:
  const T* value_;
};

/// A tensor kept for backward and the version that it had.
struct Saved {
  Tensor tensor;
  int64_t version;
};

/// Where the gradient of one input goes: to the node that made it, to a leaf, or nowhere.
struct Edge {
  Ref<Node> node;
  Ref<VariableState> leaf;
  explicit operator bool() const { return node || leaf; }
};

/// One recorded operation. Its gradient function sees the saved tensors and the incoming gradient through
/// Backward; a node never refers to its own output, so graphs hold no cycles.
class Node : public RefCounted {
 public:
  /// `op` is a string literal, or lives as long as the node.
  template <class Inputs, class SavedTensors>
  Node(const char* op, const Inputs& inputs, const SavedTensors& saved) : Node(op, inputs.size()) {
    size_t index = 0;
    for (const Variable& input : inputs) connect(edges_[index++], input);
    saved_.reserve(saved.size());
    for (const Tensor& tensor : saved) saved_.push_back({tensor, tensor ? tensor.storage()->version() : 0});
  }

  const char* op() const { return op_; }
  /// Grows with every node made in the process, so a node comes after all that it uses.
  uint64_t sequence() const { return sequence_; }

 protected:
  virtual void differentiate(Backward& backward) const = 0;
  /// Frees a chain of any length with a loop.
  void dispose() noexcept override;

 private:
  friend class Backward;
  friend class BackwardWalk;

  Node(const char* op, size_t inputs);
  static void connect(Edge& edge, const Variable& input);

  const char* op_;
  Ref<LayerName> layer_;  // in which it was recorded, if that was observed
  uint64_t sequence_;
  InlineArray<Edge, 3> edges_;
  std::vector<Saved> saved_;
  bool released_ = false;
  Node* next_disposed_ = nullptr;
  std::atomic<void*> walk_{nullptr};  // the backward walk that holds this node
  Gradient pending_;                  // gradient of the output, while a walk goes on
};

/// What a gradient function works with.
class Backward {
 public:
  Backward(const Node& node, Tensor dy) : node_(node), dy_(std::move(dy)), gradients_(node.edges_.size()) {}

  /// Gradient of the output: contiguous, of the output's shape. Not to be written.
  const Tensor& dy() const { return dy_; }
  /// A saved tensor. Fails with Code::invalid_state, naming both operations, if it was changed since.
  const Tensor& saved(int index) const;
  /// Whether anybody wants the gradient of this input.
  bool needs(int input) const { return static_cast<bool>(node_.edges_[static_cast<size_t>(input)]); }
  /// Hands over the gradient of an input, of that input's shape. At most once for each input.
  void give(int input, Gradient gradient) { gradients_[static_cast<size_t>(input)] = std::move(gradient); }

 private:
  friend class BackwardWalk;
  const Node& node_;
  Tensor dy_;
  std::vector<Gradient> gradients_;
};

/// A node with its gradient function, a callable `void(Backward&)`.
template <class Function>
class NodeOf final : public Node {
 public:
  template <class Inputs, class SavedTensors>
  NodeOf(const char* op, const Inputs& inputs, const SavedTensors& saved, Function function)
      : Node(op, inputs, saved), function_(std::move(function)) {}

 private:
  void differentiate(Backward& backward) const override { function_(backward); }
  Function function_;
};

namespace detail {

template <class Inputs, class SavedTensors, class Function>
Variable record(const char* op, Tensor&& result, const Inputs& inputs, const SavedTensors& saved,
                Function&& gradient) {
  if (observed()) [[unlikely]]
    check_output(op, result, inputs);
  bool wanted = false;
  for (const Variable& input : inputs) wanted = wanted || (input && input.requires_grad());
  if (!wanted || !grad_enabled()) return Variable(std::move(result));
  using Own = std::remove_cvref_t<Function>;
  return Variable(std::move(result),
                  make_ref<NodeOf<Own>>(op, inputs, saved, std::forward<Function>(gradient)));
}

}  // namespace detail

/// Makes the result of an operation: recorded with its gradient function if the thread records and an input
/// wants gradients, plain otherwise. `op` is also the name of the OpScope that this lies in.
template <class Function>
Variable record(const char* op, Tensor result, std::span<const Variable> inputs,
                std::span<const Tensor> saved, Function gradient) {
  return detail::record(op, std::move(result), inputs, saved, std::move(gradient));
}
template <class Function>
Variable record(const char* op, Tensor result, std::span<const Variable> inputs,
                std::initializer_list<Listed<Tensor>> saved, Function gradient) {
  return detail::record(op, std::move(result), inputs, saved, std::move(gradient));
}
template <class Function>
Variable record(const char* op, Tensor result, std::initializer_list<Listed<Variable>> inputs,
                std::initializer_list<Listed<Tensor>> saved, Function gradient) {
  return detail::record(op, std::move(result), inputs, saved, std::move(gradient));
}

/// Accumulates d root / d leaf into the gradient of every leaf that wants one. `gradient` is that of the root
/// (its shape and dtype), or empty for a root of one element. Unless `retain_graph`, the tensors that nodes
/// saved are released, and no walk can go through those nodes again. A failing walk has changed nothing.
void backward(const Variable& root, const Tensor& gradient = {}, bool retain_graph = false);

/// d root / d leaf for each leaf, empty where root does not depend on it. Leaves no trace: the graph stays
/// whole and no leaf's own gradient changes.
std::vector<Gradient> gradients_of(const Variable& root, const Tensor& gradient,
                                   std::span<const Variable> leaves);

}  // namespace nnl
