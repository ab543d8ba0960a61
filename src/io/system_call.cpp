#include "io/system_call.h"

#include <system_error>

#include "base/error.h"
#include "base/utf8.h"

namespace nnl {

void fail_file(const char* what, const std::string& path) {
  const int reason = errno;
  fail(Code::io_error, "cannot {} {}: {}", what, shortened(path), std::generic_category().message(reason));
}

}  // namespace nnl
