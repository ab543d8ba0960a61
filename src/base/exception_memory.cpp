#include "base/exception_memory.h"

#include <cstdlib>
#include <cxxabi.h>

namespace nnl {

constinit thread_local bool detail::has_exception_memory = false;

bool detail::take_exception_memory() noexcept {
  // More than the thread-local data and their table take, which then come from it.
  constexpr size_t plenty = 4096;
  void* volatile memory = std::malloc(plenty);
  if (!memory) return false;
  std::free(memory);
  return has_exception_memory = abi::__cxa_get_globals() != nullptr;
}

}  // namespace nnl
