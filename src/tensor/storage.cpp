#include "tensor/storage.h"

#include "tensor/allocator.h"

namespace nnl {

Storage::Storage(Context& context, int64_t bytes)
    : context_(&context), bytes_(bytes), borrowed_(false), writable_(true) {
  context.charge(bytes);
  try {
    data_ = allocate_block(static_cast<size_t>(bytes));
  } catch (...) {
    context.refund(bytes);
    throw;
  }
}

Storage::Storage(Context& context, void* data, int64_t bytes, bool writable, std::function<void()> done)
    : context_(&context),
      data_(data),
      bytes_(bytes),
      borrowed_(true),
      writable_(writable),
      done_(std::move(done)) {}

Storage::~Storage() {
  if (borrowed_) {
    if (done_) done_();
    return;
  }
  free_block(data_, static_cast<size_t>(bytes_));
  context_->refund(bytes_);
}

}  // namespace nnl
