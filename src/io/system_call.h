// Calls of the system on files.
#pragma once

#include <cerrno>
#include <string>
#include <unistd.h>

namespace nnl {

/// call() until no signal interrupts it.
template <class Call>
auto uninterrupted(const Call& call) {
  for (;;) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

/// A file descriptor that is closed in the end; a negative one is none.
class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  explicit operator bool() const { return number_ >= 0; }
  int number() const { return number_; }
  void reset(int number = -1) noexcept {
    if (number_ >= 0) close(number_);
    number_ = number;
  }

 private:
  int number_;
};

/// Fails with Code::io_error and the reason in errno: "cannot read model.safetensors: No such file or
/// directory". Of a long path its begin and end.
[[noreturn]] void fail_file(const char* what, const std::string& path);

}  // namespace nnl
