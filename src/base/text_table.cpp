#include "base/text_table.h"

#include <algorithm>

namespace nnl {
namespace {

/// Characters, not bytes, of UTF-8.
size_t width_of(const std::string& text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string table_of(const std::vector<std::vector<std::string>>& lines, size_t names) {
  std::vector<size_t> widths;
  for (const std::vector<std::string>& line : lines) {
    widths.resize(line.size());
    for (size_t c = 0; c < line.size(); ++c) widths[c] = std::max(widths[c], width_of(line[c]));
  }
  std::string text;
  for (const std::vector<std::string>& line : lines)
    for (size_t c = 0; c < line.size(); ++c) {
      const std::string space(widths[c] - width_of(line[c]), ' ');
      text += c < names ? line[c] + space : space + line[c];
      text += c + 1 < line.size() ? "  " : "\n";
    }
  return text;
}

}  // namespace nnl
