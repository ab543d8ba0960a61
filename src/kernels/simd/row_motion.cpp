#include "kernels/row_motion.h"

#include <cmath>

namespace nnl::kernels {
namespace {

// The compiler vectorizes these loops. An output may be its own input, but overlaps nothing else.

/// `turns` if the velocity depends on the weight; where it does not, an infinite weight must not reach it.
template <bool turns, class T>
void move_both(int64_t n, const RowMotion& m, const T* w, const T* v, T* w_out, T* v_out) {
  const RowMotion motion = m;
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) {
    const auto weight = static_cast<double>(w[i]), velocity = static_cast<double>(v[i]);
    w_out[i] = static_cast<T>(motion.ww * weight + motion.wv * velocity);
    v_out[i] = static_cast<T>(turns ? motion.vw * weight + motion.vv * velocity : motion.vv * velocity);
  }
}

template <class T>
void move_weight(int64_t n, const RowMotion& m, const T* w, const T* v, T* w_out) {
  const RowMotion motion = m;
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i)
    w_out[i] = static_cast<T>(motion.ww * static_cast<double>(w[i]) + motion.wv * static_cast<double>(v[i]));
}

/// Motions that overflowed: what is 0 stays 0 all the same.
template <class T>
void move_far(int64_t n, const RowMotion& m, const T* w, const T* v, T* w_out, T* v_out) {
  for (int64_t i = 0; i < n; ++i) {
    const auto weight = static_cast<double>(w[i]), velocity = v ? static_cast<double>(v[i]) : 0.0;
    const bool still = weight == 0 && velocity == 0;
    w_out[i] = still ? T{0} : static_cast<T>(m.ww * weight + (v ? m.wv * velocity : 0));
    if (v_out) v_out[i] = still ? T{0} : static_cast<T>(m.vw * weight + m.vv * velocity);
  }
}

template <class T>
void move(int64_t n, const RowMotion& motion, const T* w, const T* v, T* w_out, T* v_out) {
  if (!std::isfinite(motion.ww) || !std::isfinite(motion.wv) || !std::isfinite(motion.vw) ||
      !std::isfinite(motion.vv))
    return move_far(n, motion, w, v, w_out, v_out);
  if (!v) {
    for (int64_t i = 0; i < n; ++i) w_out[i] = static_cast<T>(motion.ww * static_cast<double>(w[i]));
    return;
  }
  if (!v_out) return move_weight(n, motion, w, v, w_out);
  if (motion.vw == 0) return move_both<false>(n, motion, w, v, w_out, v_out);
  move_both<true>(n, motion, w, v, w_out, v_out);
}

template <class T>
constexpr RowMotionKernels<T> kernels = {move<T>};

}  // namespace

NNL_DEFINE_KERNELS(RowMotionKernels<float>) = kernels<float>;
NNL_DEFINE_KERNELS(RowMotionKernels<double>) = kernels<double>;

}  // namespace nnl::kernels
