#include "kernels/elementwise.h"

namespace nnl::kernels {
namespace {

struct Add {
  template <class T>
  static T of(T a, T b) {
    return a + b;
  }
};
struct Subtract {
  template <class T>
  static T of(T a, T b) {
    return a - b;
  }
};
struct Multiply {
  template <class T>
  static T of(T a, T b) {
    return a * b;
  }
};
struct Divide {
  template <class T>
  static T of(T a, T b) {
    return a / b;
  }
};

template <class Op, class T>
void line(int64_t n, const T* a, int64_t a_step, const T* b, int64_t b_step, T* out) {
  if (a_step == 1 && b_step == 1) {
    for (int64_t i = 0; i < n; ++i) out[i] = Op::of(a[i], b[i]);
  } else if (a_step == 1 && b_step == 0) {
    const T right = *b;
    for (int64_t i = 0; i < n; ++i) out[i] = Op::of(a[i], right);
  } else if (a_step == 0 && b_step == 1) {
    const T left = *a;
    for (int64_t i = 0; i < n; ++i) out[i] = Op::of(left, b[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) out[i] = Op::of(a[i * a_step], b[i * b_step]);
  }
}

template <class T>
void affine_line(int64_t n, const T* x, T alpha, T beta, T* out) {
  for (int64_t i = 0; i < n; ++i) out[i] = alpha * x[i] + beta;
}

template <class T>
void axpy_line(int64_t n, const T* x, T alpha, T* y) {
  for (int64_t i = 0; i < n; ++i) y[i] += alpha * x[i];
}

template <class T>
constexpr Elementwise<T> kernels = {line<Add, T>,    line<Subtract, T>, line<Multiply, T>,
                                    line<Divide, T>, affine_line<T>,    axpy_line<T>};

}  // namespace

NNL_DEFINE_KERNELS(Elementwise<float>) = kernels<float>;
NNL_DEFINE_KERNELS(Elementwise<double>) = kernels<double>;

}  // namespace nnl::kernels
