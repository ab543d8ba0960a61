#include "handle_report.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "base/text_table.h"
#include "data/loader.h"
#include "handle_origin.h"
#include "nn/module.h"
#include "optim/schedule.h"

namespace nnl::capi {
namespace {

/// The context that an object belongs to, or nullptr.
const Context* context_of(Kind kind, const RefCounted& object) {
  switch (kind) {
    case Kind::context:
      return &static_cast<const Context&>(object);
    case Kind::tensor:
      return &static_cast<const VariableState&>(object).data.context();
    case Kind::module:
      return &static_cast<const Module&>(object).context();
    case Kind::optimizer:
      return &static_cast<const Optimizer&>(object).context();
    case Kind::loader:
      return &static_cast<const Loader&>(object).context();
    case Kind::schedule:
      return &static_cast<const Schedule&>(object).context();
    case Kind::load_report:
    case Kind::scope:
    case Kind::handle_report:
      break;
  }
  return nullptr;
}

using Blocks = std::set<Ref<Storage>, decltype([](const Ref<Storage>& a, const Ref<Storage>& b) {
                          return std::less<>()(a.get(), b.get());
                        })>;

void add_blocks(Kind kind, const RefCounted& object, Blocks& blocks) {
  if (kind == Kind::tensor) blocks.insert(static_cast<const VariableState&>(object).data.storage());
  if (kind == Kind::module)
    for (const NamedVariable& tensor : static_cast<const Module&>(object).tensors())
      blocks.insert(tensor.variable.data().storage());
}

}  // namespace

Ref<HandleReport> report_handles(const Context* context) {
  struct Group {
    int64_t count = 0;
    Blocks blocks;
  };
  std::map<std::tuple<Kind, std::string, std::string, int64_t>, Group> groups;
  visit_handles([&](int64_t handle, const RefCounted& object) {
    const Kind kind = handle_kind(handle);
    if (context && context_of(kind, object) != context) return;
    const HandleOrigin origin = origin_of(handle);
    Group& group = groups[{kind, origin.function, origin.label, origin.thread}];
    ++group.count;
    add_blocks(kind, object, group.blocks);
  });
  auto report = make_ref<HandleReport>();
  for (const auto& [key, group] : groups) {
    const auto& [kind, function, label, thread] = key;
    HandleRow row{kind, function, label, thread, group.count};
    for (const Ref<Storage>& block : group.blocks) row.bytes += block->bytes();
    report->rows.push_back(std::move(row));
  }
  std::stable_sort(report->rows.begin(), report->rows.end(), [](const HandleRow& a, const HandleRow& b) {
    return std::tuple(a.kind, -a.count) < std::tuple(b.kind, -b.count);
  });
  return report;
}

std::string table_of(const HandleReport& report) {
  std::vector<std::vector<std::string>> lines{{"kind", "function", "label", "thread", "handles", "bytes"}};
  int64_t count = 0;
  for (const HandleRow& row : report.rows) {
    lines.push_back({name_of(row.kind), row.function.empty() ? "-" : row.function,
                     row.label.empty() ? "-" : row.label, row.thread ? std::to_string(row.thread) : "-",
                     std::to_string(row.count), std::to_string(row.bytes)});
    count += row.count;
  }
  return nnl::table_of(lines, 3) + "live handles: " + std::to_string(count) + "\n";
}

}  // namespace nnl::capi
