// Handles: integers that name objects and can be checked.
#pragma once

#include <cstdint>
#include <functional>

#include "base/ref.h"

namespace nnl::capi {

/// Kinds of objects; part of every handle. 0 is no kind, so no handle is 0.
enum class Kind : uint32_t {
  context = 1,
  tensor = 2,
  module = 3,
  optimizer = 4,
  loader = 5,
  load_report = 6,
  schedule = 7,
  scope = 8,
  handle_report = 9
};

/// "tensor", ...
const char* name_of(Kind kind);

/// The kind that is written in a handle, which may be none.
Kind handle_kind(int64_t handle) noexcept;

/// A new handle for an object; the table holds a reference until it is released. Throws std::bad_alloc.
/// `owner` is the number of the scope that ends it, or 0. What is given to the host is made by give_handle().
int64_t insert_handle(Kind kind, Ref<RefCounted>&& object, uint64_t owner = 0);

/// Ends a handle. The object goes once no call uses it any more. 0 and handles that are not live are passed
/// over.
void release_handle(Kind kind, int64_t handle) noexcept;

/// The owner of a handle, or 0 if it is not live.
uint64_t owner_of(int64_t handle) noexcept;
/// Passes a handle that is pinned on to another owner.
void set_owner(int64_t handle, uint64_t owner) noexcept;

/// Live handles of all kinds.
int64_t live_handles() noexcept;

/// Calls visit for the handles that are live, in no order. An object stays alive during its call.
void visit_handles(const std::function<void(int64_t handle, const RefCounted& object)>& visit);

/// Keeps the object behind a handle alive while a call uses it. Takes no lock.
class Pin {
 public:
  /// Fails with Code::invalid_handle, naming `argument`, if the handle is not live or of another kind.
  Pin(Kind kind, int64_t handle, const char* argument);
  ~Pin();
  Pin(const Pin&) = delete;
  Pin& operator=(const Pin&) = delete;

  RefCounted& object() const { return *object_; }

 private:
  uint64_t slot_;
  RefCounted* object_;
};

/// The object behind a handle, with a reference of its own. Fails as Pin does.
Ref<RefCounted> object_of(Kind kind, int64_t handle, const char* argument);

/// The object behind a handle, or none if it is not live or of another kind.
Ref<RefCounted> find_object(Kind kind, int64_t handle) noexcept;

}  // namespace nnl::capi
