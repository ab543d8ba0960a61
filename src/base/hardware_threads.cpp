#include "base/hardware_threads.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sched.h>

namespace nnl {
namespace {

// As many as any Linux kernel can be built for.
constexpr int kMaxProcessors = 8192;

int processors_in_mask() {
  cpu_set_t mask[kMaxProcessors / CPU_SETSIZE];
  if (sched_getaffinity(0, sizeof mask, mask) != 0) return 1;
  return std::max(1, CPU_COUNT_S(sizeof mask, mask));
}

// A file of cpu.max holds "<microseconds> <period>", or "max <period>" for no quota.
int quota_in(const std::string& file) {
  std::string line;
  std::ifstream stream(file);
  if (!std::getline(stream, line)) return 0;
  const char* const end = line.data() + line.size();
  int64_t quota = 0;
  int64_t period = 0;
  const auto after_quota = std::from_chars(line.data(), end, quota);
  if (after_quota.ec != std::errc() || after_quota.ptr == end) return 0;
  const auto after_period = std::from_chars(after_quota.ptr + 1, end, period);
  if (after_period.ec != std::errc() || quota < 1 || period < 1) return 0;
  return static_cast<int>(std::min<int64_t>(kMaxProcessors, quota / period + (quota % period > 0)));
}

}  // namespace

int detail::cgroup_quota(const std::string& membership, const std::string& root) {
  std::ifstream stream(membership);
  std::string path;
  do {
    if (!std::getline(stream, path)) return 0;
  } while (!path.starts_with("0::/"));
  path.erase(0, 3);

  int lowest = 0;
  for (;;) {
    const int quota = quota_in(root + path + "/cpu.max");
    if (quota > 0 && (lowest == 0 || quota < lowest)) lowest = quota;
    if (path.empty()) return lowest;
    path.erase(path.rfind('/'));
  }
}

int hardware_threads() {
  const int processors = processors_in_mask();
  const int quota = detail::cgroup_quota("/proc/self/cgroup", "/sys/fs/cgroup");
  return quota > 0 ? std::min(processors, quota) : processors;
}

}  // namespace nnl
