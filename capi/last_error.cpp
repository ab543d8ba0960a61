#include "last_error.h"

#include <cstdio>
#include <cstring>

#include "fixed_text.h"

namespace nnl::capi {
namespace {

struct LastError {
  nnl_status status = NNL_OK;
  const char* function = "";
  char argument[48] = "";
  char message[512] = "";
  uint64_t count = 0;
};
thread_local LastError last;

/// A message that is too long loses its middle: it begins with what failed and ends with why, however many
/// callbacks lie between.
void store_message(const char* message) noexcept {
  constexpr size_t room = sizeof last.message, head = 160;
  constexpr char gap[] = " ... ";
  const size_t length = std::strlen(message);
  if (length < room) return store_text(last.message, message);
  char both[room];
  char begin[head];
  store_text(begin, message);
  const char* end = message + length - (room - 1 - std::strlen(begin) - (sizeof gap - 1));
  while ((static_cast<unsigned char>(*end) & 0xC0) == 0x80) ++end;  // a whole character
  static_cast<void>(std::snprintf(both, sizeof both, "%s%s%s", begin, gap, end));
  store_text(last.message, both);
}

}  // namespace

// Not inlined, where GCC 12 warns falsely of the ends of empty texts.
[[gnu::noinline]] void set_last_error(nnl_status status, const char* function, const char* argument,
                                      const char* message) noexcept {
  last.status = status;
  last.function = function;
  store_text(last.argument, argument);
  store_message(message);
  ++last.count;
}

uint64_t count_errors() noexcept { return last.count; }

}  // namespace nnl::capi

nnl_status NNL_CALL nnl_last_error_status(void) { return nnl::capi::last.status; }
const char* NNL_CALL nnl_last_error_message(void) { return nnl::capi::last.message; }
const char* NNL_CALL nnl_last_error_function(void) { return nnl::capi::last.function; }
const char* NNL_CALL nnl_last_error_argument(void) { return nnl::capi::last.argument; }

void NNL_CALL nnl_set_last_error(const char* message) {
  nnl::capi::set_last_error(NNL_CALLBACK_FAILED, "", "", message ? message : "");
}
