// All or nothing: what a call changed is put back when it fails half-way.
#pragma once

#include <functional>
#include <vector>

namespace nnl {

/// Guards one call of the library on this thread. Code that changes lasting state (running statistics,
/// renormalised rows, random positions) first says how to undo it; if the outermost transaction ends without
/// commit(), the undo steps run in reverse order. Inside another transaction it joins that one.
class Transaction {
 public:
  Transaction() noexcept;
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Keeps what was changed. In a joined transaction the outermost one decides.
  void commit() noexcept { committed_ = true; }

  /// Registers how to undo a change that is about to be made; `undo` must not throw. Without an open
  /// transaction it does nothing. Throws std::bad_alloc, and then the change must not be made.
  static void on_rollback(std::function<void()> undo);

 private:
  static thread_local Transaction* current_;
  bool outermost_;
  bool committed_ = false;
  std::vector<std::function<void()>> undo_;
};

}  // namespace nnl
