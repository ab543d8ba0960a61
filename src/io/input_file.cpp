#include "io/input_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "base/error.h"

namespace nnl {

InputFile::InputFile(const std::string& path)
    : path_(path), descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  if (descriptor_ < 0) fail_read();
  struct stat status;
  if (fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(descriptor_);
    fail(Code::io_error, "cannot read {}: it is no regular file", path);
  }
  size_ = status.st_size;
}

InputFile::~InputFile() { close(descriptor_); }

void InputFile::read(void* to, int64_t bytes, int64_t offset) const {
  char* next = static_cast<char*>(to);
  while (bytes > 0) {
    const ssize_t got = pread(descriptor_, next, static_cast<size_t>(bytes), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_read();
    if (got == 0) fail(Code::invalid_file, "{} became shorter while it was read", path_);
    next += got;
    offset += got;
    bytes -= got;
  }
}

void InputFile::fail_read() const {
  const int reason = errno;
  fail(Code::io_error, "cannot read {}: {}", path_, std::generic_category().message(reason));
}

}  // namespace nnl
