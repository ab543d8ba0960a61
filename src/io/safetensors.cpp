#include "io/safetensors.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "base/utf8.h"

namespace nnl {
namespace {

constexpr SafetensorsType types[] = {
    {"F32", 4, DType::f32}, {"F64", 8, DType::f64}, {"I32", 4, DType::i32},
    {"I64", 8, DType::i64}, {"U8", 1, DType::u8},   {"BOOL", 1, DType::boolean},
    {"F16", 2, {}},         {"BF16", 2, {}},        {"I8", 1, {}},
    {"I16", 2, {}},         {"U16", 2, {}},         {"U32", 4, {}},
    {"U64", 8, {}},         {"F8_E4M3", 1, {}},     {"F8_E5M2", 1, {}},
    {"F8_E8M0", 1, {}},     {"C64", 8, {}}};
constexpr const char* metadata_name = "__metadata__";
constexpr int64_t most_header_bytes = 100'000'000;
constexpr size_t most_metadata = 1024;
constexpr int64_t most_controls = 4096;

/// A part of a file, byte by byte. The parser keeps the text of one token, some ten times when it is none, so
/// that the bytes from one event to the next are limited; and of line breaks and the like, which it spells
/// out then, few.
class ByteSource {
 public:
  ByteSource(const InputFile& file, int64_t begin, int64_t end)
      : file_(file), next_(begin), end_(end), longest_(std::max(int64_t{1} << 16, file.size() / 16)) {}

  bool at_end() {
    if (position_ < buffer_.size()) return false;
    buffer_.resize(static_cast<size_t>(std::min(end_ - next_, int64_t{1} << 16)));
    file_.read(buffer_.data(), static_cast<int64_t>(buffer_.size()), next_);
    next_ += static_cast<int64_t>(buffer_.size());
    position_ = 0;
    return buffer_.empty();
  }
  char peek() { return at_end() ? '\0' : buffer_[position_]; }
  void advance() {
    controls_ += static_cast<unsigned char>(buffer_[position_]) < ' ';
    ++position_;
    if (++since_event_ > longest_)
      fail(Code::invalid_file, "safetensors: the header holds a text of more than {} bytes", longest_);
    if (controls_ > most_controls)
      fail(Code::invalid_file, "safetensors: the header holds more than {} line breaks or tabs in a row",
           most_controls);
  }
  void note_event() { since_event_ = controls_ = 0; }

  /// For the parser; the default one is the end.
  struct Iterator {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;

    char operator*() const { return source->peek(); }
    Iterator& operator++() {
      source->advance();
      return *this;
    }
    bool operator==(const Iterator& end) const { return source == end.source || source->at_end(); }
    bool operator!=(const Iterator& end) const { return !(*this == end); }

    ByteSource* source = nullptr;
  };

 private:
  const InputFile& file_;
  int64_t next_, end_;
  std::string buffer_;
  size_t position_ = 0;
  int64_t longest_, since_event_ = 0, controls_ = 0;
};

}  // namespace

/// Follows the parser's events; anything that is not a header stops it with a reason.
class SafetensorsHeader::Reader : public nlohmann::json_sax<nlohmann::json> {
 public:
  Reader(SafetensorsHeader& header, ByteSource& source) : header_(header), source_(source) {}

  std::string reason;

  bool null() override { return stop("null"); }
  bool boolean(bool) override { return stop("true or false"); }
  bool number_float(double, const std::string&) override { return stop("a number that is not whole"); }
  bool binary(nlohmann::json::binary_t&) override { return stop("binary data"); }
  bool number_integer(int64_t) override { return stop("a negative number"); }

  bool number_unsigned(uint64_t value) override {
    if (place_ != Place::list || value > uint64_t{1} << 60) return stop("a number out of place or too large");
    if (list_.size() == max_rank) return stop(quoted() + " has too many dimensions");
    list_.push_back(static_cast<int64_t>(value));
    return go_on();
  }

  bool string(std::string& value) override {
    if (place_ == Place::metadata) {
      header_.metadata_[key_] = value;
      return go_on();
    }
    if (place_ != Place::entry || field_ != dtype_field) return stop("a string out of place");
    for (type_ = 0; type_ < std::size(types); ++type_)
      if (value == types[type_].spelled) return go_on();
    return stop(quoted() + " has the unknown dtype \"" + shortened(value) + "\"");
  }

  bool key(std::string& value) override {
    if (place_ == Place::entry) {
      const unsigned field = value == "dtype"          ? dtype_field
                             : value == "shape"        ? shape_field
                             : value == "data_offsets" ? offsets_field
                                                       : 0;
      if (field == 0) return stop("the unknown field \"" + shortened(value) + "\"");
      if (fields_ & field) return stop("the field \"" + value + "\" twice");
      fields_ |= field_ = field;
      return go_on();
    }
    if (place_ == Place::metadata) {
      if (header_.metadata_.count(value)) return stop("the text \"" + shortened(value) + "\" twice");
      if (header_.metadata_.size() == most_metadata) return stop("too many texts");
    }
    key_ = value;
    return go_on();
  }

  bool start_object(std::size_t) override {
    if (place_ == Place::start) {
      place_ = Place::top;
    } else if (place_ != Place::top) {
      return stop("an object out of place");
    } else if (key_ == metadata_name) {
      if (has_metadata_) return stop("the name \"__metadata__\" twice");
      has_metadata_ = true;
      place_ = Place::metadata;
    } else {
      place_ = Place::entry;
      fields_ = 0;
    }
    return go_on();
  }

  bool end_object() override {
    if (place_ == Place::entry && !add_entry()) return false;
    place_ = place_ == Place::top ? Place::end : Place::top;
    return go_on();
  }

  bool start_array(std::size_t) override {
    if (place_ != Place::entry || field_ == dtype_field) return stop("an array out of place");
    place_ = Place::list;
    list_.clear();
    return go_on();
  }

  bool end_array() override {
    place_ = Place::entry;
    if (field_ == shape_field) {
      shape_ = list_;
      return go_on();
    }
    if (list_.size() != 2) return stop(quoted() + ": data_offsets are not two numbers");
    begin_ = list_[0];
    end_ = list_[1];
    return go_on();
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
    return stop("no valid JSON at byte " + std::to_string(position));
  }

 private:
  enum class Place { start, top, metadata, entry, list, end };
  static constexpr unsigned dtype_field = 1, shape_field = 2, offsets_field = 4;

  bool go_on() {
    source_.note_event();
    return true;
  }
  bool stop(const std::string& what) {
    if (reason.empty()) reason = what;
    return false;
  }
  std::string quoted() const { return "tensor \"" + shortened(key_) + "\""; }

  bool add_entry() {
    if (fields_ != (dtype_field | shape_field | offsets_field))
      return stop(quoted() + " without dtype, shape or data_offsets");
    if (key_.find('\0') != std::string::npos) return stop("a name with a NUL character");
    auto* sizes = static_cast<int64_t*>(
        header_.memory_.allocate(shape_.size() * sizeof(int64_t) + key_.size(), alignof(int64_t)));
    auto* name = reinterpret_cast<char*>(sizes + shape_.size());
    std::copy(shape_.begin(), shape_.end(), sizes);
    std::memcpy(name, key_.data(), key_.size());
    const SafetensorsEntry entry({name, key_.size()}, type_, sizes, static_cast<int>(shape_.size()), begin_);
    if (!has_bytes(entry, end_ - begin_))
      return stop(fmt::format("{} of shape {} and dtype {}, which cannot have {} bytes", quoted(),
                              to_string(entry.shape()), entry.dtype_name(), end_ - begin_));
    header_.entries_.push_back(entry);
    return true;
  }

  static bool has_bytes(const SafetensorsEntry& entry, int64_t bytes) {
    try {
      return entry.bytes() == bytes;
    } catch (const Error&) {  // more elements than there can be
      return false;
    }
  }

  SafetensorsHeader& header_;
  ByteSource& source_;
  Place place_ = Place::start;
  bool has_metadata_ = false;
  std::string key_;  // of the entry or of the text
  unsigned field_ = 0, fields_ = 0;
  std::vector<int64_t> list_, shape_;
  uint8_t type_ = 0;
  int64_t begin_ = 0, end_ = 0;
};

const SafetensorsType& SafetensorsEntry::type() const { return types[type_]; }

SafetensorsHeader::SafetensorsHeader(const InputFile& file) {
  uint64_t length = 0;
  if (file.size() < 8)
    fail(Code::invalid_file, "safetensors: {} has {} bytes, too few for a header", file.path(), file.size());
  file.read(&length, sizeof length, 0);
  if (length > static_cast<uint64_t>(std::min(file.size() - 8, most_header_bytes)))
    fail(Code::invalid_file, "safetensors: a header of {} bytes in a file of {}", length, file.size());
  data_begin_ = 8 + static_cast<int64_t>(length);
  ByteSource source(file, 8, data_begin_);
  Reader reader(*this, source);
  if (!nlohmann::json::sax_parse(ByteSource::Iterator{&source}, ByteSource::Iterator{}, &reader))
    fail(Code::invalid_file, "safetensors: the header holds {}", reader.reason);
  check_cover(file.size() - data_begin_);
  index_names();
}

void SafetensorsHeader::check_cover(int64_t data_bytes) {
  std::sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
    return std::pair(a.begin(), a.bytes()) < std::pair(b.begin(), b.bytes());
  });
  int64_t next = 0;
  for (const SafetensorsEntry& entry : entries_) {
    if (entry.begin() != next || entry.bytes() > data_bytes - next)
      fail(Code::invalid_file,
           "safetensors: tensor \"{}\" lies at bytes [{}, {}), but {} comes next and the data has {}",
           shortened(entry.name()), entry.begin(), entry.begin() + entry.bytes(), next, data_bytes);
    next += entry.bytes();
  }
  if (next != data_bytes)
    fail(Code::invalid_file, "safetensors: the tensors have {} bytes, the file {}", next, data_bytes);
}

void SafetensorsHeader::index_names() {
  by_name_.reserve(entries_.size());
  for (size_t i = 0; i < entries_.size(); ++i) by_name_.push_back(static_cast<uint32_t>(i));
  const auto name = [this](uint32_t i) { return entries_[i].name(); };
  std::sort(by_name_.begin(), by_name_.end(), [&](uint32_t a, uint32_t b) { return name(a) < name(b); });
  for (size_t i = 1; i < by_name_.size(); ++i)
    if (name(by_name_[i]) == name(by_name_[i - 1]))
      fail(Code::invalid_file, "safetensors: the header holds the name \"{}\" twice",
           shortened(name(by_name_[i])));
}

const SafetensorsEntry* SafetensorsHeader::find(std::string_view name) const {
  const auto at = std::lower_bound(by_name_.begin(), by_name_.end(), name,
                                   [this](uint32_t i, std::string_view n) { return entries_[i].name() < n; });
  return at != by_name_.end() && entries_[*at].name() == name ? &entries_[*at] : nullptr;
}

std::string make_safetensors_header(const State& tensors, const SafetensorsMetadata& metadata) {
  // Written as text: a tree of JSON values may need memory to be destroyed, and ends the process without it.
  const auto quoted = [](const std::string& text) {
    if (!is_utf8(text)) fail(Code::invalid_argument, "safetensors: a name or text is not valid UTF-8");
    return nlohmann::json(text).dump();
  };
  std::string text = "{";
  const char* separator = "";
  if (!metadata.empty()) {
    text += "\"__metadata__\":{";
    for (const auto& [key, value] : metadata) {
      text += fmt::format("{}{}:{}", separator, quoted(key), quoted(value));
      separator = ",";
    }
    text += "}";
  }
  std::unordered_set<std::string_view> names{metadata_name};
  int64_t begin = 0;
  for (const auto& [name, tensor] : tensors) {
    if (!names.insert(name).second)
      fail(Code::invalid_argument, "safetensors: two tensors cannot be named \"{}\", nor one \"{}\"",
           shortened(name), metadata_name);
    const int64_t end = begin + tensor.count() * size_of(tensor.dtype());
    const char* dtype = "";
    for (const SafetensorsType& type : types)
      if (type.dtype == tensor.dtype()) dtype = type.spelled;
    text +=
        fmt::format(R"({}{}:{{"dtype":"{}","shape":{},"data_offsets":[{},{}]}})", text.size() > 1 ? "," : "",
                    quoted(name), dtype, to_string(tensor.shape()), begin, end);
    begin = end;
  }
  text += "}";
  text.resize((text.size() + 7) / 8 * 8, ' ');
  if (static_cast<int64_t>(text.size()) > most_header_bytes || metadata.size() > most_metadata)
    fail(Code::not_supported, "safetensors: a header of {} bytes and {} texts; {} and {} are the most",
         text.size(), metadata.size(), most_header_bytes, most_metadata);
  return text;
}

}  // namespace nnl
