// Scopes: releasing C handles together.
#pragma once

#include <nnlite/cpp/base.hpp>

namespace nnlite {

/// While it lives, holds the C handles that its thread is given, and releases them in the end. Objects of
/// nnlite.hpp release their handles themselves, so this is for calls to nnlite.h alone, and for code in other
/// languages that is called: an object that was made in a scope and outlives it is an error to use, unless
/// kept. Leave it on the thread that made it.
class Scope {
 public:
  Scope() { check(nnl_scope_begin(&handle_)); }
  ~Scope() { nnl_scope_release(handle_); }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  nnl_scope handle() const noexcept { return handle_; }

  /// Has a handle outlive the scope, and gives it back.
  std::int64_t keep(std::int64_t handle) const {
    check(nnl_scope_keep(handle_, handle));
    return handle;
  }
  /// Has an object of nnlite.hpp outlive the scope, and gives it back.
  template <class Object, class = decltype(std::declval<const Object&>().handle())>
  const Object& keep(const Object& object) const {
    keep(object.handle());
    return object;
  }

 private:
  nnl_scope handle_ = 0;
};

}  // namespace nnlite
