#include "last_error.h"

#include <cstring>

#include "base/utf8.h"

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

/// As much as fits; a text that is not UTF-8 loses its bytes beyond ASCII.
template <size_t capacity>
void copy_text(char (&to)[capacity], const char* from) {
  size_t length = strnlen(from, capacity - 1);
  if (from[length] != '\0')
    while (length > 0 && (static_cast<unsigned char>(from[length]) & 0xC0) == 0x80) --length;
  std::memcpy(to, from, length);
  to[length] = '\0';
  if (is_utf8({to, length})) return;
  for (size_t i = 0; i < length; ++i)
    if (static_cast<unsigned char>(to[i]) >= 0x80) to[i] = '?';
}

}  // namespace

void set_last_error(nnl_status status, const char* function, const char* argument,
                    const char* message) noexcept {
  last.status = status;
  last.function = function;
  copy_text(last.argument, argument);
  copy_text(last.message, message);
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
