// Which outputs are worth storing past the caches.
#pragma once

#include <cstdint>

namespace nnl::kernels {

/// Whether an output of so many bytes should bypass the caches: it would drive everything else out of them
/// and be gone from them itself before anybody reads it. Values do not depend on the answer.
constexpr bool worth_streaming(int64_t bytes) { return bytes >= int64_t{16} << 20; }

}  // namespace nnl::kernels
