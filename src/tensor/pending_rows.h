// A table whose rows are brought up to date when somebody looks: exact-lazy sparse SGD.
#pragma once

#include <array>
#include <atomic>
#include <span>
#include <vector>

#include "kernels/row_motion.h"
#include "tensor/tensor.h"

namespace nnl {

/// Steps that moved all rows of a table (momentum, weight decay), of which each row has taken part in some
/// and is owed the rest. While any are pending, the table's storage holds this: whoever reads it through a
/// tensor sees a copy that is caught up, which is kept until the next step, and whoever is about to write
/// finds it settled. Reading changes nothing, so threads may read at once; nor does it write when the
/// optimizer goes.
class PendingRows : public RefCounted {
 public:
  /// When so many steps are pending, the next one settles the table first.
  static constexpr int64_t most_steps = int64_t{1} << 16;

  /// Of a contiguous floating table with at least one axis; nothing is pending.
  /// The storage must outlive its steps.
  explicit PendingRows(const Tensor& table);
  ~PendingRows() override { drop_copy(); }

  int64_t steps() const { return static_cast<int64_t>(since_.size()); }
  int64_t rows() const { return rows_; }
  int64_t width() const { return width_; }
  /// Of the table's shape and dtype; empty while all velocities are 0. Must not change while steps are
  /// pending.
  const Tensor& velocity() const { return velocity_; }

  /// Makes sure that the next step() needs no memory.
  void reserve_step();
  /// Notes a step that moved the rows without a gradient by `motion`; update(lag, last, table) has those with
  /// one take part. `velocity` is the table's from now on. Cannot fail after reserve_step().
  template <class Update>
  void step(const Tensor& velocity, const kernels::RowMotion& motion, const Update& update) {
    if (steps() == most_steps || storage_->pending() != this) storage_->write();
    velocity_ = velocity;
    update(lag(), last_.mutable_data<int32_t>(), weight_bytes(0));
    push(motion);
  }
  /// Brings all rows up to date in place: nothing is pending any more. Cannot fail.
  void settle() noexcept;

  /// out[i] = row rows[i], caught up.
  void gather(const Tensor& rows, const Tensor& out) const;
  /// The first element of a caught-up copy of the whole storage.
  const void* caught_up() const;

  /// Some rows as they are stored, to be put back.
  struct Kept {
    std::vector<int64_t> rows;
    std::vector<char> weights, velocities;
    std::vector<int32_t> last;
  };
  Kept keep(std::span<const int64_t> rows) const;
  /// Catches up one row in place; the caller writes it and then tells that it was rewritten.
  void catch_up(int64_t row) noexcept;
  /// Row `row` was written after catch_up().
  void rewritten(int64_t row) noexcept;
  void put_back(const Kept& kept) noexcept;

  /// What a file keeps: the table as it is stored, the steps of each row (i32), the history (f64: steps, 4).
  Tensor stored_table() const;
  Tensor last() const { return last_.copy(); }
  Tensor history() const;
  /// Those of a file, checked against the table; Code::invalid_argument, naming `owner`, otherwise.
  struct Stored {
    Tensor table, shown, last, velocity;  // shown: the table caught up
    std::vector<kernels::RowMotion> since;
  };
  static Stored checked(const char* owner, Tensor table, Tensor last, Tensor velocity, const Tensor& history);
  /// Takes them over where the table shows the same values as they do; else their velocity alone is caught
  /// up. Nothing is pending before. Cannot fail.
  void restore(Stored& stored) noexcept;

 private:
  kernels::RowLag lag() const { return {steps(), since_.data(), after_.data()}; }
  void push(const kernels::RowMotion& motion);
  void drop_copy() noexcept { Ref<Storage>::adopt(copy_.exchange(nullptr, std::memory_order_acq_rel)); }
  void find_after();
  /// Catches up the rows stored at `table` and the velocity: nothing is pending any more.
  void move_all(void* table) noexcept;
  /// Writes the table, caught up.
  void show(void* out) const;
  int64_t row_bytes() const { return width_ * size_of(dtype_); }
  char* weight_bytes(int64_t row) const;
  char* velocity_bytes(int64_t row) const;
  template <class T>
  T* table() const {
    return static_cast<T*>(storage_->data()) + offset_;
  }
  template <class T>
  T* velocity_data() const {
    return velocity_ ? velocity_.mutable_data<T>() : nullptr;
  }

  Storage* storage_;
  DType dtype_;
  Dims shape_;
  int64_t offset_, rows_, width_;
  Tensor velocity_;
  Tensor last_;  // i32: the steps that each row has taken part in
  std::vector<kernels::RowMotion> since_;
  std::array<kernels::RowMotion, 17> after_;
  mutable std::atomic<Storage*> copy_{nullptr};  // counted
};

}  // namespace nnl
