// Work that runs to its end even if the host cancels the thread meanwhile.
#pragma once

#include <pthread.h>

namespace nnl {

/// Puts pthread_cancel off for its thread while it lives. It stands around all that can be a cancellation
/// point: files, waiting, and the host's functions. A cancellation there would unwind through functions that
/// do not throw, which ends the process.
class NoCancellation {
 public:
  NoCancellation() noexcept { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }
  ~NoCancellation() { pthread_setcancelstate(before_, nullptr); }
  NoCancellation(const NoCancellation&) = delete;
  NoCancellation& operator=(const NoCancellation&) = delete;

 private:
  int before_ = PTHREAD_CANCEL_ENABLE;
};

}  // namespace nnl
