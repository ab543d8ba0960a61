#include "autograd/node.h"

namespace nnl {
namespace {

std::atomic<uint64_t> next_sequence{1};

}  // namespace

Node::Node(const char* op, size_t inputs)
    : op_(op), sequence_(fetch_add<uint64_t>(next_sequence, 1, std::memory_order_relaxed)), edges_(inputs) {
  if (observed()) [[unlikely]]
    layer_ = LayerName::running();
}

void Node::connect(Edge& edge, const Variable& input) {
  if (!input || !input.requires_grad()) return;
  if (input.is_leaf())
    edge.leaf = input.state();
  else
    edge.node = input.node();
}

void Node::dispose() noexcept {
  static thread_local Node* waiting = nullptr;
  static thread_local bool working = false;
  next_disposed_ = waiting;
  waiting = this;
  if (working) return;  // the loop below, further up the stack, takes it
  working = true;
  while (waiting) {
    Node* node = waiting;
    waiting = node->next_disposed_;
    delete node;
  }
  working = false;
}

const Tensor& Backward::saved(int index) const {
  const Saved& entry = node_.saved_[static_cast<size_t>(index)];
  if (entry.tensor && entry.tensor.storage()->version() != entry.version) {
    const char* change = entry.tensor.storage()->last_change();
    fail(Code::invalid_state,
         "backward of {}: a tensor that it saved, of shape {}, was changed in place by {} (version {}, saved "
         "at {})",
         node_.op(), to_string(entry.tensor.shape()), change ? change : "its owner",
         entry.tensor.storage()->version(), entry.version);
  }
  return entry.tensor;
}

}  // namespace nnl
