#include "base/normal_quantile.h"

#include <cmath>
#include <gtest/gtest.h>

namespace {

struct Reference {
  double p;
  double z;
};

// sqrt(2) erfinv(1 - 2p) with 60 digits (mpmath 1.3), rounded to the nearest double.
constexpr Reference kReferences[] = {
    {0x1.0000000000000p-54, 0x1.095b059d67c4cp+3}, {0x1.8000000000000p-53, 0x1.052484c516593p+3},
    {0x1.4cccccccccccdp-50, 0x1.fb1a8a01f04acp+2}, {0x1.0000000000000p-40, 0x1.c30d8560989abp+2},
    {0x1.0000000000000p-37, 0x1.b025b0b56a3a8p+2}, {0x1.e8a37a45fc32ep-37, 0x1.aa1b1c13ee526p+2},
    {0x1.b7cdfd9d7bdbbp-34, 0x1.97203597a2155p+2}, {0x1.0000000000000p-33, 0x1.95a1198fcf3d6p+2},
    {0x1.5798ee2308c3ap-27, 0x1.672b074435e3dp+2}, {0x1.0c6f7a0b5ed8dp-20, 0x1.30381a9799f7ep+2},
    {0x1.a36e2eb1c432dp-14, 0x1.dc08bb712893bp+1}, {0x1.0624dd2f1a9fcp-10, 0x1.8b8cbb7204471p+1},
    {0x1.47ae147ae147bp-7, 0x1.29c5c4630ff0fp+1},  {0x1.999999999999ap-6, 0x1.f5c0331eeff85p+0},
    {0x1.999999999999ap-5, 0x1.a515209676abdp+0},  {0x1.3333333333332p-4, 0x1.7085226d3e525p+0},
    {0x1.3333333333333p-4, 0x1.7085226d3e524p+0},  {0x1.999999999999ap-4, 0x1.4813c36e26d32p+0},
    {0x1.999999999999ap-3, 0x1.aee8fa73a1333p-1},  {0x1.0000000000000p-2, 0x1.5956b87528a49p-1},
    {0x1.3333333333333p-2, 0x1.0c7e39582c5fbp-1},  {0x1.999999999999ap-2, 0x1.036d6c4a04b59p-2},
    {0x1.ccccccccccccdp-2, 0x1.015abc78e92d0p-3},  {0x1.f5c28f5c28f5cp-2, 0x1.9aba9f4786911p-6},
    {0x1.fef9db22d0e56p-2, 0x1.488c93793e58ep-9},  {0x1.ffffc00000000p-2, 0x1.40d931ff63c05p-19},
    {0x1.fffffffffc000p-2, 0x1.40d931ff62706p-39}, {0x1.ffffffffffffep-2, 0x1.40d931ff62706p-52},
};

TEST(UpperNormalQuantile, agrees_with_numbers_of_sixty_digits) {
  for (const auto& [p, z] : kReferences) EXPECT_NEAR(nnl::upper_normal_quantile(p), z, 1e-15 * z) << p;
  EXPECT_EQ(nnl::upper_normal_quantile(0.5), 0.0);
}

TEST(UpperNormalQuantile, undoes_the_tail_probability) {
  for (double p = 0.5; p >= 0x1p-54; p *= 0.97) {
    const double z = nnl::upper_normal_quantile(p);
    EXPECT_NEAR(std::erfc(z / std::sqrt(2.0)) / 2, p, p * 1e-13) << p;
  }
}

TEST(UpperNormalQuantile, falls_where_the_formulas_meet) {
  for (const double p : {0.075, std::exp(-25.0)}) {
    double last = nnl::upper_normal_quantile(p * (1 - 1e-12));
    for (double factor = -9e-13; factor < 1e-12; factor += 1e-13) {
      const double z = nnl::upper_normal_quantile(p * (1 + factor));
      EXPECT_LT(z, last) << p << " " << factor;
      last = z;
    }
  }
}

}  // namespace
