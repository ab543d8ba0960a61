#include "ops/window.h"

#include <limits>

#include "base/error.h"

namespace nnl {

void check_window_setting(const char* op, const char* what, int64_t value, int64_t least) {
  constexpr int64_t most = std::numeric_limits<int32_t>::max();
  if (value < least || value > most)
    fail(Code::invalid_argument, "{}: {} {} is not in [{}, {}]", op, what, value, least, most);
}

}  // namespace nnl
