// Intrusive shared ownership: one allocation per object, a pointer's size per reference.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

#include "base/single_threaded.h"

namespace nnl {

/// Base of objects that are owned by Ref. The count may be changed from any thread.
class RefCounted {
 public:
  RefCounted() = default;
  RefCounted(const RefCounted&) = delete;
  RefCounted& operator=(const RefCounted&) = delete;
  virtual ~RefCounted() = default;

  void retain() const noexcept { fetch_add<int64_t>(count_, 1, std::memory_order_relaxed); }
  void release() const noexcept {
    if (fetch_add<int64_t>(count_, -1, std::memory_order_acq_rel) == 1)
      const_cast<RefCounted*>(this)->dispose();
  }
  /// True while exactly one Ref exists: then nobody else can see the object.
  bool unique() const noexcept { return count_.load(std::memory_order_acquire) == 1; }

 protected:
  /// Called when the last reference is gone.
  virtual void dispose() noexcept { delete this; }

 private:
  mutable std::atomic<int64_t> count_{0};
};

/// A counted reference to a T, or nothing.
template <class T>
class Ref {
 public:
  Ref() = default;
  Ref(T* object) noexcept : object_(object) {
    if (object_) object_->retain();
  }
  Ref(const Ref& other) noexcept : Ref(other.object_) {}
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  template <class U>
  Ref(const Ref<U>& other) noexcept : Ref(static_cast<T*>(other.get())) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Ref() {
    if (object_) object_->release();
  }

  T* get() const noexcept { return object_; }
  T* operator->() const noexcept { return object_; }
  T& operator*() const noexcept { return *object_; }
  explicit operator bool() const noexcept { return object_ != nullptr; }
  friend bool operator==(const Ref& a, const Ref& b) { return a.object_ == b.object_; }

 private:
  T* object_ = nullptr;
};

/// Makes a T owned by the returned reference.
template <class T, class... Args>
Ref<T> make_ref(Args&&... args) {
  return Ref<T>(new T(std::forward<Args>(args)...));
}

}  // namespace nnl
