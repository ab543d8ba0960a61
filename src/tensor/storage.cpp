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

/// Bytes of a storage object with its memory behind it.
size_t size_with(int64_t bytes) { return sizeof(Storage) + alignment - 1 + static_cast<size_t>(bytes); }

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
  const size_t size = size_with(bytes);
  void* object = allocate_object(size);
  const auto end = reinterpret_cast<uintptr_t>(object) + sizeof(Storage);
  void* behind = reinterpret_cast<void*>((end + alignment - 1) / alignment * alignment);
  try {
    return Ref<Storage>(::new (object) Storage(context, bytes, behind));
  } catch (...) {
    free_object(object, size);
    throw;
  }
}

void Storage::operator delete(Storage* object, std::destroying_delete_t) noexcept {
  const size_t size = object->place_ == Place::behind ? size_with(object->bytes_) : sizeof(Storage);
  object->~Storage();
  free_object(object, size);
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
