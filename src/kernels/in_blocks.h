// Element by element work over contiguous memory, cut into tasks.
#pragma once

#include <cstdint>

#include "base/thread_pool.h"
#include "kernels/streaming.h"

namespace nnl::kernels {

/// Calls run(begin, count, streaming) for each block of n elements of the output, of type T. `writes_input`
/// if the output is one of the inputs.
template <class T, class Run>
void in_blocks(int threads, int64_t n, bool writes_input, Run run) {
  // Elements per task: large beside the cost of handing it out, small beside a layer.
  constexpr int64_t block = 16384;
  const bool streaming = !writes_input && worth_streaming(n * static_cast<int64_t>(sizeof(T)));
  parallel_blocks(threads, n, block, [&](int64_t begin, int64_t end) { run(begin, end - begin, streaming); });
}

}  // namespace nnl::kernels
