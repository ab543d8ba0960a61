// How rows of a table move while no gradient reaches them, and rows that are caught up later.
//
// An SGD step maps the weight w and the velocity v of such a row linearly, the same way in every row. So a
// row that took no part in some steps is brought up to date by the product of their maps, in double, rounded
// once.
#pragma once

#include <cstdint>

#include "kernels/isa.h"
#include "kernels/optimizer.h"

namespace nnl::kernels {

/// w' = ww w + wv v and v' = vw w + vv v.
struct RowMotion {
  double ww = 1, wv = 0, vw = 0, vv = 1;
};

/// First `before`, then `after`.
inline RowMotion then(const RowMotion& before, const RowMotion& after) {
  return {after.ww * before.ww + after.wv * before.vw, after.ww * before.wv + after.wv * before.vv,
          after.vw * before.ww + after.vv * before.vw, after.vw * before.wv + after.vv * before.vv};
}

/// How far each row of a table is behind. Row r has taken part in last[r] of the `steps` steps; steps are in
/// blocks of the sizes of the bits of `steps`, the largest first: since[s] is the motion from step s to the
/// end of its block, after[k] what follows the block of size 2^k.
struct RowLag {
  int64_t steps = 0;
  const RowMotion* since = nullptr;
  const RowMotion* after = nullptr;

  /// Steps `last` to `steps`; last < steps.
  RowMotion motion(int64_t last) const {
    const auto differ = static_cast<uint64_t>(last ^ steps);
    return then(since[last], after[63 - __builtin_clzll(differ)]);
  }
};

template <class T>
struct RowMotionKernels {
  /// Moves n elements of a row: w_out and v_out may be w and v; v may be nullptr if it is 0, and v_out if it
  /// is not wanted.
  void (*move)(int64_t n, const RowMotion& motion, const T* w, const T* v, T* w_out, T* v_out);
};
NNL_DECLARE_KERNELS(RowMotionKernels<float>);
NNL_DECLARE_KERNELS(RowMotionKernels<double>);

/// out[i] = what row rows[i] of the table would be if it were caught up, for `count` rows of `width`
/// elements. `velocity` may be nullptr. Only reads the table.
template <class T>
void gather_moved(int threads, const RowLag& lag, const int32_t* last, const int64_t* rows, int64_t count,
                  int64_t width, const T* table, const T* velocity, T* out);

/// out = the whole table of `count` rows caught up.
template <class T>
void copy_moved(int threads, const RowLag& lag, const int32_t* last, int64_t count, int64_t width,
                const T* table, const T* velocity, T* out);

/// Catches up all `count` rows, velocity included, in place; `last` becomes 0.
template <class T>
void move_all(int threads, const RowLag& lag, int32_t* last, int64_t count, int64_t width, T* table,
              T* velocity);

/// Catches up row `row` in place.
template <class T>
void move_row(const RowLag& lag, int32_t* last, int64_t row, int64_t width, T* table, T* velocity);

/// Catches up the named rows, which must not repeat, and updates them from `grad`, which holds only these.
/// They have then taken part in one step more than lag.steps. Without `last` no row is ever behind.
template <class T>
void sgd_rows(int threads, const RowLag& lag, int32_t* last, const int64_t* rows, int64_t count,
              int64_t width, const SgdStep<T>& step, const T* grad, T* table, T* velocity);

}  // namespace nnl::kernels
