#include "nn/summary.h"

#include <unordered_map>
#include <unordered_set>

#include "autograd/grad_mode.h"
#include "base/text_table.h"
#include "base/transaction.h"

namespace nnl {
namespace {

/// Collects the shapes of what modules give.
class ShapeObserver final : public ForwardObserver {
 public:
  void ran(const Module& module, const Variable& output) override {
    runs_[&module].push_back(output.shape());
  }

  /// The shape for the next place of the module in the tree, of which it has `places`.
  std::string next(const Module& module, int64_t places) {
    const auto found = runs_.find(&module);
    const size_t place = taken_[&module]++;
    if (found == runs_.end()) return "-";
    const std::vector<Dims>& shapes = found->second;
    const bool last = static_cast<int64_t>(place) + 1 == places;
    return to_string(last || place >= shapes.size() ? shapes.back() : shapes[place]);
  }

 private:
  std::unordered_map<const Module*, std::vector<Dims>> runs_;
  std::unordered_map<const Module*, size_t> taken_;
};

int64_t elements_of(const std::vector<NamedVariable>& parameters) {
  int64_t count = 0;
  for (const NamedVariable& parameter : parameters) count += parameter.variable.count();
  return count;
}

void count_places(const Module& module, std::unordered_map<const Module*, int64_t>& places) {
  ++places[&module];
  for (const NamedModule& child : module.children()) count_places(*child.module, places);
}

void add_lines(const Module& module, const std::string& name, size_t depth, ShapeObserver& shapes,
               const std::unordered_map<const Module*, int64_t>& places,
               std::vector<std::vector<std::string>>& lines) {
  lines.push_back({std::string(2 * depth, ' ') + name, module.kind(), shapes.next(module, places.at(&module)),
                   std::to_string(elements_of(module.own_parameters()))});
  for (const NamedModule& child : module.children())
    add_lines(*child.module, child.name, depth + 1, shapes, places, lines);
}

}  // namespace

std::string summarize(Module& model, std::span<const Variable> inputs) {
  ShapeObserver shapes;
  {
    const GradMode off(false);
    const Transaction undone(Transaction::Scope::run);
    const ForwardObserver::Scope observed(shapes);
    model.forward(inputs);
  }
  std::unordered_map<const Module*, int64_t> places;
  count_places(model, places);
  std::vector<std::vector<std::string>> lines{{"module", "kind", "output", "parameters"}};
  add_lines(model, "(model)", 0, shapes, places, lines);

  int64_t total = 0, trainable = 0;
  std::unordered_set<const VariableState*> seen;
  for (const NamedVariable& parameter : model.parameters()) {
    if (!seen.insert(parameter.variable.state()).second) continue;
    total += parameter.variable.count();
    if (parameter.variable.requires_grad()) trainable += parameter.variable.count();
  }
  return table_of(lines, 3) + fmt::format("parameters: {}, trainable: {}\n", total, trainable);
}

}  // namespace nnl
