#include "io/profile_trace.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "base/error.h"
#include "base/profiler.h"
#include "io/atomic_file.h"

namespace nnl {
namespace {

/// By the numbers of kinds.
constexpr const char* categories[] = {"op", "backward", "layer", "optimizer", "step"};

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Microseconds to the last nanosecond.
std::string microseconds(int64_t nanoseconds) {
  return fmt::format("{}.{:03}", nanoseconds / 1000, nanoseconds % 1000);
}

/// What the events of a row begin with, up to their bytes.
std::string head_of(const ProfileRow& row) {
  const bool backward = row.kind == ProfileKind::backward;
  const std::string kind = row.layer.empty() ? "" : fmt::format(R"("kind":{},)", quoted(row.layer));
  return fmt::format(R"({{"name":{},"cat":"{}","ph":"X","pid":1,"args":{{{}"bytes":)",
                     quoted(row.name + (backward ? " backward" : "")), categories[static_cast<int>(row.kind)],
                     kind);
}

}  // namespace

void save_trace(Context& context, const std::string& path) {
  const Profile profile = context.profiler().read(true);
  std::vector<std::string> heads;
  for (const ProfileRow& row : profile.rows) heads.push_back(head_of(row));
  // Of two that began at once, the outer one ended later.
  std::vector<size_t> order(profile.timeline.size());
  std::iota(order.rbegin(), order.rend(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return profile.timeline[a].start < profile.timeline[b].start; });

  const std::string line = fmt::format("saved {} events to {}", order.size(), path);
  constexpr size_t chunk = size_t{1} << 20;
  AtomicFile file(path);
  std::string text = R"({"displayTimeUnit":"ns","traceEvents":[)";
  const char* separator = "\n";
  for (size_t i : order) {
    const ProfileEvent& event = profile.timeline[i];
    text += fmt::format(R"({}{}{}}},"tid":{},"ts":{},"dur":{}}})", separator, heads[event.row], event.bytes,
                        event.thread, microseconds(event.start), microseconds(event.duration));
    separator = ",\n";
    if (text.size() < chunk) continue;
    file.write(text.data(), text.size());
    text.clear();
  }
  text += "\n]}\n";
  file.write(text.data(), text.size());
  file.commit();
  context.log().write(LogLevel::info, line);
}

}  // namespace nnl
