#include "kernels/dropout.h"

#include <algorithm>

#include "base/thread_pool.h"

namespace nnl::kernels {
namespace {

// Elements per task; whole random blocks.
constexpr int64_t kTask = 16384;

template <class T>
void apply_mask(T scale, int64_t n, const uint8_t* mask, const T* x, T* y) {
  for (int64_t i = 0; i < n; ++i) y[i] = x[i] * (mask[i] ? scale : T{0});
}

}  // namespace

template <class T>
void dropout(int threads, const RandomState& state, uint64_t drop, T scale, int64_t n, const T* x,
             uint8_t* mask, T* y) {
  parallel_blocks(threads, n, kTask, [=](int64_t begin, int64_t end) {
    RandomState at = state;
    at.position += static_cast<uint64_t>(begin / kDropoutPerBlock);
    for (int64_t i = begin; i < end; i += kDropoutPerBlock, ++at.position) {
      const auto words = random_block(at);
      const int64_t count = std::min(kDropoutPerBlock, end - i);
      for (int64_t j = 0; j < count; ++j) mask[i + j] = words[static_cast<size_t>(j)] >= drop;
      apply_mask(scale, count, mask + i, x + i, y + i);
    }
  });
}

template <class T>
void dropout_backward(int threads, T scale, int64_t n, const uint8_t* mask, const T* dy, T* dx) {
  parallel_blocks(threads, n, kTask, [=](int64_t begin, int64_t end) {
    apply_mask(scale, end - begin, mask + begin, dy + begin, dx + begin);
  });
}

#define NNL_DROPOUT(T)                                                                          \
  template void dropout(int, const RandomState&, uint64_t, T, int64_t, const T*, uint8_t*, T*); \
  template void dropout_backward(int, T, int64_t, const uint8_t*, const T*, T*)
NNL_DROPOUT(float);
NNL_DROPOUT(double);
#undef NNL_DROPOUT

}  // namespace nnl::kernels
