#include "scope.h"

#include <algorithm>
#include <new>
#include <pthread.h>

#include "base/error.h"

namespace nnl::capi {
namespace {

constinit std::atomic<uint64_t> begun{0};

pthread_key_t thread_exit;
// Made when the library is loaded: a lock taken at first use could be held by another thread at a fork.
const bool has_thread_exit = pthread_key_create(&thread_exit, [](void*) { Scope::end_all(); }) == 0;

}  // namespace

constinit thread_local Scope* innermost_scope = nullptr;  // and those outside it: a reference to each

Scope::Scope(Scope* outer)
    : outer_(outer), depth_(outer ? outer->depth_ + 1 : 1), number_(begun.fetch_add(1) + 1) {}

int64_t Scope::begin() {
  end_released();
  if (innermost_scope && innermost_scope->depth_ == most_open)
    fail(Code::not_supported, "{} scopes are open inside each other, which are the most", most_open);
  if (!has_thread_exit || pthread_setspecific(thread_exit, &begun) != 0) throw std::bad_alloc();
  const Ref<Scope> scope(new Scope(innermost_scope));
  scope->handle_ = insert_handle(Kind::scope, scope);
  scope->retain();
  innermost_scope = scope.get();
  return scope->handle_;
}

bool Scope::is_open_here() const noexcept {
  const Scope* scope = innermost_scope;
  while (scope && scope != this) scope = scope->outer_;
  return scope;
}

void Scope::check_open_here() const {
  if (!is_open_here()) fail_argument("scope", Code::invalid_state, "it was begun on another thread");
}

void Scope::end() {
  check_open_here();
  // What is released may call the host, which may end scopes too.
  while (is_open_here()) end_innermost();
  end_released();
}

void Scope::end_innermost() noexcept {
  Scope* scope = innermost_scope;
  innermost_scope = scope->outer_;
  release_handle(Kind::scope, scope->handle_);
  for (auto handle = scope->handles_.rbegin(); handle != scope->handles_.rend(); ++handle)
    if (owner_of(*handle) == scope->number_) release_handle(handle_kind(*handle), *handle);
  scope->release();
}

void Scope::end_released() noexcept {
  while (innermost_scope && innermost_scope->released_.load(std::memory_order_acquire)) end_innermost();
}

void Scope::end_all() noexcept {
  while (innermost_scope) end_innermost();
}

void Scope::keep(int64_t handle) {
  check_open_here();
  if (handle == 0) fail_argument("handle", Code::invalid_handle, "0 is no handle");
  if (handle_kind(handle) == Kind::scope)
    fail_argument("handle", Code::invalid_argument, "a scope ends with the one around it");
  const Pin pin(handle_kind(handle), handle, "handle");
  const Scope* holder = innermost_scope;
  while (holder != this && holder->number_ != owner_of(handle)) holder = holder->outer_;
  if (holder->number_ != owner_of(handle)) return;
  Scope* const next = first_in_use(outer_);
  if (next) {
    next->reserve();
    next->handles_.push_back(handle);
  }
  set_owner(handle, next ? next->number_ : 0);
}

void Scope::drop(int64_t handle) noexcept {
  const Ref<RefCounted> object = find_object(Kind::scope, handle);
  if (!object) return;
  auto& scope = static_cast<Scope&>(*object);
  scope.released_.store(true, std::memory_order_release);
  release_handle(Kind::scope, handle);
  while (scope.is_open_here()) end_innermost();
  end_released();
}

Scope* Scope::first_in_use(Scope* scope) noexcept {
  while (scope && scope->released_.load(std::memory_order_acquire)) scope = scope->outer_;
  return scope;
}

void Scope::reserve() {
  if (handles_.size() < handles_.capacity()) return;
  std::erase_if(handles_, [&](int64_t handle) { return owner_of(handle) != number_; });
  if (handles_.capacity() == 0 || handles_.size() > handles_.capacity() / 2)
    handles_.reserve(std::max<size_t>(16, 2 * handles_.capacity()));
}

int64_t give_in_scope(Kind kind, Ref<RefCounted> object) {
  Scope* const scope = Scope::first_in_use(innermost_scope);
  if (!scope) return insert_handle(kind, std::move(object));
  scope->reserve();
  const int64_t handle = insert_handle(kind, std::move(object), scope->number_);
  scope->handles_.push_back(handle);
  return handle;
}

ScopeMark::ScopeMark() noexcept : begun_(begun.load(std::memory_order_relaxed)) {}

ScopeMark::~ScopeMark() {
  while (innermost_scope && innermost_scope->number_ > begun_) Scope::end_innermost();
}

}  // namespace nnl::capi
