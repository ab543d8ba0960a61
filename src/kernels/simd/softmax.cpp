#include "kernels/softmax.h"

#include "kernels/simd/batch.h"

namespace nnl::kernels {
namespace {

// Rows are walked in blocks that stay in the first-level cache while they are read twice, and whose sums are
// short enough for the lanes of T; sums of blocks are kept in double.
constexpr int64_t kBlock = 1024;

template <class T>
constexpr T kInfinity = static_cast<T>(__builtin_inf());

// The sum of f(at) over n <= kBlock elements, lanes that hold no element left out.
template <class T, class F>
NNL_INLINE inline double sum_block(int64_t n, F f) {
  constexpr int64_t lanes = kLanes<T>;
  Batch<T> a(T(0)), b(T(0)), c(T(0)), d(T(0));
  int64_t i = 0;
  for (; i + 4 * lanes <= n; i += 4 * lanes) {
    a = a + f(Whole{i});
    b = b + f(Whole{i + lanes});
    c = c + f(Whole{i + 2 * lanes});
    d = d + f(Whole{i + 3 * lanes});
  }
  for (; i + lanes <= n; i += lanes) a = a + f(Whole{i});
  if (i < n) b = b + f(Part{i, n - i});
  return sum_lanes((a + b) + (c + d));
}

// The sum of f(begin, count) over the blocks of a row.
template <class F>
NNL_INLINE inline double sum_blocks(int64_t n, F f) {
  double sum = 0;
  for (int64_t begin = 0; begin < n; begin += kBlock) sum += f(begin, least(kBlock, n - begin));
  return sum;
}

// The largest element, -infinity if there is none; with NaN among them, any number.
template <class T>
T maximum(const T* x, int64_t n) {
  constexpr int64_t lanes = kLanes<T>;
  Batch<T> a(-kInfinity<T>), b = a, c = a, d = a;
  int64_t i = 0;
  for (; i + 4 * lanes <= n; i += 4 * lanes) {
    a = xsimd::max(a, load(x + i));
    b = xsimd::max(b, load(x + i + lanes));
    c = xsimd::max(c, load(x + i + 2 * lanes));
    d = xsimd::max(d, load(x + i + 3 * lanes));
  }
  for (; i + lanes <= n; i += lanes) a = xsimd::max(a, load(x + i));
  if (i < n) b = xsimd::max(b, load_part(x + i, n - i, -kInfinity<T>));
  return largest_lane(xsimd::max(xsimd::max(a, b), xsimd::max(c, d)));
}

struct RowSums {
  double base;    // the largest x
  double rest;    // log sum exp(x - base)
  double mass;    // sum of v
  double moment;  // sum of v * (x - base)
  double logsumexp() const { return base + rest; }
};

// x - log sum exp(x) for the elements of a row.
template <class T>
struct LogSum {
  // Exact also where the sum is lost beside the largest element.
  explicit LogSum(const RowSums& sums) : base(static_cast<T>(sums.base)), rest(sums.rest) {}
  NNL_INLINE Batch<T> subtract_from(Batch<T> x) const { return rest.subtract_from(x - Batch<T>(base)); }
  T base;
  Split<T> rest;
};

// v of the terms v * -log p that a loss sums over the classes; `at` loads.
struct NoTerms {
  static constexpr bool any = false;
};

// smoothing / classes
template <class T>
struct EvenTerms {
  static constexpr bool any = true;
  Batch<T> share;
  template <class At>
  NNL_INLINE Batch<T> operator()(At) const {
    return share;
  }
};

// weight * smoothing / classes
template <class T>
struct WeightTerms {
  static constexpr bool any = true;
  const T* weight;
  Batch<T> share;
  template <class At>
  NNL_INLINE Batch<T> operator()(At at) const {
    return at(weight) * share;
  }
};

// (1 - smoothing) * probability + smoothing / classes, times the weight
template <class T, bool weighted>
struct ProbabilityTerms {
  static constexpr bool any = true;
  const T* weight;
  const T* probabilities;
  Batch<T> certain, share;
  template <class At>
  NNL_INLINE Batch<T> operator()(At at) const {
    const Batch<T> goal = multiply_add<T>(at(probabilities), certain, share);
    if constexpr (weighted) return at(weight) * goal;
    return goal;
  }
  ProbabilityTerms at_row(int64_t row, int64_t classes) const {
    return {weight, probabilities + row * classes, certain, share};
  }
};

// The sum of exp(x - reference) over a block, and its largest x as maximum() has it.
template <class T>
struct BlockExp {
  double sum;
  T largest;
};

template <class T>
NNL_NOINLINE BlockExp<T> sum_exp(const T* block, int64_t n, T reference) {
  const Batch<T> from(reference);
  Batch<T> largest(-kInfinity<T>);
  const double sum = sum_block<T>(n, [&](auto at) NNL_INLINE {
    const Batch<T> x = at(block, -kInfinity<T>);
    largest = xsimd::max(largest, x);
    return exp_bounded<T>(x - from);
  });
  return {sum, largest_lane(largest)};
}

// Everything that a loss needs to know of a row, in one pass over it. Exponentials are taken relative to the
// largest element of an earlier block; only a block that rises far above it is read again.
template <class T, class Terms>
RowSums sum_row(const T* x, int64_t classes, const Terms& terms) {
  constexpr T far = T(32);
  T reference = -kInfinity<T>, greatest = reference;
  double exponentials = 0, origin = 0;  // of the moment
  RowSums sums{0, 0, 0, 0};
  for (int64_t begin = 0; begin < classes; begin += kBlock) {
    const int64_t n = least(kBlock, classes - begin);
    const T* block = x + begin;
    BlockExp<T> e{0, 0};
    if (reference > -kInfinity<T>) e = sum_exp(block, n, reference);
    if (!(reference > -kInfinity<T>) || e.largest > reference + far) {
      const T largest = maximum(block, n);
      e = sum_exp(block, n, largest > -kInfinity<T> ? largest : T(0));
      if (exponentials != 0)
        exponentials *= __builtin_exp(static_cast<double>(reference) - static_cast<double>(largest));
      reference = largest;
      e.largest = largest;
    }
    if (e.largest > greatest) greatest = e.largest;
    exponentials += e.sum;
    if constexpr (Terms::any) {
      const T near = reference > -kInfinity<T> ? reference : T(0);
      const double mass =
          sum_block<T>(n, [=](auto at) NNL_INLINE { return at.keep(terms(at.after(begin))); });
      // Of halves, whose differences do not overflow.
      const Batch<T> half(T(0.5)), from(near * T(-0.5));
      const double moment = sum_block<T>(n, [=](auto at) NNL_INLINE {
        return multiply_add<T>(at(block, near), half, from) * terms(at.after(begin));
      });
      if (sums.mass != 0) sums.moment += sums.mass * (origin - static_cast<double>(near));
      origin = static_cast<double>(near);
      sums.mass += mass;
      sums.moment += 2 * moment;
    }
  }
  const bool rises = greatest > reference;
  sums.base = static_cast<double>(rises ? greatest : reference);
  sums.rest = __builtin_log(exponentials) + (rises ? static_cast<double>(reference) - sums.base : 0);
  if (sums.mass != 0 && sums.base > -__builtin_inf()) sums.moment += sums.mass * (origin - sums.base);
  return sums;
}

template <class T>
void softmax_rows(const SoftmaxRows<T>& m, int64_t begin, int64_t end) {
  for (int64_t row = begin; row < end; ++row) {
    const T* x = m.x + row * m.classes;
    T* y = m.out + row * m.classes;
    const Batch<T> largest(maximum(x, m.classes));
    const double sum = sum_blocks(m.classes, [&](int64_t first, int64_t n) {
      const T* from = x + first;
      T* to = y + first;
      return sum_block<T>(n, [=](auto at) NNL_INLINE {
        const Batch<T> e = exp_bounded<T>(at(from, -kInfinity<T>) - largest);
        at.put(to, e);
        return at.keep(e);
      });
    });
    const Batch<T> scale(static_cast<T>(1 / sum));
    map(y, m.classes, false, [=](auto at) NNL_INLINE { return at(y) * scale; });
  }
}

template <class T>
void softmax_backward_rows(const SoftmaxRows<T>& m, int64_t begin, int64_t end) {
  for (int64_t row = begin; row < end; ++row) {
    const T* y = m.x + row * m.classes;
    const T* dy = m.dy + row * m.classes;
    const double dot = sum_blocks(m.classes, [&](int64_t first, int64_t n) {
      return sum_block<T>(n, [=](auto at) NNL_INLINE { return at(y + first) * at(dy + first); });
    });
    const Batch<T> shift(static_cast<T>(dot));
    map(m.out + row * m.classes, m.classes, m.streaming,
        [=](auto at) NNL_INLINE { return at(y) * (at(dy) - shift); });
  }
  if (m.streaming) stream_end();
}

template <class T>
void log_softmax_rows(const SoftmaxRows<T>& m, int64_t begin, int64_t end) {
  for (int64_t row = begin; row < end; ++row) {
    const T* x = m.x + row * m.classes;
    const LogSum<T> logsumexp(sum_row(x, m.classes, NoTerms{}));
    map(m.out + row * m.classes, m.classes, m.streaming,
        [=](auto at) NNL_INLINE { return logsumexp.subtract_from(at(x)); });
  }
  if (m.streaming) stream_end();
}

template <class T>
void log_softmax_backward_rows(const SoftmaxRows<T>& m, int64_t begin, int64_t end) {
  for (int64_t row = begin; row < end; ++row) {
    const T* y = m.x + row * m.classes;
    const T* dy = m.dy + row * m.classes;
    const double sum = sum_blocks(m.classes, [&](int64_t first, int64_t n) {
      return sum_block<T>(n, [=](auto at) NNL_INLINE { return at(dy + first); });
    });
    const Batch<T> factor(static_cast<T>(-sum));
    map(m.out + row * m.classes, m.classes, m.streaming,
        [=](auto at) NNL_INLINE { return multiply_add<T>(exp_bounded<T>(at(y)), factor, at(dy)); });
  }
  if (m.streaming) stream_end();
}

template <class T>
void logsumexp_rows(const T* x, int64_t classes, int64_t begin, int64_t end, double* logsumexp) {
  for (int64_t row = begin; row < end; ++row)
    logsumexp[row] = sum_row(x + row * classes, classes, NoTerms{}).logsumexp();
}

// Calls use(terms) with the terms that every row of a problem with class numbers shares.
template <class T, class Use>
NNL_INLINE inline void with_smoothing(const CrossEntropy<T>& problem, Use use) {
  const Batch<T> share(static_cast<T>(problem.label_smoothing / static_cast<double>(problem.classes)));
  if (problem.label_smoothing == 0) {
    use(NoTerms{});
  } else if (problem.weight) {
    use(WeightTerms<T>{problem.weight, share});
  } else {
    use(EvenTerms<T>{share});
  }
}

// Calls use(terms) with the terms of row 0 of a problem with probabilities.
template <class T, class Use>
NNL_INLINE inline void with_probabilities(const CrossEntropy<T>& problem, Use use) {
  const Batch<T> share(static_cast<T>(problem.label_smoothing / static_cast<double>(problem.classes)));
  const Batch<T> certain(static_cast<T>(1 - problem.label_smoothing));
  if (problem.weight) {
    use(ProbabilityTerms<T, true>{problem.weight, problem.probabilities, certain, share});
  } else {
    use(ProbabilityTerms<T, false>{nullptr, problem.probabilities, certain, share});
  }
}

template <class T>
void cross_entropy_rows(const CrossEntropy<T>& problem, const CrossEntropyRows& out, int64_t begin,
                        int64_t end) {
  const int64_t classes = problem.classes;
  const auto finish = [&](int64_t row, const RowSums& sums, double certain_loss) {
    out.loss[row] = certain_loss + (sums.rest * sums.mass - sums.moment);
    out.logsumexp[row] = sums.logsumexp();
    if (out.mass) out.mass[row] = sums.mass;
  };
  if (!problem.target) {
    with_probabilities(problem, [&](const auto& terms) {
      for (int64_t row = begin; row < end; ++row)
        finish(row, sum_row(problem.logits + row * classes, classes, terms.at_row(row, classes)), 0);
    });
    return;
  }
  with_smoothing(problem, [&](const auto& terms) {
    for (int64_t row = begin; row < end; ++row) {
      const int64_t target = problem.target[row];
      if (target == problem.ignore_index) {
        finish(row, {0, 0, 0, 0}, 0);
        continue;
      }
      const T* x = problem.logits + row * classes;
      RowSums sums = sum_row(x, classes, terms);
      const double certain = (1 - problem.label_smoothing) *
                             (problem.weight ? static_cast<double>(problem.weight[target]) : 1.0);
      const double certain_loss = certain * (sums.rest + (sums.base - static_cast<double>(x[target])));
      if (problem.label_smoothing == 0) {
        out.loss[row] = certain_loss;
        out.logsumexp[row] = sums.logsumexp();
        if (out.mass) out.mass[row] = certain;
        continue;
      }
      finish(row, sums, certain_loss);
      if (out.mass) out.mass[row] = sums.mass + certain;
    }
  });
}

// That of a row for its gradient, from what was kept of it where that has all digits.
template <class T>
LogSum<T> log_sum_of(const T* x, int64_t classes, double logsumexp) {
  if (__builtin_fabs(logsumexp) > 0x1p20 && __builtin_isfinite(logsumexp))
    return LogSum<T>(sum_row(x, classes, NoTerms{}));
  return LogSum<T>({0, logsumexp, 0, 0});
}

// dx = softmax(x) * total - gradient * v
template <class T, class Terms>
void write_gradient(const T* x, int64_t classes, double logsumexp, double total, double gradient,
                    const Terms& terms, T* dx, bool streaming) {
  const LogSum<T> lse = log_sum_of(x, classes, logsumexp);
  const Batch<T> factor(static_cast<T>(total)), minus_gradient(static_cast<T>(-gradient));
  map(dx, classes, streaming, [=](auto at) NNL_INLINE {
    const Batch<T> value = exp_bounded<T>(lse.subtract_from(at(x))) * factor;
    if constexpr (Terms::any) return multiply_add<T>(terms(at), minus_gradient, value);
    return value;
  });
}

template <class T>
double row_gradient(const CrossEntropyGradient<T>& b, int64_t row) {
  return b.dloss ? b.scale * static_cast<double>(b.dloss[row]) : b.scale;
}

template <class T>
void probabilities_backward_rows(const CrossEntropy<T>& problem, const CrossEntropyGradient<T>& b,
                                 int64_t begin, int64_t end) {
  const int64_t classes = problem.classes;
  with_probabilities(problem, [&](const auto& terms) {
    for (int64_t row = begin; row < end; ++row) {
      const T* x = problem.logits + row * classes;
      const double gradient = row_gradient(b, row);
      if (b.dprobabilities) {
        const LogSum<T> lse = log_sum_of(x, classes, b.logsumexp[row]);
        const Batch<T> factor(static_cast<T>(-gradient * (1 - problem.label_smoothing)));
        map(b.dprobabilities + row * classes, classes, false, [=](auto at) NNL_INLINE {
          const Batch<T> value = lse.subtract_from(at(x)) * factor;
          return problem.weight ? value * at(problem.weight) : value;
        });
      }
      write_gradient(x, classes, b.logsumexp[row], gradient * b.mass[row], gradient,
                     terms.at_row(row, classes), b.dlogits + row * classes, b.streaming);
    }
  });
}

template <class T>
void cross_entropy_backward_rows(const CrossEntropy<T>& problem, const CrossEntropyGradient<T>& b,
                                 int64_t begin, int64_t end) {
  if (!problem.target) {
    probabilities_backward_rows(problem, b, begin, end);
    if (b.streaming) stream_end();
    return;
  }
  const int64_t classes = problem.classes;
  const double even = problem.label_smoothing * b.weight_sum / static_cast<double>(classes);
  with_smoothing(problem, [&](const auto& terms) {
    for (int64_t row = begin; row < end; ++row) {
      T* dx = b.dlogits + row * classes;
      const int64_t target = problem.target[row];
      if (target == problem.ignore_index) {
        map(dx, classes, b.streaming, [](auto) NNL_INLINE { return Batch<T>(T(0)); });
        continue;
      }
      const double gradient = row_gradient(b, row);
      const double certain = (1 - problem.label_smoothing) *
                             (problem.weight ? static_cast<double>(problem.weight[target]) : 1.0);
      write_gradient(problem.logits + row * classes, classes, b.logsumexp[row], gradient * (certain + even),
                     gradient, terms, dx, b.streaming);
      dx[target] = static_cast<T>(static_cast<double>(dx[target]) - gradient * certain);
    }
  });
  if (b.streaming) stream_end();
}

template <class T>
constexpr SoftmaxKernels<T> kernels = {
    softmax_rows<T>,   softmax_backward_rows<T>, log_softmax_rows<T>,           log_softmax_backward_rows<T>,
    logsumexp_rows<T>, cross_entropy_rows<T>,    cross_entropy_backward_rows<T>};

}  // namespace

NNL_DEFINE_KERNELS(SoftmaxKernels<float>) = kernels<float>;
NNL_DEFINE_KERNELS(SoftmaxKernels<double>) = kernels<double>;

}  // namespace nnl::kernels
