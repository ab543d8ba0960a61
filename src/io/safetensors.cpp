#include "io/safetensors.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace nnl {
namespace {

constexpr std::pair<const char*, DType> dtype_names[] = {{"F32", DType::f32}, {"F64", DType::f64},
                                                         {"I32", DType::i32}, {"I64", DType::i64},
                                                         {"U8", DType::u8},   {"BOOL", DType::boolean}};

/// Follows the parser's events; anything that is not a header stops it with a reason.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::vector<SafetensorsEntry> entries;
  std::string reason;

  bool null() override { return stop("null"); }
  bool boolean(bool) override { return stop("true or false"); }
  bool number_float(double, const std::string&) override { return stop("a number that is not whole"); }
  bool binary(nlohmann::json::binary_t&) override { return stop("binary data"); }
  bool number_integer(int64_t) override { return stop("a negative number"); }

  bool number_unsigned(uint64_t value) override {
    if (place_ != Place::list || value > uint64_t{1} << 60) return stop("a number out of place or too large");
    list_.push_back(static_cast<int64_t>(value));
    return list_.size() <= 64 || stop("too many numbers");
  }

  bool string(std::string& value) override {
    if (place_ == Place::metadata) return true;
    if (place_ != Place::entry || field_ != "dtype") return stop("a string out of place");
    for (const auto& [name, dtype] : dtype_names)
      if (value == name) {
        entry_.dtype = dtype;
        return true;
      }
    return stop("tensor \"" + entry_.name + "\" has the unknown dtype \"" + value + "\"");
  }

  bool key(std::string& value) override {
    if (place_ == Place::metadata) return true;
    if (place_ == Place::top) {
      if (!names_.insert(value).second) return stop("the name \"" + value + "\" twice");
      entry_ = {value, DType::f32, {}, 0, 0};
      return true;
    }
    if (value != "dtype" && value != "shape" && value != "data_offsets")
      return stop("the unknown field \"" + value + "\"");
    if (!fields_.insert(value).second) return stop("the field \"" + value + "\" twice");
    field_ = value;
    return true;
  }

  bool start_object(std::size_t) override {
    if (place_ == Place::start) {
      place_ = Place::top;
    } else if (place_ == Place::top) {
      place_ = entry_.name == "__metadata__" ? Place::metadata : Place::entry;
      fields_.clear();
    } else {
      return stop("an object out of place");
    }
    return true;
  }

  bool end_object() override {
    if (place_ == Place::top) {
      place_ = Place::end;
      return true;
    }
    if (place_ == Place::entry) {
      if (fields_.size() != 3)
        return stop("tensor \"" + entry_.name + "\" without dtype, shape or data_offsets");
      entries.push_back(entry_);
    }
    place_ = Place::top;
    return true;
  }

  bool start_array(std::size_t) override {
    if (place_ != Place::entry || field_ == "dtype") return stop("an array out of place");
    place_ = Place::list;
    list_.clear();
    return true;
  }

  bool end_array() override {
    place_ = Place::entry;
    if (field_ == "data_offsets") {
      if (list_.size() != 2) return stop("tensor \"" + entry_.name + "\": data_offsets are not two numbers");
      entry_.begin = list_[0];
      entry_.end = list_[1];
      return true;
    }
    if (list_.size() > max_rank) return stop("tensor \"" + entry_.name + "\" has too many dimensions");
    entry_.shape = Dims(list_.data(), static_cast<int64_t>(list_.size()));
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
    return stop("no valid JSON at byte " + std::to_string(position));
  }

 private:
  enum class Place { start, top, metadata, entry, list, end };

  bool stop(const std::string& what) {
    if (reason.empty()) reason = what;
    return false;
  }

  Place place_ = Place::start;
  SafetensorsEntry entry_{};
  std::string field_;
  std::set<std::string> fields_, names_;
  std::vector<int64_t> list_;
};

}  // namespace

std::vector<SafetensorsEntry> parse_safetensors_header(const std::string& json, int64_t data_bytes) {
  HeaderReader reader;
  if (!nlohmann::json::sax_parse(json, &reader))
    fail(Code::invalid_file, "safetensors: the header holds {}", reader.reason);
  std::vector<const SafetensorsEntry*> order;
  for (const SafetensorsEntry& entry : reader.entries) order.push_back(&entry);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return std::pair(a->begin, a->end) < std::pair(b->begin, b->end);
  });
  int64_t next = 0;
  for (const SafetensorsEntry* entry : order) {
    if (entry->begin != next || entry->end < entry->begin || entry->end > data_bytes)
      fail(Code::invalid_file,
           "safetensors: tensor \"{}\" lies at bytes [{}, {}), but {} comes next and the data has {}",
           entry->name, entry->begin, entry->end, next, data_bytes);
    int64_t count = -1;
    try {
      count = count_elements(entry->shape);
    } catch (const Error&) {
    }
    if (count < 0 || count != (entry->end - entry->begin) / size_of(entry->dtype) ||
        (entry->end - entry->begin) % size_of(entry->dtype) != 0)
      fail(Code::invalid_file, "safetensors: tensor \"{}\" of shape {} and dtype {} cannot have {} bytes",
           entry->name, to_string(entry->shape), nnl::name_of(entry->dtype), entry->end - entry->begin);
    next = entry->end;
  }
  if (next != data_bytes)
    fail(Code::invalid_file, "safetensors: the tensors have {} bytes, the file {}", next, data_bytes);
  return std::move(reader.entries);
}

std::string make_safetensors_header(const std::vector<std::pair<std::string, Tensor>>& tensors) {
  // Written as text: a tree of JSON values may need memory to be destroyed, and ends the process without it.
  std::string text = "{";
  int64_t begin = 0;
  for (const auto& [name, tensor] : tensors) {
    const int64_t end = begin + tensor.count() * size_of(tensor.dtype());
    const char* dtype = "";
    for (const auto& [spelled, value] : dtype_names)
      if (value == tensor.dtype()) dtype = spelled;
    text +=
        fmt::format(R"({}{}:{{"dtype":"{}","shape":{},"data_offsets":[{},{}]}})", text.size() > 1 ? "," : "",
                    nlohmann::json(name).dump(), dtype, to_string(tensor.shape()), begin, end);
    begin = end;
  }
  text += "}";
  text.resize((text.size() + 7) / 8 * 8, ' ');
  return text;
}

}  // namespace nnl
