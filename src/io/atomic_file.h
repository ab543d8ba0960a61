// Files that appear whole or not at all.
#pragma once

#include <string>

#include "base/no_cancellation.h"

namespace nnl {

/// Writes beside `path` and moves the file into place when it is complete and on the disk. A file that was
/// there keeps its permissions, a symbolic link stays and its target is replaced; what is no regular file is
/// refused. Without commit() the destructor removes what was written. Every failure is Code::io_error with
/// the system's reason.
class AtomicFile {
 public:
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(const void* data, size_t bytes);
  void commit();

 private:
  const NoCancellation no_cancellation_;
  std::string path_;
  std::string folder_;
  std::string temporary_;
  int descriptor_ = -1;
};

}  // namespace nnl
