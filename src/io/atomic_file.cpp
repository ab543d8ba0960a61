#include "io/atomic_file.h"

#include <climits>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/utf8.h"

namespace nnl {
namespace {

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
    if (length < 0 && (errno == EINVAL || errno == ENOENT)) return path;  // no link, or nothing yet
    if (length == sizeof target) errno = ENAMETOOLONG;
    if (length < 0 || length == sizeof target) fail_file("write", path);
    const std::string next(target, static_cast<size_t>(length));
    path = next.starts_with('/') ? next : folder_of(path) + "/" + next;
  }
  errno = ELOOP;
  fail_file("write", path);
}

/// One number for each name, whatever its length (FNV-1a).
uint64_t number_of(std::string_view name) {
  uint64_t number = 0xcbf29ce484222325;
  for (const char byte : name) number = (number ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return number;
}

bool lock(const Descriptor& file) {
  return uninterrupted([&] { return flock(file.number(), LOCK_EX | LOCK_NB); }) == 0;
}

/// Removes a file that nobody has locked: whoever wrote it has died. False if it may be in use.
bool remove_left_over(const std::string& name) {
  const Descriptor file(open(name.c_str(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file) return errno == ENOENT;
  struct stat opened, named;
  // Another process may have been faster, and the name be that of a new file.
  return lock(file) && fstat(file.number(), &opened) == 0 && lstat(name.c_str(), &named) == 0 &&
         opened.st_ino == named.st_ino && opened.st_dev == named.st_dev && unlink(name.c_str()) == 0;
}

/// Whether a file that was just made is still there and locked from now on: another process may have taken
/// it for one that was left over. Where there are no locks, none is ever taken for that.
bool keep(const Descriptor& file) {
  if (!lock(file)) return errno != EWOULDBLOCK;
  struct stat status;
  return fstat(file.number(), &status) != 0 || status.st_nlink > 0;
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(target_of(path)), folder_(folder_of(path_)) {
  struct stat status;
  if (stat(path_.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode))
      fail(Code::io_error, "cannot write {}: it is no regular file", shortened(path));
    mode_ = status.st_mode & 07777;
  } else if (errno != ENOENT) {
    fail_file("write", path);
  }
  open_temporary();
}

AtomicFile::~AtomicFile() {
  if (file_) unlink(temporary_.c_str());
}

void AtomicFile::open_temporary() {
  const uint64_t number = number_of(std::string_view(path_).substr(path_.rfind('/') + 1));
  constexpr int most_writers = 1000;
  for (int writer = 0; writer < most_writers; ++writer) {
    temporary_ = fmt::format("{}/.nnlite-{:016x}-{}.tmp", folder_, number, writer);
    if (try_open() || (remove_left_over(temporary_) && try_open())) return;
  }
  errno = EEXIST;
  fail_file("write", path_);
}

bool AtomicFile::try_open() {
  // What others could not read is not shown to them meanwhile.
  file_.reset(uninterrupted([&] {
    return open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_ ? 0600 : 0666);
  }));
  if (!file_ && errno != EEXIST) fail_file("write", path_);
  if (file_ && !keep(file_)) file_.reset();
  return static_cast<bool>(file_);
}

void AtomicFile::write(const void* data, size_t bytes) {
  const char* next = static_cast<const char*>(data);
  while (bytes > 0) {
    const ssize_t written = uninterrupted([&] { return ::write(file_.number(), next, bytes); });
    if (written == 0) errno = EIO;  // it never is
    if (written <= 0) fail_file("write", path_);
    next += written;
    bytes -= static_cast<size_t>(written);
  }
}

void AtomicFile::commit() {
  if (mode_) fchmod(file_.number(), *mode_);  // best effort: the contents matter more
  if (uninterrupted([&] { return fsync(file_.number()); }) != 0) fail_file("write", path_);
  const Descriptor folder(
      uninterrupted([&] { return open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (!folder && errno != EACCES) fail_file("write", path_);
  if (rename(temporary_.c_str(), path_.c_str()) != 0) fail_file("write", path_);
  file_.reset();
  // The new name is durable once its folder is. A folder that cannot be read, or of a file system that cannot
  // sync folders, has done what it can.
  if (!folder || uninterrupted([&] { return fsync(folder.number()); }) == 0) return;
  if (errno == EIO || errno == ENOSPC || errno == EDQUOT)
    fail_file("be sure that the disk has the new", path_);
}

}  // namespace nnl
