#include "tensor/pending_rows.h"

#include <algorithm>
#include <cstring>

namespace nnl {
namespace {

/// The block of 2^k steps among `steps`: where it begins, if the bit is set.
int64_t block_begin(int64_t steps, int k) { return steps >> (k + 1) << (k + 1); }

}  // namespace

PendingRows::PendingRows(const Tensor& table)
    : storage_(table.storage().get()),
      dtype_(table.dtype()),
      shape_(table.shape()),
      offset_(table.offset()),
      rows_(table.size(0)),
      width_(rows_ == 0 ? 0 : table.count() / rows_),
      last_(Tensor::zeros(table.context(), DType::i32, {rows_})) {}

void PendingRows::reserve_step() {
  if (since_.size() == since_.capacity())
    since_.reserve(std::min(static_cast<size_t>(most_steps), since_.size() * 2 + 64));
}

void PendingRows::push(const kernels::RowMotion& motion) {
  const int64_t before = steps();
  since_.push_back(motion);
  // Blocks of equal size become one: the older one's motions go on to the end of the newer one.
  for (int k = 0; (before >> k & 1) != 0; ++k) {
    const int64_t middle = before + 1 - (int64_t{1} << k), begin = middle - (int64_t{1} << k);
    const kernels::RowMotion newer = since_[static_cast<size_t>(middle)];
    for (int64_t s = begin; s < middle; ++s)
      since_[static_cast<size_t>(s)] = then(since_[static_cast<size_t>(s)], newer);
  }
  find_after();
  drop_copy();
  storage_->set_pending(this);
}

void PendingRows::find_after() {
  kernels::RowMotion rest;
  for (int k = 0; k < static_cast<int>(after_.size()); ++k) {
    if ((steps() >> k & 1) == 0) continue;
    after_[static_cast<size_t>(k)] = rest;
    rest = then(since_[static_cast<size_t>(block_begin(steps(), k))], rest);
  }
}

void PendingRows::settle() noexcept {
  if (steps() == 0) return;
  const Ref<PendingRows> self(this);
  storage_->set_pending(nullptr);
  move_all(weight_bytes(0));
  drop_copy();
}

void PendingRows::gather(const Tensor& rows, const Tensor& out) const {
  dispatch_floating("gather", dtype_, [&](auto type) {
    using T = decltype(type);
    kernels::gather_moved<T>(storage_->context().threads(), lag(), last_.data<int32_t>(),
                             rows.data<int64_t>(), rows.count(), width_, table<T>(), velocity_data<T>(),
                             out.mutable_data<T>());
  });
}

// No lock is held: a fork could leave it locked in the child, and the host's log, which hears when memory is
// short, could ask for it again. Threads that come at the same moment each make a copy, of which one stays.
const void* PendingRows::caught_up() const {
  if (const Storage* copy = copy_.load(std::memory_order_acquire)) return copy->data();
  Ref<Storage> made = Storage::make(storage_->context(), storage_->bytes());
  // What lies beside the table, if it is a part of its storage, is shown as it is.
  if (storage_->bytes() != rows_ * row_bytes())
    std::memcpy(made->data(), storage_->data(), static_cast<size_t>(storage_->bytes()));
  show(static_cast<char*>(made->data()) + offset_ * size_of(dtype_));
  Storage* first = nullptr;
  if (!copy_.compare_exchange_strong(first, made.get(), std::memory_order_acq_rel)) return first->data();
  return made.give_up()->data();
}

void PendingRows::catch_up(int64_t row) noexcept {
  dispatch_floating("catch up", dtype_, [&](auto type) {
    using T = decltype(type);
    kernels::move_row<T>(lag(), last_.mutable_data<int32_t>(), row, width_, table<T>(), velocity_data<T>());
  });
}

void PendingRows::rewritten(int64_t row) noexcept {
  const Storage* copy = copy_.load(std::memory_order_acquire);
  if (!copy) return;
  dispatch_floating("rewritten", dtype_, [&](auto type) {
    using T = decltype(type);
    kernels::copy_moved<T>(1, lag(), last_.data<int32_t>() + row, 1, width_, table<T>() + row * width_,
                           velocity_ ? velocity_data<T>() + row * width_ : nullptr,
                           static_cast<T*>(copy->data()) + offset_ + row * width_);
  });
}

char* PendingRows::weight_bytes(int64_t row) const {
  return static_cast<char*>(storage_->data()) + offset_ * size_of(dtype_) + row * row_bytes();
}

char* PendingRows::velocity_bytes(int64_t row) const {
  return static_cast<char*>(velocity_.mutable_bytes()) + row * row_bytes();
}

PendingRows::Kept PendingRows::keep(std::span<const int64_t> rows) const {
  Kept kept;
  kept.rows.assign(rows.begin(), rows.end());
  for (const int64_t row : rows) {
    kept.last.push_back(last_.data<int32_t>()[row]);
    kept.weights.insert(kept.weights.end(), weight_bytes(row), weight_bytes(row) + row_bytes());
    if (velocity_)
      kept.velocities.insert(kept.velocities.end(), velocity_bytes(row), velocity_bytes(row) + row_bytes());
  }
  return kept;
}

void PendingRows::put_back(const Kept& kept) noexcept {
  const auto bytes = static_cast<size_t>(row_bytes());
  for (size_t i = 0; i < kept.rows.size(); ++i) {
    const int64_t row = kept.rows[i];
    last_.mutable_data<int32_t>()[row] = kept.last[i];
    if (bytes > 0) std::memcpy(weight_bytes(row), kept.weights.data() + i * bytes, bytes);
    if (bytes > 0 && velocity_) std::memcpy(velocity_bytes(row), kept.velocities.data() + i * bytes, bytes);
    rewritten(row);
  }
}

Tensor PendingRows::stored_table() const {
  Tensor copy(storage_->context(), dtype_, shape_);
  std::memcpy(copy.mutable_bytes(), weight_bytes(0), static_cast<size_t>(rows_ * row_bytes()));
  return copy;
}

Tensor PendingRows::history() const {
  Tensor history(storage_->context(), DType::f64, {steps(), 4});
  double* out = history.mutable_data<double>();
  for (const kernels::RowMotion& motion : since_)
    for (const double value : {motion.ww, motion.wv, motion.vw, motion.vv}) *out++ = value;
  return history;
}

PendingRows::Stored PendingRows::checked(const char* owner, Tensor table, Tensor last, Tensor velocity,
                                         const Tensor& history) {
  const int64_t steps = history.size(0);
  if (steps < 1 || steps > most_steps)
    fail(Code::invalid_argument, "{}: a history of {} steps is not in [1, {}]", owner, steps, most_steps);
  for (int64_t row = 0; row < last.count(); ++row)
    if (last.data<int32_t>()[row] < 0 || last.data<int32_t>()[row] > steps)
      fail(Code::invalid_argument, "{}: row {} has taken part in {} of {} steps", owner, row,
           last.data<int32_t>()[row], steps);
  Stored stored{std::move(table), {}, std::move(last), std::move(velocity), {}};
  const double* in = history.data<double>();
  stored.since.reserve(static_cast<size_t>(steps));
  for (int64_t s = 0; s < steps; ++s, in += 4) stored.since.push_back({in[0], in[1], in[2], in[3]});
  stored.shown = Tensor(stored.table.context(), stored.table.dtype(), stored.table.shape());
  PendingRows reader(stored.table);
  reader.last_ = stored.last;
  reader.velocity_ = stored.velocity;
  reader.since_.swap(stored.since);
  reader.find_after();
  reader.show(stored.shown.mutable_bytes());
  reader.since_.swap(stored.since);
  return stored;
}

void PendingRows::restore(Stored& stored) noexcept {
  const auto bytes = static_cast<size_t>(rows_ * row_bytes());
  storage_->write();
  last_ = stored.last;
  velocity_ = stored.velocity;
  since_.swap(stored.since);
  find_after();
  if (bytes == 0 || std::memcmp(weight_bytes(0), stored.shown.bytes(), bytes) == 0) {
    if (bytes > 0) std::memcpy(weight_bytes(0), stored.table.bytes(), bytes);
    storage_->set_pending(this);
    return;
  }
  move_all(stored.table.mutable_bytes());
}

void PendingRows::move_all(void* table) noexcept {
  dispatch_floating("settle", dtype_, [&](auto type) {
    using T = decltype(type);
    kernels::move_all<T>(storage_->context().threads(), lag(), last_.mutable_data<int32_t>(), rows_, width_,
                         static_cast<T*>(table), velocity_data<T>());
  });
  since_.clear();
}

void PendingRows::show(void* out) const {
  dispatch_floating("read", dtype_, [&](auto type) {
    using T = decltype(type);
    kernels::copy_moved<T>(storage_->context().threads(), lag(), last_.data<int32_t>(), rows_, width_,
                           table<T>(), velocity_data<T>(), static_cast<T*>(out));
  });
}

}  // namespace nnl
