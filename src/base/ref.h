// Intrusive shared ownership: one allocation per object, a pointer's size per reference.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/single_threaded.h"
#include "base/small_objects.h"

namespace nnl {

/// Base of objects that are owned by Ref. The count may be changed from any thread.
class RefCounted {
 public:
  RefCounted() = default;
  RefCounted(const RefCounted&) = delete;
  RefCounted& operator=(const RefCounted&) = delete;
  virtual ~RefCounted() = default;

  // The operator delete below is its match. NOLINTNEXTLINE(misc-new-delete-overloads)
  static void* operator new(size_t size) { return allocate_object(size); }
  static void operator delete(void* object, size_t size) noexcept { free_object(object, size); }

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
  template <class U>
  Ref(Ref<U>&& other) noexcept : object_(other.give_up()) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Ref() {
    if (object_) object_->release();
  }

  /// Takes over a reference that give_up() left.
  static Ref adopt(T* object) noexcept {
    Ref ref;
    ref.object_ = object;
    return ref;
  }
  /// The object, still counted for whoever adopts it.
  T* give_up() noexcept { return std::exchange(object_, nullptr); }

  T* get() const noexcept { return object_; }
  T* operator->() const noexcept { return object_; }
  T& operator*() const noexcept { return *object_; }
  explicit operator bool() const noexcept { return object_ != nullptr; }
  friend bool operator==(const Ref& a, const Ref& b) { return a.object_ == b.object_; }

 private:
  T* object_ = nullptr;
};

/// The same reference to an object that is known to be a T.
template <class T, class U>
Ref<T> static_ref_cast(Ref<U>&& object) noexcept {
  return Ref<T>::adopt(static_cast<T*>(object.give_up()));
}

/// Makes a T owned by the returned reference.
template <class T, class... Args>
Ref<T> make_ref(Args&&... args) {
  return Ref<T>(new T(std::forward<Args>(args)...));
}

}  // namespace nnl
