#include "kernels/batch_norm.h"

#include "kernels/simd/pair_sums.h"
#include "kernels/simd/rectifier.h"

namespace nnl::kernels {
namespace {

// Sums of rows that have one element for each channel are kept in T over so few terms that its digits
// suffice, and in double beyond.
constexpr int64_t kRowBlock = 64;

// Rows that are added together before they meet the sums.
constexpr int64_t kRowsAtOnce = 4;

template <class T>
NNL_INLINE inline Pair<T> sum_of(const Pair<T>& a, const Pair<T>& b) {
  return {a.first + b.first, a.second + b.second};
}

/// Adds to the totals of each channel what term(row, at), a Pair of terms, gives, for rows of `width`
/// channels.
template <class T, class Term>
NNL_INLINE inline void add_rows(int64_t rows, int64_t width, double* first, double* second,
                                const Term& term) {
  constexpr int64_t lanes = kLanes<T>;
  for (int64_t begin = 0; begin < rows; begin += kRowBlock) {
    T a[batch_norm_group] = {}, b[batch_norm_group] = {};
    const int64_t end = least(rows, begin + kRowBlock);
    const auto add = [&](auto at, const Pair<T>& terms) NNL_INLINE {
      at.put(a, Batch<T>(at(a) + terms.first));
      at.put(b, Batch<T>(at(b) + terms.second));
    };
    int64_t row = begin;
    for (; row + kRowsAtOnce <= end; row += kRowsAtOnce) {
      const auto add_some = [&](auto at) NNL_INLINE {
        add(at, sum_of<T>(sum_of<T>(term(row, at), term(row + 1, at)),
                          sum_of<T>(term(row + 2, at), term(row + 3, at))));
      };
      int64_t i = 0;
      for (; i + lanes <= width; i += lanes) add_some(Whole{i});
      if (i < width) add_some(Part{i, width - i});
    }
    for (; row < end; ++row) {
      int64_t i = 0;
      for (; i + lanes <= width; i += lanes) add(Whole{i}, term(row, Whole{i}));
      if (i < width) add(Part{i, width - i}, term(row, Part{i, width - i}));
    }
    for (int64_t i = 0; i < width; ++i) {
      first[i] += static_cast<double>(a[i]);
      second[i] += static_cast<double>(b[i]);
    }
  }
}

/// A number for each channel of a group, split as Split does.
template <class T>
struct Splits {
  Splits(int64_t width, const double* values) {
    for (int64_t i = 0; i < width; ++i) {
      const Split<T> split(values[i]);
      high[i] = split.high;
      low[i] = split.low;
    }
  }
  template <class At>
  NNL_INLINE Batch<T> subtract_from(Batch<T> x, At at) const {
    return (x - at(high)) - at(low);
  }
  T high[batch_norm_group], low[batch_norm_group];
};

/// A number for each channel of a group in T; zeros where there is none.
template <class T>
struct Numbers {
  template <class Value>
  Numbers(int64_t width, const Value* from) {
    for (int64_t i = 0; i < width; ++i) values[i] = from ? static_cast<T>(from[i]) : T{0};
  }
  template <class At>
  NNL_INLINE Batch<T> operator()(At at) const {
    return at(values);
  }
  T values[batch_norm_group];
};

/// What becomes of x - mean, for rows that have one element for each channel of a group.
template <class T, class Rectify>
struct RowMap {
  RowMap(int64_t width, const BatchNormMap<T>& map, const Rectify& rectifier)
      : mean(width, map.mean), scale(width, map.scale), beta(width, map.beta), rectify(rectifier) {}
  template <class At>
  NNL_INLINE Batch<T> y(Batch<T> difference, At at) const {
    return rectify(difference * scale(at) + beta(at));
  }
  template <class At>
  NNL_INLINE Batch<T> dz(Batch<T> difference, Batch<T> dy, At at) const {
    if constexpr (Rectify::any) return rectify.gradient(difference * scale(at) + beta(at), dy);
    return dy;
  }
  Splits<T> mean;
  Numbers<T> scale, beta;
  Rectify rectify;
};

/// The same for one channel.
template <class T, class Rectify>
struct ChannelMap {
  ChannelMap(const BatchNormMap<T>& map, int64_t c, const Rectify& rectifier)
      : mean(map.mean[c]),
        scale(map.scale ? static_cast<T>(map.scale[c]) : T{0}),
        beta(map.beta ? map.beta[c] : T{0}),
        rectify(rectifier) {}
  NNL_INLINE Batch<T> y(Batch<T> difference) const { return rectify(difference * scale + beta); }
  NNL_INLINE Batch<T> dz(Batch<T> difference, Batch<T> dy) const {
    if constexpr (Rectify::any) return rectify.gradient(difference * scale + beta, dy);
    return dy;
  }
  Split<T> mean;
  Batch<T> scale, beta;
  Rectify rectify;
};

/// Where the run of channel c in example n begins.
NNL_INLINE inline int64_t run_of(const BatchNormShape& s, int64_t c, int64_t n) {
  return (n * s.channels + c) * s.inner;
}

// The processor does not see the next run of a channel coming, so each element asks for the one in its place
// there; in a run that is longer than this, for one of its own so much further on.
template <class T>
constexpr int64_t kShortRun = 16384 / static_cast<int64_t>(sizeof(T));
template <class T>
constexpr int64_t kAhead = 2048 / static_cast<int64_t>(sizeof(T));

/// How far behind an element of a run lies the one that it asks for.
template <class T>
NNL_INLINE inline int64_t ahead_in(const BatchNormShape& s, int64_t c, int64_t n) {
  if (s.inner > kShortRun<T>) return kAhead<T>;
  return (n + 1 < s.batch ? run_of(s, c, n + 1) : run_of(s, c + 1, 0)) - run_of(s, c, n);
}

/// Brings an element of an array closer; there may be none.
template <class T>
NNL_INLINE inline void fetch(const T* array, int64_t element) {
  __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<uintptr_t>(array) +
                                                   static_cast<uintptr_t>(element) * sizeof(T)));
}

template <class T>
void moments(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const double* shift,
             double* sums, double* squares) {
  if (s.inner == 1) {
    const Splits<T> split(last - first, shift);
    add_rows<T>(s.batch, last - first, sums, squares, [=, &split](int64_t row, auto at) NNL_INLINE {
      const Batch<T> d = at.keep(split.subtract_from(at(x + row * s.channels + first), at));
      return Pair<T>{d, d * d};
    });
    return;
  }
  for (int64_t c = first; c < last; ++c) {
    const Split<T> split(shift[c - first]);
    PairSums<T> total;
    for (int64_t n = 0; n < s.batch; ++n) {
      const T* run = x + run_of(s, c, n);
      const int64_t ahead = ahead_in<T>(s, c, n);
      total.add(s.inner, [=](auto at) NNL_INLINE {
        fetch(run, ahead + at.offset);
        const Batch<T> d = at.keep(split.subtract_from(at(run)));
        return Pair<T>{d, d * d};
      });
    }
    total.finish(sums + (c - first), squares + (c - first));
  }
}

template <class T, class Rectify>
void normalize_with(const BatchNormShape& s, int64_t first, int64_t last, const T* x,
                    const BatchNormMap<T>& norm, const Rectify& rectify, bool streaming, T* y) {
  if (s.inner == 1) {
    const RowMap<T, Rectify> channels(last - first, norm, rectify);
    for (int64_t row = 0; row < s.batch; ++row) {
      const T* from = x + row * s.channels + first;
      map(y + row * s.channels + first, last - first, streaming, [=, &channels](auto at) NNL_INLINE {
        return channels.y(channels.mean.subtract_from(at(from), at), at);
      });
    }
    return;
  }
  for (int64_t c = first; c < last; ++c) {
    const ChannelMap<T, Rectify> channel(norm, c - first, rectify);
    for (int64_t n = 0; n < s.batch; ++n) {
      const T* from = x + run_of(s, c, n);
      map(y + run_of(s, c, n), s.inner, streaming,
          [=](auto at) NNL_INLINE { return channel.y(channel.mean.subtract_from(at(from))); });
    }
  }
}

template <class T>
void normalize(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const BatchNormMap<T>& norm,
               bool streaming, T* y) {
  with_rectifier<T>(norm.rectifier, [&](const auto& rectify) {
    normalize_with(s, first, last, x, norm, rectify, streaming, y);
  });
  if (streaming) stream_end();
}

template <class T, class Rectify>
void gradient_sums_with(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const T* dy,
                        const BatchNormMap<T>& norm, const Rectify& rectify, double* sum_dz,
                        double* sum_dz_x) {
  if (s.inner == 1) {
    const RowMap<T, Rectify> channels(last - first, norm, rectify);
    add_rows<T>(s.batch, last - first, sum_dz, sum_dz_x, [=, &channels](int64_t row, auto at) NNL_INLINE {
      const int64_t offset = row * s.channels + first;
      const Batch<T> d = channels.mean.subtract_from(at(x + offset), at);
      const Batch<T> dz = at.keep(channels.dz(d, at(dy + offset), at));
      return Pair<T>{dz, at.keep(dz * d)};
    });
    return;
  }
  for (int64_t c = first; c < last; ++c) {
    const ChannelMap<T, Rectify> channel(norm, c - first, rectify);
    PairSums<T> total;
    for (int64_t n = 0; n < s.batch; ++n) {
      const T* run = x + run_of(s, c, n);
      const T* gradient = dy + run_of(s, c, n);
      const int64_t ahead = ahead_in<T>(s, c, n);
      total.add(s.inner, [=](auto at) NNL_INLINE {
        fetch(run, ahead + at.offset);
        fetch(gradient, ahead + at.offset);
        const Batch<T> d = channel.mean.subtract_from(at(run));
        const Batch<T> dz = at.keep(channel.dz(d, at(gradient)));
        return Pair<T>{dz, at.keep(dz * d)};
      });
    }
    total.finish(sum_dz + (c - first), sum_dz_x + (c - first));
  }
}

template <class T>
void gradient_sums(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const T* dy,
                   const BatchNormMap<T>& norm, double* sum_dz, double* sum_dz_x) {
  with_rectifier<T>(norm.rectifier, [&](const auto& rectify) {
    gradient_sums_with(s, first, last, x, dy, norm, rectify, sum_dz, sum_dz_x);
  });
}

template <class T, class Rectify>
void gradient_with(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const T* dy,
                   const BatchNormMap<T>& norm, const Rectify& rectify, const double* b, const double* k,
                   bool streaming, T* dx) {
  if (s.inner == 1) {
    const RowMap<T, Rectify> channels(last - first, norm, rectify);
    const Numbers<T> back(last - first, b), shift(last - first, k);
    for (int64_t row = 0; row < s.batch; ++row) {
      const T* from = x + row * s.channels + first;
      const T* g = dy + row * s.channels + first;
      map(dx + row * s.channels + first, last - first, streaming,
          [=, &channels, &back, &shift](auto at) NNL_INLINE {
            const Batch<T> d = channels.mean.subtract_from(at(from), at);
            return channels.scale(at) * channels.dz(d, at(g), at) + (back(at) * d + shift(at));
          });
    }
    return;
  }
  for (int64_t c = first; c < last; ++c) {
    const ChannelMap<T, Rectify> channel(norm, c - first, rectify);
    const Batch<T> back(static_cast<T>(b[c - first])), shift(static_cast<T>(k[c - first]));
    for (int64_t n = 0; n < s.batch; ++n) {
      const T* from = x + run_of(s, c, n);
      const T* g = dy + run_of(s, c, n);
      map(dx + run_of(s, c, n), s.inner, streaming, [=](auto at) NNL_INLINE {
        const Batch<T> d = channel.mean.subtract_from(at(from));
        return channel.scale * channel.dz(d, at(g)) + (back * d + shift);
      });
    }
  }
}

template <class T>
void gradient(const BatchNormShape& s, int64_t first, int64_t last, const T* x, const T* dy,
              const BatchNormMap<T>& norm, const double* b, const double* k, bool streaming, T* dx) {
  with_rectifier<T>(norm.rectifier, [&](const auto& rectify) {
    gradient_with(s, first, last, x, dy, norm, rectify, b, k, streaming, dx);
  });
  if (streaming) stream_end();
}

template <class T>
constexpr BatchNormKernels<T> family = {moments<T>, normalize<T>, gradient_sums<T>, gradient<T>};

}  // namespace

NNL_DEFINE_KERNELS(BatchNormKernels<float>) = family<float>;
NNL_DEFINE_KERNELS(BatchNormKernels<double>) = family<double>;

}  // namespace nnl::kernels
