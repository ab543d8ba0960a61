#include "base/transaction.h"

#include <iterator>

namespace nnl {

constinit thread_local Transaction* Transaction::current_ = nullptr;

void Transaction::roll_back() noexcept {
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
}

void Transaction::reserve_for_hand_over() { outer_->undo_.reserve(outer_->undo_.size() + undo_.size()); }

void Transaction::hand_over() {
  reserve_for_hand_over();
  std::move(undo_.begin(), undo_.end(), std::back_inserter(outer_->undo_));
}

void Transaction::on_rollback(std::function<void()> undo) {
  if (current_) current_->undo_.push_back(std::move(undo));
}

}  // namespace nnl
