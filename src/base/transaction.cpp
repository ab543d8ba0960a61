#include "base/transaction.h"

#include <iterator>

namespace nnl {

constinit thread_local Transaction* Transaction::current_ = nullptr;

void Transaction::roll_back() noexcept {
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
}

void Transaction::prepare_commit() {
  if (current_ && current_->scope_ != Scope::whole && current_->outer_)
    current_->outer_->undo_.reserve(current_->outer_->undo_.size() + current_->undo_.size());
}

void Transaction::hand_over() {
  prepare_commit();
  std::move(undo_.begin(), undo_.end(), std::back_inserter(outer_->undo_));
}

void Transaction::on_rollback(std::function<void()> undo) {
  if (current_) current_->undo_.push_back(std::move(undo));
}

}  // namespace nnl
