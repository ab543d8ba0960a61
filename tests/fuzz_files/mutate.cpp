#include "mutate.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace nnl::fuzz_files {
namespace {

using Json = nlohmann::ordered_json;

struct Entry {
  std::string name, dtype;
  std::vector<uint64_t> shape;
  std::string data;
};

struct File {
  std::vector<std::pair<std::string, std::string>> texts;
  std::vector<Entry> entries;
};

class Mutation {
 public:
  Mutation(const std::string& other, RandomStream& random) : other_(other), random_(random) {}

  std::string of(const std::string& bytes) {
    std::optional<File> file = parse(bytes);
    std::string result = bytes;
    const int64_t kind = below(8);
    if (file && kind < 6) {
      for (int64_t n = few(); n > 0; --n) change(*file);
      result = written(*file);
    }
    if (kind >= 4)
      for (int64_t n = few(); n > 0; --n) change_header(result);
    if (kind == 7)
      for (int64_t n = few(); n > 0; --n) change_bytes(result);
    return result;
  }

 private:
  int64_t below(size_t n) { return random_.below(static_cast<int64_t>(n)); }
  bool one_in(size_t n) { return below(n) == 0; }
  /// 1, less often 2, and so on.
  int64_t few() {
    int64_t n = 1;
    while (one_in(2)) ++n;
    return n;
  }
  template <class List>
  auto& pick(List&& list) {
    return list[static_cast<size_t>(below(std::size(list)))];
  }

  static std::optional<File> parse(const std::string& bytes) {
    try {
      uint64_t length = 0;
      std::memcpy(&length, bytes.data(), sizeof length);
      const std::string data = bytes.substr(8 + length);
      File file;
      const Json header = Json::parse(bytes.substr(8, length));
      for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__") {
          for (const auto& [key, text] : entry.items()) file.texts.emplace_back(key, text);
          continue;
        }
        const uint64_t begin = entry["data_offsets"][0], end = entry["data_offsets"][1];
        file.entries.push_back({name, entry["dtype"], entry["shape"], data.substr(begin, end - begin)});
      }
      return file;
    } catch (const std::exception&) {  // a file of the corpus may be as bad as any
      return {};
    }
  }

  static std::string quoted(const std::string& text) {
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::ignore);
  }

  std::string written(const File& file) {
    std::string header = "{", data;
    const auto add = [&](const std::string& part) { header += (header.size() > 1 ? "," : "") + part; };
    std::string texts;
    for (const auto& [key, text] : file.texts)
      texts += (texts.empty() ? "" : ",") + quoted(key) + ":" + quoted(text);
    if (!file.texts.empty()) add("\"__metadata__\":{" + texts + "}");
    for (const Entry& entry : file.entries) {
      const size_t begin = data.size();
      data += entry.data;
      add(quoted(entry.name) + ":{\"dtype\":\"" + entry.dtype + "\",\"shape\":" + Json(entry.shape).dump() +
          ",\"data_offsets\":[" + std::to_string(begin) + "," + std::to_string(data.size()) + "]}");
    }
    header += "}";
    const uint64_t length = header.size();
    return std::string(reinterpret_cast<const char*>(&length), sizeof length) + header + data;
  }

  // ---- The tensors and texts

  static size_t size_of(const std::string& dtype) {
    for (const char digit : dtype)
      if (digit == '6') return 8;
    return dtype == "F32" || dtype == "I32" || dtype == "U32" ? 4 : dtype == "F16" || dtype == "I16" ? 2 : 1;
  }

  void change(File& file) {
    if (file.entries.empty()) return;
    Entry& entry = pick(file.entries);
    switch (below(16)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4:
        return change_values(entry);
      case 5:
        entry.name = one_in(2) ? pick(file.entries).name : changed_text(entry.name);
        return;
      case 6:
        entry.dtype = some_dtype();
        return;
      case 7:
        return change_shape(entry);
      case 8:
        file.entries.erase(file.entries.begin() + below(file.entries.size()));
        return;
      case 9: {
        Entry copy = entry;
        if (one_in(2)) copy.name = changed_text(copy.name);
        file.entries.insert(file.entries.begin() + below(file.entries.size() + 1), std::move(copy));
        return;
      }
      case 10:
        return change_texts(file);
      case 11:
        std::swap(entry.data, pick(file.entries).data);
        return;
      case 12:
        return add_rows(entry);
      case 13:
        if (std::optional<File> other = parse(other_); other && !other->entries.empty())
          file.entries.push_back(pick(other->entries));
        return;
      case 14:
        std::swap(entry, pick(file.entries));
        return;
      default:
        return add_many(file);
    }
  }

  std::string some_dtype() {
    static const std::string dtypes[] = {"F32", "F64", "I32", "I64",     "U8",  "BOOL", "F16", "BF16",
                                         "I8",  "U16", "U64", "F8_E4M3", "C64", "F99",  ""};
    return pick(dtypes);
  }

  void change_values(Entry& entry) {
    const size_t size = size_of(entry.dtype), count = entry.data.size() / size;
    if (count == 0) return;
    for (int64_t n = one_in(4) ? static_cast<int64_t>(count) : few(); n > 0; --n) {
      const uint64_t word = one_in(4) ? random_.next_u64() : some_word(entry.dtype);
      std::memcpy(entry.data.data() + static_cast<size_t>(below(count)) * size, &word, size);
    }
  }

  uint64_t some_word(const std::string& dtype) {
    const auto bits = [](auto value) {
      uint64_t word = 0;
      std::memcpy(&word, &value, sizeof value);
      return word;
    };
    if (dtype == "F32" || dtype == "F64") {
      static const double values[] = {0,    -0.0, 1,     -1,       0.5,      0.9,   1 - 0x1p-53,
                                      2,    1e-3, 1e-45, 1e38,     1e-310,   1e308, -1e308,
                                      1e16, 1e-8, NAN,   INFINITY, -INFINITY};
      const double value = pick(values);
      return dtype == "F64" ? bits(value) : bits(static_cast<float>(value));
    }
    return static_cast<uint64_t>(some_integer());
  }

  int64_t some_integer() {
    constexpr int64_t most = std::numeric_limits<int64_t>::max();
    static const int64_t values[] = {0,
                                     1,
                                     2,
                                     3,
                                     7,
                                     10,
                                     127,
                                     255,
                                     65535,
                                     65536,
                                     65537,
                                     1 << 30,
                                     most,
                                     most - 1,
                                     -most - 1,
                                     -1,
                                     (1LL << 31) - 1,
                                     1LL << 31,
                                     1LL << 32,
                                     (1LL << 53) - 2,
                                     (1LL << 53) - 1,
                                     1LL << 53,
                                     (1LL << 53) + 1,
                                     1LL << 60,
                                     1LL << 62};
    return one_in(3) ? below(20) : pick(values);
  }

  void change_shape(Entry& entry) {
    switch (below(5)) {
      case 0:
        entry.shape.insert(entry.shape.begin() + below(entry.shape.size() + 1), one_in(4) ? 0 : 1);
        return;
      case 1:
        if (!entry.shape.empty()) entry.shape.erase(entry.shape.begin() + below(entry.shape.size()));
        return;
      case 2:
        if (!entry.shape.empty()) std::swap(pick(entry.shape), pick(entry.shape));
        return;
      case 3:
        if (!entry.shape.empty()) pick(entry.shape) = static_cast<uint64_t>(some_integer());
        return;
      default:
        entry.shape.clear();
        entry.data.resize(size_of(entry.dtype));
    }
  }

  /// Of the first axis, with the bytes that belong to them; or takes some away.
  void add_rows(Entry& entry) {
    if (entry.shape.empty() || entry.shape[0] == 0 || entry.data.empty()) return;
    const size_t row = entry.data.size() / entry.shape[0];
    entry.shape[0] = static_cast<uint64_t>(one_in(20) ? 65530 + below(12) : below(12));
    std::string data;
    while (data.size() < row * entry.shape[0]) data += entry.data;
    entry.data = data.substr(0, row * entry.shape[0]);
  }

  void change_texts(File& file) {
    if (file.texts.empty() || one_in(4)) {
      const int64_t count = one_in(10) ? 1030 : 1;
      for (int64_t i = 0; i < count; ++i) file.texts.emplace_back(std::to_string(i), changed_text("text"));
      return;
    }
    auto& [key, text] = pick(file.texts);
    switch (below(4)) {
      case 0:
        text = changed_text(text);
        return;
      case 1:
        key = changed_text(key);
        return;
      case 2:
        file.texts.erase(file.texts.begin() + below(file.texts.size()));
        return;
      default:
        file.texts.push_back(pick(file.texts));
    }
  }

  /// Tensors of few bytes in the part of one that is there.
  void add_many(File& file) {
    if (!one_in(20)) return;
    const std::string prefix = pick(file.entries).name.substr(0, static_cast<size_t>(below(12)));
    const int64_t count = one_in(4) ? 20'000 : below(2'000);
    for (int64_t i = 0; i < count; ++i) file.entries.push_back({prefix + std::to_string(i), "U8", {0}, ""});
  }

  std::string changed_text(std::string text) {
    static const std::string parts[] = {"",
                                        "x",
                                        ".",
                                        "..",
                                        "0",
                                        "1",
                                        "model.",
                                        "optimizer.",
                                        "random",
                                        "schedule.",
                                        "__metadata__",
                                        "/",
                                        std::string(1, '\0'),
                                        "\n",
                                        "\x1f",
                                        "\"",
                                        "\\",
                                        "\xc3\xbc",
                                        "\xed\xa0\x80",
                                        "\xff",
                                        "\xf4\x90\x80\x80",
                                        "\xe2\x80\xae",
                                        "\xc0\xaf"};
    const auto at = static_cast<size_t>(below(text.size() + 1));
    switch (below(5)) {
      case 0:
        return text.substr(0, at);
      case 1:
        return text.insert(at, pick(parts));
      case 2:
        return pick(parts);
      case 3:
        return text + pick(parts);
      default:
        return one_in(10) ? text + std::string(static_cast<size_t>(below(one_in(10) ? 300'000 : 3'000)), 'n')
                          : text.erase(at);
    }
  }

  // ---- The words of the header

  struct Token {
    size_t begin, length;
  };

  /// Strings, numbers and single characters.
  static std::vector<Token> tokens_of(const std::string& text, size_t end) {
    std::vector<Token> tokens;
    for (size_t i = 8; i < end && i < text.size();) {
      size_t next = i + 1;
      if (text[i] == '"') {
        while (next < end && text[next] != '"') next += text[next] == '\\' ? 2 : 1;
        next = std::min(next + 1, end);
      } else if (std::isalnum(static_cast<unsigned char>(text[i]))) {
        while (next < end && std::isalnum(static_cast<unsigned char>(text[next]))) ++next;
      }
      tokens.push_back({i, next - i});
      i = next;
    }
    return tokens;
  }

  static uint64_t header_length(const std::string& bytes) {
    uint64_t length = 0;
    if (bytes.size() >= sizeof length) std::memcpy(&length, bytes.data(), sizeof length);
    return length;
  }

  /// Replaces a part of the header; its length follows, mostly.
  void put(std::string& bytes, const Token& token, const std::string& text) {
    bytes.replace(token.begin, token.length, text);
    if (one_in(20)) return;
    const uint64_t length = header_length(bytes) + text.size() - token.length;
    std::memcpy(bytes.data(), &length, sizeof length);
  }

  void change_header(std::string& bytes) {
    if (bytes.size() < 8) return;
    const uint64_t length = std::min<uint64_t>(header_length(bytes), bytes.size() - 8);
    const std::vector<Token> tokens = tokens_of(bytes, 8 + length);
    if (tokens.empty()) return;
    const Token& token = pick(tokens);
    const std::string word = bytes.substr(token.begin, token.length);
    switch (below(6)) {
      case 0:
        return put(bytes, token, "");
      case 1:
        return put(bytes, token, word + word);
      case 2: {
        const Token& another = pick(tokens);
        return put(bytes, token, bytes.substr(another.begin, another.length));
      }
      case 3:
        return put(bytes, token, some_token());
      case 4:
        return put(bytes, {token.begin, 0}, some_token());
      default: {
        if (std::isdigit(static_cast<unsigned char>(word[0])) == 0) return put(bytes, token, some_token());
        return put(bytes, token,
                   one_in(2) ? some_number() : std::to_string(std::atoll(word.c_str()) + below(3) - 1));
      }
    }
  }

  std::string some_number() {
    static const std::string numbers[] = {"0",
                                          "1",
                                          "-1",
                                          "-0",
                                          "0.5",
                                          "1e3",
                                          "1e400",
                                          "-1e-400",
                                          "01",
                                          "+1",
                                          "0x10",
                                          "9007199254740992",
                                          "1152921504606846976",
                                          "1152921504606846977",
                                          "9223372036854775807",
                                          "9223372036854775808",
                                          "18446744073709551615",
                                          "18446744073709551616",
                                          "NaN",
                                          "Infinity",
                                          std::string(700, '9')};
    return pick(numbers);
  }

  std::string some_token() {
    static const std::string words[] = {"{",
                                        "}",
                                        "[",
                                        "]",
                                        ",",
                                        ":",
                                        "\"",
                                        "\\",
                                        "null",
                                        "true",
                                        "[]",
                                        "{}",
                                        " ",
                                        "\t",
                                        "\n",
                                        "/**/",
                                        "//",
                                        "\"dtype\"",
                                        "\"shape\"",
                                        "\"data_offsets\"",
                                        "\"__metadata__\"",
                                        "\"F32\"",
                                        "\"\\u0000\"",
                                        "\"\\ud800\"",
                                        "\"\\udc00\\ud800\"",
                                        "\"\xff\"",
                                        "\"\xc0\x80\"",
                                        "\xef\xbb\xbf",
                                        std::string(1, '\0'),
                                        "\x7f"};
    if (one_in(3)) return some_number();
    if (one_in(10)) {
      std::string deep;
      const std::string level = one_in(2) ? "[" : R"({"a":)";
      for (int64_t n = below(one_in(10) ? 100'000 : 1'000); n > 0; --n) deep += level;
      return deep;
    }
    if (one_in(30)) return '"' + std::string(static_cast<size_t>(below(300'000)), 's') + '"';
    return pick(words);
  }

  // ---- The bytes

  void change_bytes(std::string& bytes) {
    if (bytes.empty()) return;
    switch (below(6)) {
      case 0:
        bytes.resize(static_cast<size_t>(below(bytes.size())));
        return;
      case 1:
        bytes.append(static_cast<size_t>(below(100)), static_cast<char>(below(256)));
        return;
      case 2: {
        const uint64_t lengths[] = {0,
                                    header_length(bytes) + 1,
                                    header_length(bytes) - 1,
                                    bytes.size() - 8,
                                    bytes.size(),
                                    100'000'001,
                                    uint64_t{1} << 63,
                                    ~uint64_t{0},
                                    ~uint64_t{0} - 7};
        const uint64_t length = pick(lengths);
        std::memcpy(bytes.data(), &length, std::min(bytes.size(), sizeof length));
        return;
      }
      case 3: {
        const auto from = static_cast<size_t>(below(bytes.size()));
        bytes.insert(static_cast<size_t>(below(bytes.size())),
                     bytes.substr(from, static_cast<size_t>(below(64))));
        return;
      }
      default:
        for (int64_t n = few(); n > 0; --n)
          bytes[static_cast<size_t>(below(bytes.size()))] ^= static_cast<char>(1 << below(8));
    }
  }

  const std::string& other_;
  RandomStream& random_;
};

}  // namespace

std::string mutate(const std::string& bytes, const std::string& other, RandomStream& random) {
  return Mutation(other, random).of(bytes);
}

}  // namespace nnl::fuzz_files
