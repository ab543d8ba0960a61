#include "kernels/group_norm.h"

#include <algorithm>
#include <cmath>

#include "kernels/batch_norm.h"
#include "kernels/layer_norm.h"
#include "kernels/reduce_middle.h"
#include "kernels/streaming.h"

namespace nnl::kernels {
namespace {

template <class T>
bool streams(const GroupNormShape& s) {
  return worth_streaming(s.batch * s.groups * s.channels * s.inner * static_cast<int64_t>(sizeof(T)));
}

/// Calls body(group of a sample) for all of them.
template <class Body>
void for_groups(int threads, const GroupNormShape& s, const Body& body) {
  constexpr int64_t task_elements = 1 << 15;
  const int64_t length = std::max<int64_t>(1, s.channels * s.inner);
  parallel_blocks(threads, s.batch * s.groups, std::max<int64_t>(1, task_elements / length),
                  [&](int64_t begin, int64_t end) {
                    for (int64_t group = begin; group < end; ++group) body(group);
                  });
}

/// Calls body(first, last) for the channels of a group, as many at once as the kernels of batch norm take.
template <class Body>
void for_channels(const GroupNormShape& s, const Body& body) {
  for (int64_t first = 0; first < s.channels; first += batch_norm_group)
    body(first, std::min(first + batch_norm_group, s.channels));
}

template <class T>
double gamma_at(const T* gamma, int64_t c) {
  return gamma ? static_cast<double>(gamma[c]) : 1.0;
}

/// dx of a group from the sums of its channels.
template <class T>
void input_gradient(const GroupNormShape& s, const T* x, const T* dy, double mean, double inverse_std,
                    const T* gamma, const double* sum_dy, const double* sum_dy_x, bool streaming, T* dx) {
  const auto n = static_cast<double>(s.channels * s.inner);
  double sum = 0, product = 0;
  for (int64_t c = 0; c < s.channels; ++c) {
    sum += gamma_at(gamma, c) * sum_dy[c];
    product += gamma_at(gamma, c) * sum_dy_x[c];
  }
  double means[batch_norm_group], a[batch_norm_group] = {}, b[batch_norm_group], k[batch_norm_group];
  std::fill_n(means, batch_norm_group, mean);
  std::fill_n(b, batch_norm_group, -inverse_std * inverse_std * inverse_std * product / n);
  std::fill_n(k, batch_norm_group, -inverse_std * sum / n);
  for_channels(s, [&](int64_t first, int64_t last) {
    for (int64_t c = first; c < last; ++c) a[c - first] = gamma_at(gamma, c) * inverse_std;
    best<BatchNormKernels<T>>().gradient({1, s.channels, s.inner}, first, last, x, dy,
                                         {means, a, nullptr, {}}, b, k, streaming, dx);
  });
}

}  // namespace

template <class T>
void group_norm(int threads, const GroupNormShape& s, const T* x, const T* gamma, const T* beta, double eps,
                T* y, double* mean, double* inverse_std) {
  const int64_t length = s.channels * s.inner;
  for_groups(threads, s, [&](int64_t group) {
    double var = 0, means[batch_norm_group], scale[batch_norm_group] = {};
    best<LayerNormKernels<T>>().moments(length, x + group * length, mean + group, &var);
    inverse_std[group] = 1 / std::sqrt(var + eps);
    std::fill_n(means, batch_norm_group, mean[group]);
    const int64_t channel = group % s.groups * s.channels;
    for_channels(s, [&](int64_t first, int64_t last) {
      for (int64_t c = first; c < last; ++c)
        scale[c - first] = inverse_std[group] * gamma_at(gamma, channel + c);
      best<BatchNormKernels<T>>().normalize({1, s.channels, s.inner}, first, last, x + group * length,
                                            {means, scale, beta ? beta + channel + first : nullptr, {}},
                                            streams<T>(s), y + group * length);
    });
  });
}

template <class T>
void group_norm_backward(int threads, const GroupNormShape& s, const T* x, const T* dy, const double* mean,
                         const double* inverse_std, const T* gamma, T* dx, T* dgamma, T* dbeta,
                         double* sums) {
  const int64_t length = s.channels * s.inner, all = s.groups * s.channels;
  double* sum_dy = sums;
  double* sum_dy_x = sums + s.batch * all;
  for_groups(threads, s, [&](int64_t group) {
    double means[batch_norm_group];
    std::fill_n(means, batch_norm_group, mean[group]);
    const int64_t at = group * s.channels;
    for_channels(s, [&](int64_t first, int64_t last) {
      best<BatchNormKernels<T>>().gradient_sums({1, s.channels, s.inner}, first, last, x + group * length,
                                                dy + group * length, {means, nullptr, nullptr, {}},
                                                sum_dy + at + first, sum_dy_x + at + first);
    });
    if (dx)
      input_gradient(s, x + group * length, dy + group * length, mean[group], inverse_std[group],
                     gamma ? gamma + group % s.groups * s.channels : nullptr, sum_dy + at, sum_dy_x + at,
                     streams<T>(s), dx + group * length);
  });
  const auto over_samples = [&](const auto& term, T* out) {
    if (out)
      reduce_middle(threads, 1, s.batch, all, term,
                    [=](int64_t c, double sum) { out[c] = static_cast<T>(sum); });
  };
  over_samples([=](int64_t at, int64_t) { return sum_dy_x[at] * inverse_std[at / s.channels]; }, dgamma);
  over_samples([=](int64_t at, int64_t) { return sum_dy[at]; }, dbeta);
}

#define NNL_GROUP_NORM(T)                                                                                 \
  template void group_norm(int, const GroupNormShape&, const T*, const T*, const T*, double, T*, double*, \
                           double*);                                                                      \
  template void group_norm_backward(int, const GroupNormShape&, const T*, const T*, const double*,        \
                                    const double*, const T*, T*, T*, T*, double*)
NNL_GROUP_NORM(float);
NNL_GROUP_NORM(double);

}  // namespace nnl::kernels
