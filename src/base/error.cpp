#include "base/error.h"

namespace nnl {

void fail_formatted(Code code, const char* argument, fmt::string_view text, fmt::format_args args) {
  std::string message = fmt::vformat(text, args);
  if (!argument) throw Error(code, std::move(message));
  throw Error(code, std::string(argument) + ": " + message, argument);
}

}  // namespace nnl
