// Text that callers give.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace nnl {

/// Whether the bytes are UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text);

/// The text for a message: of more than 200 bytes some 100 at either end, cut between characters.
std::string shortened(std::string_view text);

/// Puts a "?" in the place of each byte beyond ASCII of a text that is not UTF-8.
void make_utf8(std::span<char> text);

/// Fails with Code::invalid_argument, beginning with `what` ("module: the name"), unless the text has 1 to
/// 255 bytes of UTF-8 without control characters, which would garble tables and messages.
void check_name(std::string_view what, std::string_view name);

}  // namespace nnl
