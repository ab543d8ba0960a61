// Files that are read.
#pragma once

#include <cstdint>
#include <string>

#include "base/no_cancellation.h"
#include "io/system_call.h"

namespace nnl {

/// A regular file open for reading, by the thread that opened it. What the system refuses is Code::io_error
/// with its reason.
class InputFile {
 public:
  explicit InputFile(const std::string& path);

  const std::string& path() const { return path_; }
  int64_t size() const { return size_; }
  /// Exactly `bytes` bytes from `offset` on; fewer are Code::invalid_file.
  void read(void* to, int64_t bytes, int64_t offset) const;

 private:
  const NoCancellation no_cancellation_;
  std::string path_;
  Descriptor file_;
  int64_t size_ = 0;
};

}  // namespace nnl
