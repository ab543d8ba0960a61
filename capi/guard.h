// The boundary: no exception, no half-done change and no changed floating-point mode gets through.
#pragma once

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include <new>
#include <type_traits>

#include "arguments.h"
#include "base/transaction.h"
#include "last_error.h"

namespace nnl::capi {

/// The default floating-point mode (round to nearest, denormals kept, nothing trapped) for the length of a
/// call.
class FloatingPointScope {
 public:
#if defined(__SSE__)
  FloatingPointScope() noexcept : before_(_mm_getcsr()) { _mm_setcsr(0x1F80); }
  ~FloatingPointScope() { _mm_setcsr(before_); }
#else
  FloatingPointScope() noexcept = default;
#endif
  FloatingPointScope(const FloatingPointScope&) = delete;
  FloatingPointScope& operator=(const FloatingPointScope&) = delete;

#if defined(__SSE__)
 private:
  unsigned before_;
#endif
};

/// Runs body(); a throw undoes what it changed and becomes a status and the thread's last error.
template <class Body>
nnl_status guard(const char* function, Body&& body) noexcept {
  const FloatingPointScope floating_point;
  try {
    Transaction transaction;
    body();
    transaction.commit();
    return NNL_OK;
  } catch (const std::bad_alloc&) {
    set_last_error(NNL_OUT_OF_MEMORY, function, "", "out of memory");
    return NNL_OUT_OF_MEMORY;
  } catch (const Error& error) {
    set_last_error(static_cast<nnl_status>(error.code()), function, error.argument().c_str(), error.what());
    return static_cast<nnl_status>(error.code());
  } catch (const std::exception& error) {
    set_last_error(NNL_INTERNAL, function, "", error.what());
    return NNL_INTERNAL;
  } catch (...) {
    set_last_error(NNL_INTERNAL, function, "", "an unknown exception");
    return NNL_INTERNAL;
  }
}

/// Runs make() and stores a handle to what it returns; on failure *out is 0.
template <class Make>
nnl_status create(const char* function, int64_t* out, Make&& make) noexcept {
  if (out) *out = 0;
  return guard(function, [&] {
    require(out, "the handle's place");
    *out = publish(make());
  });
}

/// Runs value() and stores the result, converted to the type of the place.
template <class Place, class Value>
nnl_status answer(const char* function, Place* out, Value&& value) noexcept {
  return guard(function, [&] {
    require(out, "the result's place");
    *out = static_cast<Place>(value());
  });
}

}  // namespace nnl::capi
