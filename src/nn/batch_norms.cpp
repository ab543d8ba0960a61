#include "nn/batch_norms.h"

#include <algorithm>
#include <unordered_set>

#include "base/transaction.h"

namespace nnl {
namespace {

void collect(const std::string& name, Module& module, std::unordered_set<const Module*>& seen,
             std::vector<NamedBatchNorm>& out) {
  if (!seen.insert(&module).second) return;
  if (auto* layer = dynamic_cast<BatchNorm*>(&module)) out.push_back({name, layer});
  for (const NamedModule& child : module.children())
    collect(name.empty() ? child.name : name + "." + child.name, *child.module, seen, out);
}

}  // namespace

std::vector<NamedBatchNorm> batch_norms(Module& module) {
  std::unordered_set<const Module*> seen;
  std::vector<NamedBatchNorm> out;
  collect("", module, seen, out);
  return out;
}

void freeze_statistics(Module& module, bool frozen) {
  for (const NamedBatchNorm& entry : batch_norms(module)) entry.layer->freeze_statistics(frozen);
}

bool statistics_frozen(Module& module) {
  const std::vector<NamedBatchNorm> all = batch_norms(module);
  return !all.empty() && std::all_of(all.begin(), all.end(), [](const NamedBatchNorm& entry) {
    return entry.layer->statistics_frozen();
  });
}

void accumulate_statistics(Module& module, bool accumulate) {
  for (const NamedBatchNorm& entry : batch_norms(module)) entry.layer->accumulate_statistics(accumulate);
}

void commit_statistics(Module& module) {
  Transaction all;
  for (const NamedBatchNorm& entry : batch_norms(module)) entry.layer->commit_statistics();
  all.commit();
}

}  // namespace nnl
