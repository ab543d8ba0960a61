// Files that appear whole or not at all.
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

#include "base/no_cancellation.h"
#include "io/file_size_limit.h"
#include "io/system_call.h"

namespace nnl {

/// Writes beside `path` and moves the file into place when it is complete and on the disk. A file that was
/// there keeps its permissions, a symbolic link stays and its target is replaced; what is no regular file is
/// refused. Without commit() the destructor removes what was written. Every failure is Code::io_error with
/// the path and the system's reason.
///
/// What is written is called ".nnlite-<number made from the file's name>-<count from 0>.tmp" and locked
/// (flock) until it is in place. One without a lock is left over from a process that died, and is removed by
/// the next that writes the same file: at most one is left for each writer of it at a time.
class AtomicFile {
 public:
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(const void* data, size_t bytes);
  /// On failure the old file is there, but for one: when the system cannot say that the new name is on the
  /// disk, the new file is there, and the message says so.
  void commit();

 private:
  void open_temporary();
  /// Opens the name in temporary_; false if it is another's.
  bool try_open();

  const NoCancellation no_cancellation_;
  const FileSizeLimitIsAnError file_size_limit_;
  std::string path_;
  std::string folder_;
  std::string temporary_;
  std::optional<mode_t> mode_;  // of the file that was there
  Descriptor file_{-1};
};

}  // namespace nnl
