#include "base/hardware_threads.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdio>
#include <fcntl.h>
#include <sched.h>
#include <string_view>
#include <unistd.h>

#include "base/no_cancellation.h"

namespace nnl {
namespace {

// As many as any Linux kernel can be built for.
constexpr int kMaxProcessors = 8192;

int processors_in_mask() noexcept {
  cpu_set_t mask[kMaxProcessors / CPU_SETSIZE];
  if (sched_getaffinity(0, sizeof mask, mask) != 0) return 1;
  return std::max(1, CPU_COUNT_S(sizeof mask, mask));
}

// As much of a file as fits; nothing of one that cannot be read. A stream would need memory.
template <size_t capacity>
std::string_view read_file(const char* path, char (&text)[capacity]) noexcept {
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  size_t length = 0;
  while (length < capacity) {
    const ssize_t got = read(file, text + length, capacity - length);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    length += static_cast<size_t>(got);
  }
  close(file);
  return {text, length};
}

// A file of cpu.max holds "<microseconds> <period>", or "max <period>" for no quota.
int quota_in(const char* file) noexcept {
  char text[64];
  const std::string_view line = read_file(file, text);
  const char* const end = line.data() + line.size();
  int64_t quota = 0;
  int64_t period = 0;
  const auto after_quota = std::from_chars(line.data(), end, quota);
  if (after_quota.ec != std::errc() || after_quota.ptr == end) return 0;
  const auto after_period = std::from_chars(after_quota.ptr + 1, end, period);
  if (after_period.ec != std::errc() || quota < 1 || period < 1) return 0;
  return static_cast<int>(std::min<int64_t>(kMaxProcessors, quota / period + (quota % period > 0)));
}

// The path in the line "0::/path" among the lines of a process's groups.
std::string_view path_in(std::string_view groups) noexcept {
  while (!groups.empty()) {
    const std::string_view line = groups.substr(0, groups.find('\n'));
    if (line.starts_with("0::/")) return line.substr(3);
    groups.remove_prefix(std::min(groups.size(), line.size() + 1));
  }
  return {};
}

}  // namespace

int detail::cgroup_quota(const char* membership, const char* root) noexcept {
  char text[2 * PATH_MAX];
  std::string_view path = path_in(read_file(membership, text));
  if (path.empty()) return 0;

  int lowest = 0;
  for (;;) {
    char file[PATH_MAX];
    const int length =
        std::snprintf(file, sizeof file, "%s%.*s/cpu.max", root, static_cast<int>(path.size()), path.data());
    const int quota = length < PATH_MAX ? quota_in(file) : 0;
    if (quota > 0 && (lowest == 0 || quota < lowest)) lowest = quota;
    if (path.empty()) return lowest;
    path = path.substr(0, path.rfind('/'));
  }
}

int hardware_threads() noexcept {
  const NoCancellation no_cancellation;
  const int processors = processors_in_mask();
  const int quota = detail::cgroup_quota("/proc/self/cgroup", "/sys/fs/cgroup");
  return quota > 0 ? std::min(processors, quota) : processors;
}

}  // namespace nnl
