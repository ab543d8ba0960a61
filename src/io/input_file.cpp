#include "io/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/utf8.h"

namespace nnl {

InputFile::InputFile(const std::string& path)
    : path_(path),
      file_(uninterrupted([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); })) {
  struct stat status;
  if (!file_ || fstat(file_.number(), &status) != 0) fail_file("read", path);
  if (!S_ISREG(status.st_mode))
    fail(Code::io_error, "cannot read {}: it is no regular file", shortened(path));
  size_ = status.st_size;
}

void InputFile::read(void* to, int64_t bytes, int64_t offset) const {
  char* next = static_cast<char*>(to);
  while (bytes > 0) {
    const ssize_t got =
        uninterrupted([&] { return pread(file_.number(), next, static_cast<size_t>(bytes), offset); });
    if (got < 0) fail_file("read", path_);
    if (got == 0) fail(Code::invalid_file, "{} became shorter while it was read", shortened(path_));
    next += got;
    offset += got;
    bytes -= got;
  }
}

}  // namespace nnl
