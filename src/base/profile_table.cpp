#include "base/profile_table.h"

#include <algorithm>

#include "base/error.h"
#include "base/text_table.h"

namespace nnl {
namespace {

using Lines = std::vector<std::vector<std::string>>;

std::string milliseconds(int64_t nanoseconds) {
  return fmt::format("{:.3f}", static_cast<double>(nanoseconds) / 1e6);
}

/// What stands in the second column.
std::string description(const ProfileRow& row) {
  switch (row.kind) {
    case ProfileKind::op:
      return "forward";
    case ProfileKind::backward:
      return "backward";
    case ProfileKind::layer:
      return row.layer;
    case ProfileKind::optimizer:
      return "optimizer";
    case ProfileKind::step:
      break;
  }
  return "step";
}

/// The table of the rows of two kinds; empty if there are none.
std::string part(const Profile& profile, const char* name, const char* what, ProfileKind first,
                 ProfileKind second) {
  std::vector<const ProfileRow*> rows;
  for (const ProfileRow& row : profile.rows)
    if (row.kind == first || row.kind == second) rows.push_back(&row);
  if (rows.empty()) return {};
  std::stable_sort(rows.begin(), rows.end(),
                   [](const ProfileRow* a, const ProfileRow* b) { return a->total > b->total; });
  const double whole = static_cast<double>(std::max<int64_t>(profile.total, 1));
  Lines lines{{name, what, "calls", "total ms", "self ms", "share", "bytes"}};
  for (const ProfileRow* row : rows)
    lines.push_back({row->name, description(*row), std::to_string(row->calls), milliseconds(row->total),
                     milliseconds(row->self),
                     fmt::format("{:.1f}%", 100 * static_cast<double>(row->total) / whole),
                     std::to_string(row->bytes)});
  return table_of(lines, 2) + "\n";
}

}  // namespace

std::string profile_table(const Profile& profile) {
  return part(profile, "operation", "pass", ProfileKind::op, ProfileKind::backward) +
         part(profile, "layer", "kind", ProfileKind::layer, ProfileKind::layer) +
         part(profile, "training", "part", ProfileKind::step, ProfileKind::optimizer) +
         fmt::format("recorded: {} ms, events: {}, dropped: {}\n", milliseconds(profile.total),
                     profile.events, profile.dropped);
}

}  // namespace nnl
