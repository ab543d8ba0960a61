// The backward walk: knows nodes, edges and gradients, and no operation by name.
#include <algorithm>
#include <unordered_map>

#include "autograd/kept_gradient.h"
#include "autograd/node.h"

namespace nnl {

/// One walk: claims the nodes it reaches, runs them from the newest to the oldest, and hands the leaves their
/// gradients at the end, when nothing can fail any more.
class BackwardWalk {
 public:
  BackwardWalk() = default;
  BackwardWalk(const BackwardWalk&) = delete;
  BackwardWalk& operator=(const BackwardWalk&) = delete;
  ~BackwardWalk() {
    for (Node* node : nodes_) {
      node->pending_ = Gradient();
      node->walk_.store(nullptr, std::memory_order_release);
    }
  }

  void run(const Ref<Node>& root, Gradient gradient) {
    claim(root.get());
    for (size_t i = 0; i < nodes_.size(); ++i)
      for (const Edge& edge : nodes_[i]->edges_)
        if (edge.node && edge.node->walk_.load(std::memory_order_relaxed) != this) claim(edge.node.get());
    std::sort(nodes_.begin(), nodes_.end(),
              [](const Node* a, const Node* b) { return a->sequence() > b->sequence(); });
    root->pending_ = std::move(gradient);
    for (Node* node : nodes_) differentiate(*node);
  }

  Gradient gradient_of(const Variable& leaf) const {
    const auto found = leaves_.find(leaf.state());
    return found == leaves_.end() ? Gradient() : found->second;
  }

  void accumulate_leaves() {
    std::vector<std::pair<VariableState*, Gradient>> sums;
    sums.reserve(leaves_.size());
    for (auto& [leaf, gradient] : leaves_)
      if (leaf->requires_grad)  // it may have been frozen since
        sums.emplace_back(leaf, leaf->grad ? accumulated(leaf->grad, gradient) : owned(std::move(gradient)));
    std::vector<KeptGradient> before;
    before.reserve(sums.size());
    for (const auto& [leaf, gradient] : sums) before.emplace_back(leaf);
    restore_on_rollback(std::move(before));
    for (auto& [leaf, gradient] : sums) leaf->grad = std::move(gradient);
  }

  void release_saved() {
    for (Node* node : nodes_) {
      node->released_ = node->released_ || !node->saved_.empty();
      node->saved_.clear();
    }
  }

 private:
  void claim(Node* node) {
    nodes_.reserve(nodes_.size() == nodes_.capacity() ? nodes_.size() * 2 + 16 : 0);
    void* expected = nullptr;
    if (!node->walk_.compare_exchange_strong(expected, this, std::memory_order_acquire))
      fail(Code::invalid_state, "backward: another walk is going through this graph (at {})", node->op());
    nodes_.push_back(node);
    if (node->released_)
      fail(
          Code::invalid_state,
          "backward: the graph was walked before and its saved tensors are gone (at {}); retain the graph to "
          "walk it twice",
          node->op());
  }

  void differentiate(Node& node) {
    if (!node.pending_) return;
    Backward backward(node, node.pending_.dense().contiguous());
    node.pending_ = Gradient();
    {
      const ProfileScope scope(ProfileKind::backward, node.op(), backward.dy());
      node.differentiate(backward);
    }
    const bool checks = observed() && backward.dy().context().numbers().wanted();
    if (checks) [[unlikely]]
      check(node, backward);
    for (size_t i = 0; i < node.edges_.size(); ++i) {
      const Edge& edge = node.edges_[i];
      if (!edge || !backward.gradients_[i]) continue;
      Gradient& target = edge.node ? edge.node->pending_ : leaves_[edge.leaf.get()];
      const Gradient before = checks ? target : Gradient();
      target = add(std::move(target), backward.gradients_[i]);
      if (before) check_sum(node, i, before, backward.gradients_[i], target);
    }
  }

  /// Looks for what is no number in the gradients that a node made.
  static void check(const Node& node, const Backward& made) {
    bool finite = !find_nonfinite(made.dy());
    for (const Saved& saved : node.saved_) finite = finite && !find_nonfinite(saved.tensor);
    for (size_t i = 0; i < made.gradients_.size(); ++i)
      if (made.gradients_[i])
        check_gradient(node.op(), static_cast<int>(i), made.gradients_[i], finite, node.layer_.get());
  }

  /// The same in the sum of two gradients of one variable, an input of the node.
  static void check_sum(const Node& node, size_t input, const Gradient& a, const Gradient& b,
                        const Gradient& sum) {
    if (find_nonfinite(sum))
      check_gradient(node.op(), static_cast<int>(input), sum, !find_nonfinite(a) && !find_nonfinite(b),
                     node.layer_.get());
  }

  /// The gradient that a leaf had, and what this walk adds.
  static Gradient accumulated(const Gradient& before, const Gradient& gradient) {
    Gradient sum = add(before, gradient);
    const Tensor& values = sum.is_row_sparse() ? sum.row_sparse().values : sum.dense_tensor();
    if (observed() && values.context().numbers().wanted() && find_nonfinite(sum)) [[unlikely]]
      check_gradient("backward", 0, sum, !find_nonfinite(before) && !find_nonfinite(gradient), nullptr);
    return sum;
  }

  /// A leaf's gradient shares its memory with nothing that the caller or another leaf holds.
  static Gradient owned(Gradient gradient) {
    if (gradient.is_row_sparse()) return gradient;
    const Tensor& dense = gradient.dense_tensor();
    if (dense.storage()->unique() && dense.is_contiguous()) return gradient;
    return dense.copy();
  }

  std::vector<Node*> nodes_;
  std::unordered_map<VariableState*, Gradient> leaves_;
};

void backward(const Variable& root, const Tensor& gradient, bool retain_graph) {
  if (!root.requires_grad())
    fail(Code::invalid_state, "backward: the tensor does not depend on anything that requires a gradient");
  Tensor start = gradient;
  if (!start) {
    if (root.count() != 1)
      fail(Code::shape_mismatch,
           "backward: a tensor of shape {} needs a gradient; only one element goes without",
           to_string(root.shape()));
    start = Tensor::full(root.context(), root.dtype(), root.shape(), 1);
  } else {
    check_same_context("backward", root.data(), start);
    check_same_dtype("backward", root.data(), start);
    if (!(start.shape() == root.shape()))
      fail(Code::shape_mismatch, "backward: the gradient's shape {} is not the tensor's {}",
           to_string(start.shape()), to_string(root.shape()));
  }
  if (root.is_leaf()) {
    VariableState& leaf = *root.state();
    Gradient sum = add(leaf.grad, Gradient(start.copy()));
    restore_on_rollback({KeptGradient(&leaf)});
    leaf.grad = std::move(sum);
    return;
  }
  if (gradient && observed()) [[unlikely]] {
    const Variable given(gradient);
    check_given("backward", NumberPass::backward, std::span(&given, 1), nullptr);
  }
  const ProfileScope scope(ProfileKind::step, "backward", root);
  BackwardWalk walk;
  walk.run(root.node(), Gradient(start));
  walk.accumulate_leaves();
  if (!retain_graph) walk.release_saved();
}

std::vector<Gradient> gradients_of(const Variable& root, const Tensor& gradient,
                                   std::span<const Variable> leaves) {
  std::vector<Gradient> gradients(leaves.size());
  if (!root.requires_grad()) return gradients;
  const ProfileScope scope(ProfileKind::step, "backward", root);
  BackwardWalk walk;
  if (!root.is_leaf()) walk.run(root.node(), Gradient(gradient));
  for (size_t i = 0; i < leaves.size(); ++i)
    gradients[i] = leaves[i].state() == root.state() ? Gradient(gradient) : walk.gradient_of(leaves[i]);
  return gradients;
}

}  // namespace nnl
