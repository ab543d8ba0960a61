#include "io/state_file.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "io/safetensors_file.h"

namespace nnl {
namespace {

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
  for (size_t i = 0; i < names.size() && i < most; ++i)
    text += (i == 0 ? "\"" : ", \"") + shortened(names[i]) + "\"";
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
    add(fmt::format("\"{}\" is {} of shape {} in the file and {} of shape {} in the module",
                    shortened(wanted.name), entry.dtype_name(), to_string(entry.shape()),
                    name_of(target.dtype()), to_string(target.shape())));
    if (report.mismatched.size() > 1) text += fmt::format(", {} more differ", report.mismatched.size() - 1);
    break;
  }
  fail(code, "load: {}", text);
}

}  // namespace

void save_state(const Module& module, const std::string& path) {
  State state;
  for (const NamedVariable& entry : module.tensors()) state.emplace_back(entry.name, entry.variable.data());
  const std::string line = fmt::format("saved {} tensors to {}", state.size(), path);
  write_safetensors(path, std::move(state));
  module.context().log().write(LogLevel::info, line);
}

StateLoad::StateLoad(const Module& module, const std::string& path, bool strict)
    : context_(&module.context()), report_(make_ref<LoadReport>()) {
  const SafetensorsFile file(path);
  const std::vector<NamedVariable> state = module.tensors();
  std::set<std::string_view> known;
  for (const NamedVariable& wanted : state) {
    known.insert(wanted.name);
    const SafetensorsEntry* entry = file.find(wanted.name);
    if (!entry && !counts_from_zero(file, wanted)) report_->missing.push_back(wanted.name);
    if (entry && !fits(*entry, wanted.variable.data())) report_->mismatched.push_back(wanted.name);
  }
  const auto unexpected = [&](const SafetensorsEntry& entry) { return !known.count(entry.name()); };
  report_->unexpected.reserve(
      static_cast<size_t>(std::count_if(file.entries().begin(), file.entries().end(), unexpected)));
  for (const SafetensorsEntry& entry : file.entries())
    if (unexpected(entry)) report_->unexpected.emplace_back(entry.name());
  if (strict && !report_->is_empty()) fail_strict(*report_, file, state);

  for (const NamedVariable& wanted : state) {
    const Tensor& target = wanted.variable.data();
    const SafetensorsEntry* entry = file.find(wanted.name);
    if (entry ? !fits(*entry, target) : !counts_from_zero(file, wanted)) continue;
    check_writable("load", target);
    replacements_.push_back({target, entry ? file.read(*entry, *context_)
                                           : Tensor::zeros(*context_, target.dtype(), target.shape())});
  }
  log_line_ = fmt::format("loaded {} tensors from {}", replacements_.size(), path);
}

void StateLoad::finish() const {
  for (const Replacement& replacement : replacements_) {
    copy_into(replacement.values, replacement.target);
    replacement.target.changed("load");
  }
  context_->log().write(LogLevel::info, log_line_);
}

}  // namespace nnl
