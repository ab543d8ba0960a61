#include "base/normal_quantile.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace nnl {
namespace {

// Coefficients ascend.
template <int N>
double polynomial(const double (&coefficients)[N], double x) {
  double sum = coefficients[N - 1];
  for (int i = N - 2; i >= 0; --i) sum = sum * x + coefficients[i];
  return sum;
}

// 2 artanh(s) / s as a series in s^2, good to the last bit for |s| <= 0.172.
constexpr double kArtanh[] = {2.0,        2.0 / 3.0,  2.0 / 5.0,  2.0 / 7.0,  2.0 / 9.0,  2.0 / 11.0,
                              2.0 / 13.0, 2.0 / 15.0, 2.0 / 17.0, 2.0 / 19.0, 2.0 / 21.0, 2.0 / 23.0};

// The natural logarithm of a normal positive x: x = m 2^e with m in [sqrt(1/2), sqrt(2)), log m = 2
// artanh((m-1)/(m+1)).
double log_of_normal(double x) {
  constexpr int64_t sqrt_half = 0x3fe6a09e667f3bcd;
  constexpr int64_t mantissa_mask = (int64_t{1} << 52) - 1;
  constexpr double log2_high = 0x1.62e42fee00000p-1;  // 21 zero bits at the end: e times it is exact
  constexpr double log2_low = 0x1.a39ef35793c76p-33;
  const int64_t above = std::bit_cast<int64_t>(x) - sqrt_half;
  const double e = static_cast<double>(above >> 52);
  const double m = std::bit_cast<double>((above & mantissa_mask) + sqrt_half);
  const double s = (m - 1.0) / (m + 1.0);
  return e * log2_high + (s * polynomial(kArtanh, s * s) + e * log2_low);
}

// The centre: odd in q = 1/2 - p, a ratio of polynomials in 0.425^2 - q^2.
constexpr double kCentreAbove[] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                                   1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                                   3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr double kCentreBelow[] = {1.0,
                                   4.2313330701600911252e1,
                                   6.8718700749205790830e2,
                                   5.3941960214247511077e3,
                                   2.1213794301586595867e4,
                                   3.9307895800092710610e4,
                                   2.8729085735721942674e4,
                                   5.2264952788528545610e3};

// The flank: r = sqrt(-log p) - 1.6 for r up to 5 - 1.6.
constexpr double kFlankAbove[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                  5.76949722146069140550e0,  3.64784832476320460504e0,
                                  1.27045825245236838258e0,  2.41780725177450611770e-1,
                                  2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double kFlankBelow[] = {1.0,
                                  2.05319162663775882187e0,
                                  1.67638483018380384940e0,
                                  6.89767334985100004550e-1,
                                  1.48103976427480074590e-1,
                                  1.51986665636164571966e-2,
                                  5.47593808499534494600e-4,
                                  1.05075007164441684324e-9};

// The tail: r = sqrt(-log p) - 5.
constexpr double kTailAbove[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                 1.78482653991729133580e0,  2.96560571828504891230e-1,
                                 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                 2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr double kTailBelow[] = {1.0,
                                 5.99832206555887937690e-1,
                                 1.36929880922735805310e-1,
                                 1.48753612908506148525e-2,
                                 7.86869131145613259100e-4,
                                 1.84631831751005468180e-5,
                                 1.42151175831644588870e-7,
                                 2.04426310338993978564e-15};

}  // namespace

double upper_normal_quantile(double p) noexcept {
  const double q = 0.5 - p;
  if (q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * (polynomial(kCentreAbove, r) / polynomial(kCentreBelow, r));
  }
  const double r = std::sqrt(-log_of_normal(p));
  if (r <= 5.0) return polynomial(kFlankAbove, r - 1.6) / polynomial(kFlankBelow, r - 1.6);
  return polynomial(kTailAbove, r - 5.0) / polynomial(kTailBelow, r - 5.0);
}

}  // namespace nnl
