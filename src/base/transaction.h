// All or nothing: what a call changed is put back when it fails half-way.
#pragma once

#include <functional>
#include <vector>

namespace nnl {

/// Guards a piece of work on this thread. Code that changes lasting state (running statistics, renormalised
/// rows, random positions) first says how to undo it; a transaction that ends without commit() runs those
/// steps in reverse order.
class Transaction {
 public:
  /// Whether a committed transaction inside another one leaves the last word to that one (part) or is done
  /// for good (whole: a call of the library by a callback that runs inside another call). A run is a part
  /// around a callback that computes: the operations and modules that it calls are parts too.
  enum class Scope { part, whole, run };

  explicit Transaction(Scope scope = Scope::part) noexcept : scope_(scope), outer_(current_) {
    current_ = this;
  }
  ~Transaction() {
    current_ = outer_;
    if (!committed_) roll_back();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Keeps what was changed. Throws only as a part, and then nothing is kept.
  void commit() {
    if (scope_ != Scope::whole && outer_) hand_over();
    committed_ = true;
  }
  /// Has commit() of this thread's innermost transaction succeed, if nothing more is registered before.
  static void prepare_commit() {
    if (current_ && current_->scope_ != Scope::whole && current_->outer_) current_->reserve_for_hand_over();
  }

  /// The scope of an operation or module that the host calls now.
  static Scope scope_of_operation() noexcept {
    return current_ && current_->scope_ == Scope::run ? Scope::part : Scope::whole;
  }

  /// Registers how to undo a change that is about to be made; `undo` must not throw. Without an open
  /// transaction it does nothing. Throws std::bad_alloc, and then the change must not be made.
  static void on_rollback(std::function<void()> undo);

 private:
  void roll_back() noexcept;
  void reserve_for_hand_over();
  /// Leaves the undo steps to the transaction around this one.
  void hand_over();

  static constinit thread_local Transaction* current_;
  Scope scope_;
  Transaction* outer_;
  bool committed_ = false;
  std::vector<std::function<void()>> undo_;
};

}  // namespace nnl
