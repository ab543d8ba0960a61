#include "tensor/storage.h"

#include <new>

#include "tensor/allocator.h"
#include "tensor/pending_rows.h"

namespace nnl {

namespace {

/// Memory up to so many bytes lies behind the object: one allocation, from the C library's lists for small
/// ones.
constexpr int64_t most_behind = 256;
constexpr size_t alignment = 64;

}  // namespace

Storage::Storage(Context& context, int64_t bytes, void* behind)
    : context_(&context),
      data_(behind),
      bytes_(bytes),
      place_(behind ? Place::behind : Place::block),
      writable_(true) {
  context.charge(bytes);
  if (behind) return;
  try {
    data_ = allocate_block(static_cast<size_t>(bytes));
  } catch (...) {
    context.refund(bytes);
    throw;
  }
}

Ref<Storage> Storage::make(Context& context, int64_t bytes) {
  if (bytes > most_behind) return Ref<Storage>(new Storage(context, bytes, nullptr));
  void* object = ::operator new(sizeof(Storage) + alignment - 1 + static_cast<size_t>(bytes));
  const auto end = reinterpret_cast<uintptr_t>(object) + sizeof(Storage);
  void* behind = reinterpret_cast<void*>((end + alignment - 1) / alignment * alignment);
  try {
    return Ref<Storage>(::new (object) Storage(context, bytes, behind));
  } catch (...) {
    ::operator delete(object);
    throw;
  }
}

Storage::Storage(Context& context, void* data, int64_t bytes, bool writable, std::function<void()> done)
    : context_(&context),
      data_(data),
      bytes_(bytes),
      place_(Place::borrowed),
      writable_(writable),
      done_(std::move(done)) {}

Storage::~Storage() {
  if (pending()) set_pending(nullptr);
  if (place_ == Place::borrowed) {
    if (done_) done_();
    return;
  }
  if (place_ == Place::block) free_block(data_, static_cast<size_t>(bytes_));
  context_->refund(bytes_);
}

const void* Storage::caught_up(const PendingRows& rows) { return rows.caught_up(); }

void Storage::set_pending(PendingRows* rows) noexcept {
  if (rows) rows->retain();
  if (const PendingRows* before = pending_.exchange(rows, std::memory_order_acq_rel)) before->release();
}

void Storage::settle(PendingRows& rows) noexcept { rows.settle(); }

}  // namespace nnl
