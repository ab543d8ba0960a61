// What the system says of this process.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <malloc.h>
#include <string>

namespace soak {

/// A number of /proc/self/status, such as "VmRSS" (in kB) or "Threads"; -1 if it is not there.
inline std::int64_t process_status(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.compare(0, name.size() + 1, name + ":") == 0) return std::stoll(line.substr(name.size() + 1));
  return -1;
}

/// Open descriptors, that of the look itself left out.
inline std::int64_t open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}) - 1;
}

/// Bytes that malloc has given out and not got back, in all arenas; 0 under sanitizers, which have their own.
inline std::int64_t heap_bytes() {
  const auto info = mallinfo2();
  return static_cast<std::int64_t>(info.uordblks + info.hblkhd);
}

}  // namespace soak
