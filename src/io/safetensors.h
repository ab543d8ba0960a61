// The safetensors format: a length, a JSON header, and the tensors' bytes.
#pragma once

#include <deque>
#include <map>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>

#include "io/input_file.h"
#include "tensor/state.h"

namespace nnl {

/// Texts that a file keeps beside its tensors, under its name "__metadata__".
using SafetensorsMetadata = std::map<std::string, std::string>;

/// A dtype of the format. Tensors of one that nnlite has not can be named and passed over, no more.
struct SafetensorsType {
  const char* spelled = "";
  int64_t size = 0;
  std::optional<DType> dtype;
};

/// One tensor of a file, checked: its bytes lie in the file's data and fit dtype and shape. Kept small,
/// because a file can name millions; name and shape are the header's.
class SafetensorsEntry {
 public:
  /// `type` is the number of one of the format's.
  SafetensorsEntry(std::string_view name, uint8_t type, const int64_t* sizes, int rank, int64_t begin)
      : name_(name.data()),
        sizes_(sizes),
        begin_(begin),
        length_(static_cast<uint32_t>(name.size())),
        type_(type),
        rank_(static_cast<uint8_t>(rank)) {}

  std::string_view name() const { return {name_, length_}; }
  std::optional<DType> dtype() const { return type().dtype; }
  /// "f32", or in the format's spelling "BF16".
  const char* dtype_name() const { return dtype() ? name_of(*dtype()) : type().spelled; }
  Dims shape() const { return {sizes_, rank_}; }
  /// Where its bytes begin in the file's data, and how many there are.
  int64_t begin() const { return begin_; }
  int64_t bytes() const { return count_elements(shape()) * type().size; }

 private:
  const SafetensorsType& type() const;

  const char* name_;
  const int64_t* sizes_;
  int64_t begin_;
  uint32_t length_;
  uint8_t type_, rank_;
};

/// The header of a file that is not trusted, in no more memory than twice its size and one megabyte.
class SafetensorsHeader {
 public:
  /// Reads and checks it. Fails with Code::invalid_file unless names are unique, dtypes the format's, and the
  /// entries cover the data without overlap or gap. At most 1,024 texts of metadata; no name or text is
  /// longer than 64 KiB and a sixteenth of the file.
  explicit SafetensorsHeader(const InputFile& file);

  /// In the order of their bytes.
  const std::deque<SafetensorsEntry>& entries() const { return entries_; }
  /// The entry of that name, or nullptr.
  const SafetensorsEntry* find(std::string_view name) const;
  const SafetensorsMetadata& metadata() const { return metadata_; }
  /// Where the tensors' bytes begin in the file.
  int64_t data_begin() const { return data_begin_; }

 private:
  class Reader;
  void check_cover(int64_t data_bytes);
  void index_names();

  std::pmr::monotonic_buffer_resource memory_;  // of names and shapes
  std::deque<SafetensorsEntry> entries_;
  std::vector<uint32_t> by_name_;
  SafetensorsMetadata metadata_;
  int64_t data_begin_ = 0;
};

/// The JSON for tensors that follow each other in this order, padded to a multiple of 8 bytes. Fails with
/// Code::invalid_argument for a text that is not UTF-8, and for names that are not unique or "__metadata__".
std::string make_safetensors_header(const State& tensors, const SafetensorsMetadata& metadata);

}  // namespace nnl
