#include "io/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "base/error.h"

namespace nnl {
namespace {

[[noreturn]] void fail_io(const char* what, const std::string& path) {
  const int reason = errno;
  fail(Code::io_error, "cannot {} {}: {}", what, path, std::generic_category().message(reason));
}

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// The file that a path means: where symbolic links point, also to a file that is not there yet.
std::string target_of(std::string path) {
  constexpr int most_links = 40;
  for (int links = 0; links < most_links; ++links) {
    char target[PATH_MAX];
    const ssize_t length = readlink(path.c_str(), target, sizeof target);
    if (length < 0 || length == sizeof target) break;
    const std::string next(target, static_cast<size_t>(length));
    path = next.starts_with('/') ? next : folder_of(path) + "/" + next;
  }
  return path;
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(target_of(path)), folder_(folder_of(path_)) {
  struct stat status;
  mode_t mode = 0;
  if (stat(path_.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) fail(Code::io_error, "cannot write {}: it is no regular file", path);
    mode = status.st_mode & 07777;
  }
  static std::atomic<unsigned> counter{0};
  // A process that died here, with the same number, may have left its file behind.
  for (int attempt = 0; attempt < 1000; ++attempt) {
    temporary_ = folder_ + "/.nnlite-" + std::to_string(getpid()) + "-" +
                 std::to_string(counter.fetch_add(1)) + ".tmp";
    descriptor_ = open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ >= 0 || errno != EEXIST) break;
  }
  if (descriptor_ < 0) fail_io("write", path);
  if (mode != 0) fchmod(descriptor_, mode);  // best effort: the contents matter more
}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  unlink(temporary_.c_str());
}

void AtomicFile::write(const void* data, size_t bytes) {
  const char* next = static_cast<const char*>(data);
  while (bytes > 0) {
    const ssize_t written = ::write(descriptor_, next, bytes);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_io("write", path_);
    next += written;
    bytes -= static_cast<size_t>(written);
  }
}

void AtomicFile::commit() {
  if (fsync(descriptor_) != 0) fail_io("write", path_);
  if (rename(temporary_.c_str(), path_.c_str()) != 0) fail_io("write", path_);
  close(descriptor_);
  descriptor_ = -1;
  // The new name is durable once its folder is; a file system that cannot sync folders has done what it can.
  const int folder = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  fsync(folder);
  close(folder);
}

}  // namespace nnl
