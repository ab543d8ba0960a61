// Memory and threads that the system refuses: the functions that give them are this program's own (see
// failing_memory.cpp), for libnnlite.so too.
#pragma once

#include <cstdint>

namespace nnl::test {

/// AddressSanitizer ends the process when a thread starts and its own memory is refused.
#if defined(NNL_ADDRESS_SANITIZER)
constexpr bool threads_may_start = false;
#else
constexpr bool threads_may_start = true;
#endif

/// Which requests fail once the first one does.
enum class Refusal { one, all_later };

/// From now on the k-th request of the process for memory, address space or a thread fails, and perhaps all
/// after it.
void refuse_request(int64_t k, Refusal refusal);
/// Every new thread fails from now on.
void refuse_threads();

/// What came of it; all requests are granted again.
struct Refused {
  int64_t requests;
  int64_t refused;
};
Refused grant_requests();

}  // namespace nnl::test
