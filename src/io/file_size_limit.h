// Writing beyond the process's file-size limit as an error, not its end.
#pragma once

#include <csignal>
#include <ctime>

namespace nnl {

/// While it lives, a write of its thread beyond the limit (RLIMIT_FSIZE) fails with EFBIG; the signal
/// SIGXFSZ, which would end the process, is put off and in the end dropped. Handlers stay the host's, and so
/// do other threads and a signal that was pending before. For one thread, and nothing of the host's runs
/// meanwhile.
class FileSizeLimitIsAnError {
 public:
  FileSizeLimitIsAnError() noexcept {
    sigemptyset(&signal_);
    sigaddset(&signal_, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &signal_, &before_);
    was_pending_ = is_pending();
  }
  ~FileSizeLimitIsAnError() {
    constexpr timespec at_once = {0, 0};
    if (!was_pending_ && is_pending()) sigtimedwait(&signal_, nullptr, &at_once);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  FileSizeLimitIsAnError(const FileSizeLimitIsAnError&) = delete;
  FileSizeLimitIsAnError& operator=(const FileSizeLimitIsAnError&) = delete;

 private:
  static bool is_pending() noexcept {
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGXFSZ) == 1;
  }

  sigset_t signal_, before_;
  bool was_pending_;
};

}  // namespace nnl
