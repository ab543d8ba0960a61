#include "base/profile_scope.h"

#include <chrono>
#include <cstring>

#include "base/profiler.h"

namespace nnl {
namespace {

thread_local constinit ProfileScope* innermost = nullptr;

int64_t now() noexcept {
  return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

constinit std::atomic<int> observers{0};

void ProfileScope::allocated(const Profiler& profiler, int64_t bytes) noexcept {
  for (ProfileScope* scope = innermost; scope; scope = scope->outer_)
    if (scope->profiler_ == &profiler) {
      scope->bytes_ += bytes;
      return;
    }
}

void ProfileScope::begin(ProfileKind kind, const char* name, const char* layer, Profiler& profiler) noexcept {
  session_ = profiler.session();
  if (session_ == 0) return;
  profiler.retain();
  profiler_ = &profiler;
  kind_ = kind;
  name_ = name;
  layer_ = layer;
  outer_ = innermost;
  nested_ = bytes_ = 0;
  innermost = this;
  start_ = now();
}

void ProfileScope::end() noexcept {
  const int64_t duration = now() - start_;
  innermost = outer_;
  profiler_->add(*this, duration);
  if (ProfileScope* scope = around()) {
    scope->nested_ += duration;
    scope->bytes_ += bytes_;
  }
  profiler_->release();
}

ProfileScope* ProfileScope::around() const noexcept {
  ProfileScope* scope = outer_;
  while (scope && (scope->profiler_ != profiler_ || scope->session_ != session_)) scope = scope->outer_;
  return scope;
}

bool ProfileScope::repeated() const noexcept {
  for (const ProfileScope* scope = around(); scope; scope = scope->around())
    if (scope->kind_ == kind_ && std::strcmp(scope->name_, name_) == 0 &&
        std::strcmp(scope->layer_, layer_) == 0)
      return true;
  return false;
}

}  // namespace nnl
