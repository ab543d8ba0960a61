#include "io/state_file.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "io/atomic_file.h"
#include "io/safetensors.h"

namespace nnl {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

std::vector<NamedVariable> state_of(const Module& module) {
  std::vector<NamedVariable> all = module.parameters();
  for (NamedVariable& buffer : module.buffers()) all.push_back(std::move(buffer));
  return all;
}

/// A file open for reading, with checked reads.
class InputFile {
 public:
  explicit InputFile(const std::string& path)
      : path_(path), descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (descriptor_ < 0) fail_read();
    struct stat status;
    if (fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
      close(descriptor_);
      fail(Code::io_error, "cannot read {}: it is no regular file", path);
    }
    size_ = status.st_size;
  }
  ~InputFile() { close(descriptor_); }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  int64_t size() const { return size_; }

  void read(void* to, int64_t bytes, int64_t offset) const {
    char* next = static_cast<char*>(to);
    while (bytes > 0) {
      const ssize_t got = pread(descriptor_, next, static_cast<size_t>(bytes), offset);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail_read();
      if (got == 0) fail(Code::invalid_file, "{} became shorter while it was read", path_);
      next += got;
      offset += got;
      bytes -= got;
    }
  }

 private:
  [[noreturn]] void fail_read() const {
    const int reason = errno;
    fail(Code::io_error, "cannot read {}: {}", path_, std::generic_category().message(reason));
  }

  std::string path_;
  int descriptor_;
  int64_t size_ = 0;
};

constexpr int64_t most_header_bytes = 100'000'000;

/// Files of old PyTorch versions have no batch counters; they count from 0.
bool may_be_missing(const std::string& name) {
  return std::string_view(name).substr(name.rfind('.') + 1) == "num_batches_tracked";
}

/// New values for one tensor of the module.
struct Replacement {
  Tensor target;
  Tensor values;
};

Replacement read_one(const InputFile& file, int64_t data_begin, const NamedVariable& wanted,
                     const SafetensorsEntry& entry) {
  const Tensor& target = wanted.variable.data();
  if (entry.dtype != target.dtype() || !(entry.shape == target.shape()))
    fail(entry.dtype != target.dtype() ? Code::dtype_mismatch : Code::shape_mismatch,
         "load: tensor \"{}\" is {} of shape {} in the file and {} of shape {} in the module", wanted.name,
         name_of(entry.dtype), to_string(entry.shape), name_of(target.dtype()), to_string(target.shape()));
  Tensor values(target.context(), target.dtype(), target.shape());
  file.read(values.storage()->data(), entry.end - entry.begin, data_begin + entry.begin);
  if (entry.dtype == DType::boolean) {
    const auto* bytes = static_cast<const unsigned char*>(values.storage()->data());
    if (std::any_of(bytes, bytes + values.count(), [](unsigned char byte) { return byte > 1; }))
      fail(Code::invalid_file, "safetensors: tensor \"{}\" has values that are neither true nor false",
           wanted.name);
  }
  return {target, values};
}

}  // namespace

void save_state(const Module& module, const std::string& path) {
  std::vector<std::pair<std::string, Tensor>> tensors;
  for (const NamedVariable& entry : state_of(module))
    tensors.emplace_back(entry.name, entry.variable.data().contiguous());
  // Wide elements first, so that all are aligned in the file.
  std::stable_sort(tensors.begin(), tensors.end(), [](const auto& a, const auto& b) {
    return size_of(a.second.dtype()) > size_of(b.second.dtype());
  });
  const std::string header = make_safetensors_header(tensors);
  const uint64_t length = header.size();
  AtomicFile file(path);
  file.write(&length, sizeof length);
  file.write(header.data(), header.size());
  for (const auto& [name, tensor] : tensors)
    file.write(static_cast<const char*>(tensor.storage()->data()) + tensor.offset() * size_of(tensor.dtype()),
               static_cast<size_t>(tensor.count() * size_of(tensor.dtype())));
  const std::string line = fmt::format("saved {} tensors to {}", tensors.size(), path);
  file.commit();
  module.context().log().write(LogLevel::info, line);
}

void load_state(Module& module, const std::string& path) {
  const InputFile file(path);
  uint64_t length = 0;
  if (file.size() < 8)
    fail(Code::invalid_file, "safetensors: {} has {} bytes, too few for a header", path, file.size());
  file.read(&length, sizeof length, 0);
  if (length > static_cast<uint64_t>(std::min(file.size() - 8, most_header_bytes)))
    fail(Code::invalid_file, "safetensors: a header of {} bytes in a file of {}", length, file.size());
  std::string header(static_cast<size_t>(length), '\0');
  const int64_t data_begin = 8 + static_cast<int64_t>(length);
  file.read(header.data(), static_cast<int64_t>(length), 8);
  std::map<std::string, SafetensorsEntry> entries;
  for (SafetensorsEntry& entry : parse_safetensors_header(header, file.size() - data_begin))
    entries.emplace(entry.name, std::move(entry));

  std::vector<Replacement> replacements;
  const std::vector<NamedVariable> state = state_of(module);
  for (const NamedVariable& wanted : state) check_writable("load", wanted.variable.data());
  for (const NamedVariable& wanted : state) {
    const auto found = entries.find(wanted.name);
    if (found != entries.end()) {
      replacements.push_back(read_one(file, data_begin, wanted, found->second));
      entries.erase(found);
    } else if (may_be_missing(wanted.name)) {
      const Tensor& target = wanted.variable.data();
      replacements.push_back({target, Tensor::zeros(target.context(), target.dtype(), target.shape())});
    } else {
      fail(Code::not_found, "load: the file has no tensor \"{}\"", wanted.name);
    }
  }
  if (!entries.empty())
    fail(Code::invalid_file, "load: the file's tensor \"{}\" is not in the module", entries.begin()->first);
  const std::string line = fmt::format("loaded {} tensors from {}", replacements.size(), path);
  for (const Replacement& replacement : replacements) {
    copy_into(replacement.values, replacement.target);
    replacement.target.changed("load");
  }
  module.context().log().write(LogLevel::info, line);
}

}  // namespace nnl
