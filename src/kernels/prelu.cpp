#include "kernels/prelu.h"

#include "kernels/activation.h"
#include "kernels/reduce_middle.h"

namespace nnl::kernels {
namespace {

// Elements per task; see in_blocks.h.
constexpr int64_t kTask = 16384;

/// Calls line(begin, count, channel) for pieces of lines of one channel, or element(i, channel) for each
/// element where such lines are single elements.
template <class Line, class Element>
void by_channel(int threads, int64_t outer, int64_t channels, int64_t inner, const Line& line,
                const Element& element) {
  if (inner > 1) {
    const int64_t piece = std::min(inner, kTask), pieces = (inner + piece - 1) / piece;
    parallel_blocks(threads, outer * channels * pieces, std::max<int64_t>(1, kTask / piece),
                    [&](int64_t begin, int64_t end) {
                      for (int64_t task = begin; task < end; ++task) {
                        const int64_t row = task / pieces, first = task % pieces * piece;
                        line(row * inner + first, std::min(piece, inner - first), row % channels);
                      }
                    });
    return;
  }
  parallel_blocks(threads, outer, std::max<int64_t>(1, kTask / std::max<int64_t>(1, channels)),
                  [&](int64_t begin, int64_t end) {
                    for (int64_t o = begin; o < end; ++o)
                      for (int64_t c = 0; c < channels; ++c) element(o * channels + c, c);
                  });
}

}  // namespace

template <class T>
void prelu(int threads, int64_t outer, int64_t channels, int64_t inner, const T* x, const T* slope, T* y) {
  const auto kernel = best<ActivationKernels<T>>().leaky_relu;
  by_channel(
      threads, outer, channels, inner,
      [=](int64_t at, int64_t n, int64_t channel) { kernel(x + at, slope[channel], y + at, n, false); },
      [=](int64_t at, int64_t channel) { y[at] = x[at] > 0 ? x[at] : slope[channel] * x[at]; });
}

template <class T>
void prelu_backward(int threads, int64_t outer, int64_t channels, int64_t inner, const T* x, const T* slope,
                    const T* dy, T* dx) {
  const auto kernel = best<ActivationKernels<T>>().leaky_relu_backward;
  by_channel(
      threads, outer, channels, inner,
      [=](int64_t at, int64_t n, int64_t channel) {
        kernel(x + at, slope[channel], dy + at, dx + at, n, false);
      },
      [=](int64_t at, int64_t channel) { dx[at] = x[at] > 0 ? dy[at] : slope[channel] * dy[at]; });
}

template <class T>
void prelu_slope_gradient(int threads, int64_t outer, int64_t channels, int64_t inner, const T* x,
                          const T* dy, double* scratch, T* dslope) {
  reduce_middle(
      threads, outer * channels, inner, 1,
      [=](int64_t i, int64_t) {
        return x[i] > 0 ? 0 : static_cast<double>(x[i]) * static_cast<double>(dy[i]);
      },
      [=](int64_t line, double sum) { scratch[line] = sum; });
  reduce_middle(
      threads, 1, outer, channels, [=](int64_t line, int64_t) { return scratch[line]; },
      [=](int64_t channel, double sum) { dslope[channel] = static_cast<T>(sum); });
}

#define NNL_PRELU(T)                                                                              \
  template void prelu(int, int64_t, int64_t, int64_t, const T*, const T*, T*);                    \
  template void prelu_backward(int, int64_t, int64_t, int64_t, const T*, const T*, const T*, T*); \
  template void prelu_slope_gradient(int, int64_t, int64_t, int64_t, const T*, const T*, double*, T*)
NNL_PRELU(float);
NNL_PRELU(double);
#undef NNL_PRELU

}  // namespace nnl::kernels
