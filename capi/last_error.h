// The thread's last failure. Kept in fixed memory, so that it survives running out of it.
#pragma once

#include <nnlite/nnlite.h>

namespace nnl::capi {

/// Texts that are too long are cut at a whole UTF-8 character, a message in its middle. Cannot fail.
void set_last_error(nnl_status status, const char* function, const char* argument,
                    const char* message) noexcept;

/// How many failures this thread has had.
uint64_t count_errors() noexcept;

}  // namespace nnl::capi
