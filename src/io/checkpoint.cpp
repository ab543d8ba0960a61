#include "io/checkpoint.h"

#include <algorithm>

#include "base/utf8.h"
#include "io/safetensors_file.h"
#include "tensor/state_reader.h"

namespace nnl {
namespace {

constexpr const char* format = "nnlite checkpoint 1";
constexpr const char* random_name = "random";

Context& common_context(const std::vector<CheckpointPart>& parts) {
  if (parts.empty()) fail(Code::invalid_argument, "checkpoint: it has no parts");
  for (const CheckpointPart& part : parts)
    if (part.context != parts[0].context)
      fail(Code::invalid_state, "checkpoint: {} and {} belong to different contexts", parts[0].name,
           part.name);
  return *parts[0].context;
}

/// The tensors of one part of the file, under their own names.
State read_part(const SafetensorsFile& file, const CheckpointPart& part) {
  const auto described = file.metadata().find(part.name);
  if (described == file.metadata().end()) fail(Code::not_found, "checkpoint: the file has no {}", part.name);
  if (described->second != part.object->description())
    fail(Code::invalid_argument, "checkpoint: {} of the file is {}, not {}", part.name,
         shortened(described->second), part.object->description());

  const std::string prefix = std::string(part.name) + ".";
  const auto is_of_part = [&](const SafetensorsEntry& entry) { return entry.name().starts_with(prefix); };
  // A file can name millions.
  const int64_t count = std::count_if(file.entries().begin(), file.entries().end(), is_of_part);
  if (count > part.object->most_entries())
    fail(Code::invalid_file, "checkpoint: {} of the file has {} tensors; {} are the most", part.name, count,
         part.object->most_entries());
  State state;
  for (const SafetensorsEntry& entry : file.entries())
    if (is_of_part(entry))
      state.emplace_back(entry.name().substr(prefix.size()), file.read(entry, *part.context));
  return state;
}

/// The step that puts a part in place. Values that no object has are the file's fault.
std::function<void()> prepare(const SafetensorsFile& file, const CheckpointPart& part) {
  State state = read_part(file, part);
  try {
    return part.object->prepare_state(std::move(state));
  } catch (const Error& error) {
    if (error.code() != Code::invalid_argument && error.code() != Code::index_out_of_range) throw;
    throw Error(Code::invalid_file, error.what());
  }
}

RandomState read_random(const SafetensorsFile& file, Context& context) {
  State state;
  if (const SafetensorsEntry* entry = file.find(random_name))
    state.emplace_back(random_name, file.read(*entry, context));
  return StateReader("checkpoint", state).random(random_name);
}

}  // namespace

State ModuleState::state() const {
  State state;
  for (const NamedVariable& entry : module_.tensors()) state.emplace_back(entry.name, entry.variable.data());
  return state;
}

int64_t ModuleState::most_entries() const { return static_cast<int64_t>(module_.tensors().size()); }

std::function<void()> ModuleState::prepare_state(State state) {
  StateReader reader("module", state);
  std::vector<std::pair<Tensor, Tensor>> values;
  for (const auto& [name, target] : this->state()) {
    check_writable("load", target);
    values.emplace_back(target, reader.tensor(name, target.dtype(), target.shape()));
  }
  reader.finish();
  return [values] {
    for (const auto& [target, source] : values) {
      copy_into(source, target);
      target.changed("load");
    }
  };
}

void save_checkpoint(const std::string& path, const std::vector<CheckpointPart>& parts, bool with_random) {
  Context& context = common_context(parts);
  State all;
  SafetensorsMetadata about = {{"format", format}};
  for (const CheckpointPart& part : parts) about[part.name] = part.object->description();
  for (const CheckpointPart& part : parts)
    for (auto& [name, tensor] : part.object->state())
      all.emplace_back(std::string(part.name) + "." + name, std::move(tensor));
  if (with_random) all.emplace_back(random_name, random_entry(context, context.random_state()));
  const std::string line = fmt::format("saved a checkpoint of {} tensors to {}", all.size(), path);
  write_safetensors(path, std::move(all), about);
  context.log().write(LogLevel::info, line);
}

void load_checkpoint(const std::string& path, const std::vector<CheckpointPart>& parts, bool with_random) {
  Context& context = common_context(parts);
  const SafetensorsFile file(path);
  std::vector<std::function<void()>> steps;
  for (const CheckpointPart& part : parts) steps.push_back(prepare(file, part));
  if (with_random)
    steps.push_back([&context, random = read_random(file, context)] { context.set_random_state(random); });
  const std::string line = fmt::format("loaded a checkpoint from {}", path);
  for (const std::function<void()>& step : steps) step();
  context.log().write(LogLevel::info, line);
}

}  // namespace nnl
