#include "base/utf8.h"

#include "base/error.h"

namespace nnl {

bool is_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto byte = [&](size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
    const unsigned lead = byte(i);
    const size_t length = lead < 0x80 ? 1 : lead >> 5 == 0x6 ? 2 : lead >> 4 == 0xE ? 3 : 4;
    if (length == 4 && lead >> 3 != 0x1E) return false;
    unsigned code = length == 1 ? lead : lead & (0x7Fu >> length);
    for (size_t k = 1; k < length; ++k) {
      if (byte(i + k) >> 6 != 0x2) return false;
      code = code << 6 | (byte(i + k) & 0x3F);
    }
    constexpr unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return false;
    i += length;
  }
  return true;
}

std::string shortened(std::string_view text) {
  constexpr size_t most = 200;
  if (text.size() <= most) return std::string(text);
  const auto is_inside = [&](size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80; };
  // No character has more than 4 bytes, in UTF-8.
  size_t head = most / 2, tail = text.size() - most / 2;
  for (int i = 0; i < 3 && is_inside(head); ++i) --head;
  for (int i = 0; i < 3 && is_inside(tail); ++i) ++tail;
  return std::string(text.substr(0, head)).append("...").append(text.substr(tail));
}

void make_utf8(std::span<char> text) {
  if (is_utf8({text.data(), text.size()})) return;
  for (char& c : text)
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
}

void check_name(std::string_view what, std::string_view name) {
  constexpr size_t most_bytes = 255;
  if (name.empty() || name.size() > most_bytes)
    fail(Code::invalid_argument, "{} has {} bytes, not 1 to {}", what, name.size(), most_bytes);
  if (!is_utf8(name)) fail(Code::invalid_argument, "{} is not valid UTF-8", what);
  for (size_t i = 0; i < name.size(); ++i) {
    const auto byte = [&](size_t k) { return static_cast<unsigned char>(name[k]); };
    if (byte(i) < 0x20 || byte(i) == 0x7F || (byte(i) == 0xC2 && byte(i + 1) < 0xA0))  // U+0080 to U+009F
      fail(Code::invalid_argument, "{} has a control character at byte {}", what, i);
  }
}

}  // namespace nnl
