#include "last_error.h"

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

}  // namespace

void set_last_error(nnl_status status, const char* function, const char* argument,
                    const char* message) noexcept {
  last.status = status;
  last.function = function;
  store_text(last.argument, argument);
  store_text(last.message, message);
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
