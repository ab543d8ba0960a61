#include "kernels/row_motion.h"

#include <algorithm>
#include <cstring>

#include "base/thread_pool.h"
#include "kernels/rows.h"

namespace nnl::kernels {
namespace {

/// The part of an optional table from row `row` on.
template <class T>
T* at(T* table, int64_t row, int64_t width) {
  return table ? table + row * width : nullptr;
}

/// One row of the table as it would be, to `out`.
template <class T>
void read_row(const RowLag& lag, int64_t last, int64_t width, const T* w, const T* v, T* out) {
  if (last == lag.steps) {
    std::memcpy(out, w, static_cast<size_t>(width) * sizeof(T));
    return;
  }
  best<RowMotionKernels<T>>().move(width, lag.motion(last), w, v, out, nullptr);
}

}  // namespace

template <class T>
void gather_moved(int threads, const RowLag& lag, const int32_t* last, const int64_t* rows, int64_t count,
                  int64_t width, const T* table, const T* velocity, T* out) {
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      if (i + prefetch_distance < end) {
        const int64_t next = rows[i + prefetch_distance];
        prefetch_row(table + next * width, width);
        if (velocity) prefetch_row(velocity + next * width, width);
        __builtin_prefetch(last + next);
      }
      read_row(lag, last[rows[i]], width, table + rows[i] * width, at(velocity, rows[i], width),
               out + i * width);
    }
  });
}

template <class T>
void copy_moved(int threads, const RowLag& lag, const int32_t* last, int64_t count, int64_t width,
                const T* table, const T* velocity, T* out) {
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row)
      read_row(lag, last[row], width, table + row * width, at(velocity, row, width), out + row * width);
  });
}

template <class T>
void move_row(const RowLag& lag, int32_t* last, int64_t row, int64_t width, T* table, T* velocity) {
  if (last[row] == lag.steps) return;
  T* w = table + row * width;
  T* v = at(velocity, row, width);
  best<RowMotionKernels<T>>().move(width, lag.motion(last[row]), w, v, w, v);
  last[row] = static_cast<int32_t>(lag.steps);
}

template <class T>
void move_all(int threads, const RowLag& lag, int32_t* last, int64_t count, int64_t width, T* table,
              T* velocity) {
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) {
      move_row(lag, last, row, width, table, velocity);
      last[row] = 0;
    }
  });
}

template <class T>
void sgd_rows(int threads, const RowLag& lag, int32_t* last, const int64_t* rows, int64_t count,
              int64_t width, const SgdStep<T>& step, const T* grad, T* table, T* velocity) {
  const auto update = best<OptimizerKernels<T>>().sgd;
  const bool turns = step.momentum != 0;
  parallel_blocks(threads, count, rows_per_task(width, sizeof(T)), [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      if (i + prefetch_distance < end) {
        const int64_t next = rows[i + prefetch_distance];
        prefetch_row(table + next * width, width);
        if (velocity) prefetch_row(velocity + next * width, width);
        if (last) __builtin_prefetch(last + next, 1);
      }
      const int64_t row = rows[i];
      if (last) move_row(lag, last, row, width, table, velocity);
      update(width, step, grad + i * width, table + row * width, turns ? at(velocity, row, width) : nullptr);
      if (last) last[row] = static_cast<int32_t>(lag.steps + 1);
    }
  });
}

#define NNL_ROW_MOTION(T)                                                                                    \
  template void gather_moved(int, const RowLag&, const int32_t*, const int64_t*, int64_t, int64_t, const T*, \
                             const T*, T*);                                                                  \
  template void copy_moved(int, const RowLag&, const int32_t*, int64_t, int64_t, const T*, const T*, T*);    \
  template void move_row(const RowLag&, int32_t*, int64_t, int64_t, T*, T*);                                 \
  template void move_all(int, const RowLag&, int32_t*, int64_t, int64_t, T*, T*);                            \
  template void sgd_rows(int, const RowLag&, int32_t*, const int64_t*, int64_t, int64_t, const SgdStep<T>&,  \
                         const T*, T*, T*)
NNL_ROW_MOTION(float);
NNL_ROW_MOTION(double);

}  // namespace nnl::kernels
