#include "base/transaction.h"

#include <iterator>

namespace nnl {

thread_local Transaction* Transaction::current_ = nullptr;

Transaction::~Transaction() {
  current_ = outer_;
  if (committed_) return;
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
}

void Transaction::prepare_commit() {
  if (current_ && current_->scope_ != Scope::whole && current_->outer_)
    current_->outer_->undo_.reserve(current_->outer_->undo_.size() + current_->undo_.size());
}

void Transaction::commit() {
  if (scope_ != Scope::whole && outer_) {
    prepare_commit();
    std::move(undo_.begin(), undo_.end(), std::back_inserter(outer_->undo_));
  }
  committed_ = true;
}

void Transaction::on_rollback(std::function<void()> undo) {
  if (current_) current_->undo_.push_back(std::move(undo));
}

}  // namespace nnl
