#include "guard.h"

#include <new>
#include <stdexcept>

namespace nnl::capi {

nnl_status report_no_memory(const char* function) noexcept {
  set_last_error(NNL_OUT_OF_MEMORY, function, "", "out of memory");
  return NNL_OUT_OF_MEMORY;
}

nnl_status report_exception(const char* function) noexcept {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return report_no_memory(function);
  } catch (const std::length_error&) {  // a list longer than any memory
    return report_no_memory(function);
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

}  // namespace nnl::capi
