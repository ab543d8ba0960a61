// Texts in fixed memory, which need none that could be missing.
#pragma once

#include <cstring>

#include "base/utf8.h"

namespace nnl::capi {

/// As much as fits, up to a whole UTF-8 character; a text that is not UTF-8 loses its bytes beyond ASCII.
template <size_t capacity>
void store_text(char (&to)[capacity], const char* from) noexcept {
  size_t length = strnlen(from, capacity - 1);
  if (from[length] != '\0')
    while (length > 0 && (static_cast<unsigned char>(from[length]) & 0xC0) == 0x80) --length;
  std::memcpy(to, from, length);
  to[length] = '\0';
  make_utf8({to, length});
}

}  // namespace nnl::capi
