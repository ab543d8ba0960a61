// Named tensors and texts as a safetensors file.
#pragma once

#include "io/safetensors.h"

namespace nnl {

/// A file open for reading, its header checked. The file is not trusted. Whoever reads every tensor once
/// needs no more memory than twice the file's size and one megabyte.
class SafetensorsFile {
 public:
  explicit SafetensorsFile(const std::string& path) : file_(path), header_(file_) {}

  /// In the order of their bytes.
  const std::deque<SafetensorsEntry>& entries() const { return header_.entries(); }
  /// The entry of that name, or nullptr.
  const SafetensorsEntry* find(std::string_view name) const { return header_.find(name); }
  const SafetensorsMetadata& metadata() const { return header_.metadata(); }

  /// Its values, contiguous. A bool that is neither 0 nor 1 is Code::invalid_file, a dtype
  /// that nnlite has not Code::dtype_mismatch.
  Tensor read(const SafetensorsEntry& entry, Context& context) const;

 private:
  InputFile file_;
  SafetensorsHeader header_;
};

/// Writes the tensors and texts. The file appears whole or not at all. Names and texts as
/// make_safetensors_header has them.
void write_safetensors(const std::string& path, State tensors, const SafetensorsMetadata& metadata = {});

}  // namespace nnl
