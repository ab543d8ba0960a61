// The floating-point mode that nnlite computes in, whatever the caller's.
#pragma once

#include <cstdint>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace nnl::capi {

/// The default floating-point mode (round to nearest, denormals kept, nothing trapped) for the length of a
/// call.
class FloatingPointScope {
 public:
#if defined(__SSE__)
  FloatingPointScope() noexcept : before_(_mm_getcsr()) { _mm_setcsr(0x1F80); }
  ~FloatingPointScope() { _mm_setcsr(before_); }
#elif defined(__aarch64__)
  FloatingPointScope() noexcept {
    asm volatile("mrs %0, fpcr" : "=r"(before_));
    asm volatile("msr fpcr, %0" : : "r"(uint64_t{0}));
  }
  ~FloatingPointScope() { asm volatile("msr fpcr, %0" : : "r"(before_)); }
#else
#error "FloatingPointScope: how does this processor keep its floating-point mode?"
#endif
  FloatingPointScope(const FloatingPointScope&) = delete;
  FloatingPointScope& operator=(const FloatingPointScope&) = delete;

 private:
#if defined(__SSE__)
  unsigned before_;
#else
  uint64_t before_;
#endif
};

}  // namespace nnl::capi
