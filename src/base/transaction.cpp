#include "base/transaction.h"

namespace nnl {

thread_local Transaction* Transaction::current_ = nullptr;

Transaction::Transaction() noexcept : outermost_(current_ == nullptr) {
  if (outermost_) current_ = this;
}

Transaction::~Transaction() {
  if (!outermost_) return;
  current_ = nullptr;
  if (committed_) return;
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
}

void Transaction::on_rollback(std::function<void()> undo) {
  if (current_) current_->undo_.push_back(std::move(undo));
}

}  // namespace nnl
