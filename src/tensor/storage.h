// The memory behind tensors, shared by its views.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <new>

#include "base/context.h"
#include "base/ref.h"

namespace nnl {

class PendingRows;

/// A block of memory, its context and its version. The version counts the changes made in place, so that
/// autograd can tell when a saved tensor is no longer what it was.
class Storage : public RefCounted {
 public:
  /// Fresh, uninitialised memory. Fails with Code::out_of_memory at the context's limit, or std::bad_alloc.
  static Ref<Storage> make(Context& context, int64_t bytes);
  /// Borrows the caller's memory; `done` (may be empty) is called when the last reference is gone, on that
  /// thread.
  Storage(Context& context, void* data, int64_t bytes, bool writable, std::function<void()> done);
  ~Storage() override;
  /// The object may be followed by its memory, and so be longer than its type says.
  static void operator delete(Storage* object, std::destroying_delete_t) noexcept;
  using RefCounted::operator delete;  // where a constructor throws

  Context& context() const { return *context_; }
  /// The memory as it is; what is in it may be pending. Tensors look through read() and write().
  void* data() const { return data_; }
  /// What the storage shows: itself, or a caught-up copy of a table whose rows are pending, which is kept
  /// until the next step. Fails only if memory for that copy is missing.
  const void* read() const {
    PendingRows* rows = pending();
    return rows ? caught_up(*rows) : data_;
  }
  /// The memory for a change, with nothing pending.
  void* write() const {
    if (PendingRows* rows = pending()) settle(*rows);
    return data_;
  }
  /// The steps that rows of this storage are owed, or nullptr.
  PendingRows* pending() const { return pending_.load(std::memory_order_acquire); }
  /// Holds them from now on, and those before no longer.
  void set_pending(PendingRows* rows) noexcept;
  /// Whether somebody outside may read or write the memory at any time. Then nothing may be pending in it.
  bool exposed() const {
    return place_ == Place::borrowed || given_away_.load(std::memory_order_relaxed) ||
           exposures_.load(std::memory_order_relaxed) > 0;
  }
  /// Exposes the memory, with nothing pending, until conceal() is called as often.
  void expose() noexcept {
    exposures_.fetch_add(1, std::memory_order_relaxed);
    write();
  }
  void conceal() noexcept { exposures_.fetch_sub(1, std::memory_order_relaxed); }
  /// Exposes it for good.
  void give_away() noexcept {
    given_away_.store(true, std::memory_order_relaxed);
    write();
  }
  int64_t bytes() const { return bytes_; }
  bool writable() const { return writable_; }

  int64_t version() const { return version_.load(std::memory_order_relaxed); }
  /// Name of the operation that changed it last, or nullptr. A string literal.
  const char* last_change() const { return last_change_.load(std::memory_order_relaxed); }
  /// Notes a change in place by `op`, a string literal.
  void changed(const char* op) {
    last_change_.store(op, std::memory_order_relaxed);
    version_.fetch_add(1, std::memory_order_relaxed);
  }
  /// Takes back the note of the last change, which was itself undone; it was at `version` before.
  void restore_version(int64_t version) {
    version_.store(version, std::memory_order_relaxed);
    last_change_.store(nullptr, std::memory_order_relaxed);
  }

 private:
  /// Where the memory is: in a block of its own, behind the object, or the caller's.
  enum class Place : uint8_t { block, behind, borrowed };

  Storage(Context& context, int64_t bytes, void* behind);
  static const void* caught_up(const PendingRows& rows);
  static void settle(PendingRows& rows) noexcept;

  Ref<Context> context_;
  void* data_;
  int64_t bytes_;
  Place place_;
  bool writable_;
  std::atomic<bool> given_away_{false};
  std::atomic<int32_t> exposures_{0};
  std::atomic<PendingRows*> pending_{nullptr};
  std::function<void()> done_;
  std::atomic<int64_t> version_{0};
  std::atomic<const char*> last_change_{nullptr};
};

}  // namespace nnl
