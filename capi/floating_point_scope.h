// The floating-point mode that nnlite computes in, whatever the caller's.
#pragma once

#include <cstdint>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace nnl::capi {

/// The default floating-point mode (round to nearest, denormals kept, nothing trapped) for the length of a
/// call. Setting it costs more than a small operation, so that it is only done where the caller's differs;
/// the flags of past exceptions are no part of it.
class FloatingPointScope {
 public:
#if defined(__SSE__)
  FloatingPointScope() noexcept : before_(_mm_getcsr()) {
    if (differs()) _mm_setcsr(default_mode);
  }
  ~FloatingPointScope() {
    if (differs()) _mm_setcsr(before_);
  }
#elif defined(__aarch64__)
  FloatingPointScope() noexcept {
    asm volatile("mrs %0, fpcr" : "=r"(before_));
    if (differs()) asm volatile("msr fpcr, %0" : : "r"(uint64_t{0}));
  }
  ~FloatingPointScope() {
    if (differs()) asm volatile("msr fpcr, %0" : : "r"(before_));
  }
#else
#error "FloatingPointScope: how does this processor keep its floating-point mode?"
#endif
  FloatingPointScope(const FloatingPointScope&) = delete;
  FloatingPointScope& operator=(const FloatingPointScope&) = delete;

 private:
  friend class HostFloatingPointScope;
#if defined(__SSE__)
  static constexpr unsigned default_mode = 0x1F80, flags = 0x3F;
  bool differs() const { return (before_ & ~flags) != default_mode; }
  unsigned before_;
#else
  bool differs() const { return before_ != 0; }
  uint64_t before_;
#endif
};

/// The same for the length of a host's function, which may leave another mode: that is undone too.
class HostFloatingPointScope : FloatingPointScope {
 public:
  HostFloatingPointScope() = default;
#if defined(__SSE__)
  ~HostFloatingPointScope() {
    if ((_mm_getcsr() & ~flags) != default_mode) _mm_setcsr(default_mode);
  }
#else
  ~HostFloatingPointScope() { asm volatile("msr fpcr, %0" : : "r"(uint64_t{0})); }
#endif
};

}  // namespace nnl::capi
