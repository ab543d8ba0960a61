#include "io/state_file.h"

#include <set>

#include "io/safetensors_file.h"

namespace nnl {
namespace {

std::vector<NamedVariable> state_of(const Module& module) {
  std::vector<NamedVariable> all = module.parameters();
  for (NamedVariable& buffer : module.buffers()) all.push_back(std::move(buffer));
  return all;
}

/// Files of old PyTorch versions have running statistics without a batch counter, which counts from 0.
bool counts_from_zero(const SafetensorsFile& file, const NamedVariable& wanted) {
  constexpr std::string_view counter = "num_batches_tracked";
  if (!wanted.name.ends_with(counter)) return false;
  return file.find(wanted.name.substr(0, wanted.name.size() - counter.size()) + "running_mean");
}

bool fits(const SafetensorsEntry& entry, const Tensor& target) {
  return entry.dtype() == target.dtype() && entry.shape() == target.shape();
}

/// `"a", "b" and 3 more`
std::string listed(const std::vector<std::string>& names) {
  constexpr size_t most = 4;
  std::string text;
  for (size_t i = 0; i < names.size() && i < most; ++i) text += (i == 0 ? "\"" : ", \"") + names[i] + "\"";
  return names.size() > most ? fmt::format("{} and {} more", text, names.size() - most) : text;
}

[[noreturn]] void fail_strict(const LoadReport& report, const SafetensorsFile& file,
                              const std::vector<NamedVariable>& state) {
  std::string text;
  const auto add = [&](const std::string& part) {
    if (!text.empty()) text += "; ";
    text += part;
  };
  if (!report.missing.empty()) add("the file has no " + listed(report.missing));
  if (!report.unexpected.empty()) add("the module has no " + listed(report.unexpected));
  Code code = report.missing.empty() ? Code::invalid_file : Code::not_found;
  for (const NamedVariable& wanted : state) {
    if (report.mismatched.empty() || wanted.name != report.mismatched[0]) continue;
    const SafetensorsEntry& entry = *file.find(wanted.name);
    const Tensor& target = wanted.variable.data();
    if (text.empty()) code = entry.dtype() != target.dtype() ? Code::dtype_mismatch : Code::shape_mismatch;
    add(fmt::format("\"{}\" is {} of shape {} in the file and {} of shape {} in the module", wanted.name,
                    name_of(entry.dtype()), to_string(entry.shape()), name_of(target.dtype()),
                    to_string(target.shape())));
    if (report.mismatched.size() > 1) text += fmt::format(", {} more differ", report.mismatched.size() - 1);
    break;
  }
  fail(code, "load: {}", text);
}

/// New values for one tensor of the module.
struct Replacement {
  Tensor target;
  Tensor values;
};

}  // namespace

void save_state(const Module& module, const std::string& path) {
  State state;
  for (const NamedVariable& entry : state_of(module)) state.emplace_back(entry.name, entry.variable.data());
  const std::string line = fmt::format("saved {} tensors to {}", state.size(), path);
  write_safetensors(path, std::move(state));
  module.context().log().write(LogLevel::info, line);
}

Ref<LoadReport> load_state(Module& module, const std::string& path, const LoadOptions& options) {
  const SafetensorsFile file(path);
  const std::vector<NamedVariable> state = state_of(module);
  const auto report = make_ref<LoadReport>();
  std::set<std::string_view> known;
  for (const NamedVariable& wanted : state) {
    known.insert(wanted.name);
    const SafetensorsEntry* entry = file.find(wanted.name);
    if (!entry && !counts_from_zero(file, wanted)) report->missing.push_back(wanted.name);
    if (entry && !fits(*entry, wanted.variable.data())) report->mismatched.push_back(wanted.name);
  }
  size_t unexpected = 0;
  for (const SafetensorsEntry& entry : file.entries()) unexpected += !known.count(entry.name());
  report->unexpected.reserve(unexpected);
  for (const SafetensorsEntry& entry : file.entries())
    if (!known.count(entry.name())) report->unexpected.emplace_back(entry.name());
  if (options.strict && !(report->missing.empty() && unexpected == 0 && report->mismatched.empty()))
    fail_strict(*report, file, state);
  if (options.dry_run) return report;

  std::vector<Replacement> replacements;
  for (const NamedVariable& wanted : state) {
    const Tensor& target = wanted.variable.data();
    const SafetensorsEntry* entry = file.find(wanted.name);
    if (!entry && counts_from_zero(file, wanted))
      replacements.push_back({target, Tensor::zeros(target.context(), target.dtype(), target.shape())});
    else if (entry && fits(*entry, target))
      replacements.push_back({target, file.read(*entry, target.context())});
    else
      continue;
    check_writable("load", target);
  }
  const std::string line = fmt::format("loaded {} tensors from {}", replacements.size(), path);
  for (const Replacement& replacement : replacements) {
    copy_into(replacement.values, replacement.target);
    replacement.target.changed("load");
  }
  module.context().log().write(LogLevel::info, line);
  return report;
}

}  // namespace nnl
