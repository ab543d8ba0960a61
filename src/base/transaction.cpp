#include "base/transaction.h"

#include <iterator>

namespace nnl {

thread_local Transaction* Transaction::current_ = nullptr;

Transaction::~Transaction() {
  current_ = outer_;
  if (committed_) return;
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
}

void Transaction::commit() {
  if (scope_ == Scope::part && outer_) {
    outer_->undo_.reserve(outer_->undo_.size() + undo_.size());
    std::move(undo_.begin(), undo_.end(), std::back_inserter(outer_->undo_));
  }
  committed_ = true;
}

void Transaction::on_rollback(std::function<void()> undo) {
  if (current_) current_->undo_.push_back(std::move(undo));
}

}  // namespace nnl
