// The boundary: no exception, no half-done change and no changed floating-point mode gets through.
#pragma once

#include <type_traits>

#include "arguments.h"
#include "base/exception_memory.h"
#include "base/transaction.h"
#include "floating_point_scope.h"
#include "handle_origin.h"
#include "last_error.h"

namespace nnl::capi {

/// Makes the exception that is being handled the thread's last error, and gives its status.
nnl_status report_exception(const char* function) noexcept;
/// The same for a thread that cannot throw for want of memory.
nnl_status report_no_memory(const char* function) noexcept;

/// Runs body(); a throw undoes what it changed and becomes a status and the thread's last error. What a call
/// inside a callback changes stays, unless it is a part of the call around it.
template <class Body>
nnl_status guard(const char* function, Body&& body,
                 Transaction::Scope scope = Transaction::Scope::whole) noexcept {
  const FloatingPointScope floating_point;
  const RunningFunction running(function);
  if (!can_throw()) [[unlikely]]
    return report_no_memory(function);
  try {
    Transaction transaction(scope);
    body();
    transaction.commit();
    return NNL_OK;
  } catch (...) {
    return report_exception(function);
  }
}

/// Runs make() and stores a handle to what it returns in the parameter `name`; on failure *out is 0. In a
/// callback that computes it is a part of the run around it.
template <class Make>
nnl_status create(const char* function, const char* name, int64_t* out, Make&& make) noexcept {
  if (out) *out = 0;
  return guard(
      function,
      [&] {
        require(out, name);
        auto made = make();
        Transaction::prepare_commit();
        *out = publish(std::move(made));
      },
      Transaction::scope_of_operation());
}

/// Stores a handle to the context that find() gives in the parameter "context": 0 for the default one.
template <class Find>
nnl_status give_context(const char* function, nnl_context* out, Find&& find) noexcept {
  if (out) *out = 0;
  return guard(function, [&] {
    require(out, "context");
    const Ref<Context> found = find();
    if (found.get() != &Context::shared()) *out = publish(found);
  });
}

/// Runs value() and stores the result, converted to the type of the place, in the parameter `name`.
template <class Place, class Value>
nnl_status answer(const char* function, const char* name, Place* out, Value&& value) noexcept {
  return guard(function, [&] {
    require(out, name);
    *out = static_cast<Place>(value());
  });
}

}  // namespace nnl::capi
