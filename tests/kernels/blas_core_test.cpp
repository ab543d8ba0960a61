#include "kernels/blas_core.h"

#include <gtest/gtest.h>
#include <vector>

#include "kernels/gemm.h"

namespace nnl::kernels {
namespace {

TEST(BlasCore, is_chosen_by_instruction_sets_where_openblas_does_not_know_the_processor) {
  using detail::better_blas_core;
  EXPECT_STREQ(better_blas_core("Prescott", {.avx2 = true, .avx512 = true, .amd = false}), "SkylakeX");
  EXPECT_STREQ(better_blas_core("Prescott", {.avx2 = true, .avx512 = true, .amd = true}), "SkylakeX");
  EXPECT_STREQ(better_blas_core("Nehalem", {.avx2 = true, .avx512 = false, .amd = false}), "Haswell");
  EXPECT_STREQ(better_blas_core("Barcelona", {.avx2 = true, .avx512 = false, .amd = true}), "Zen");
}

TEST(BlasCore, is_left_to_openblas_where_it_has_found_a_good_one_or_there_is_none) {
  using detail::better_blas_core;
  for (const char* good : {"Haswell", "Zen", "SkylakeX", "Cooperlake", "Sapphirerapids", "ZEN", "SKYLAKEX"})
    EXPECT_EQ(better_blas_core(good, {.avx2 = true, .avx512 = true, .amd = false}), nullptr) << good;
  EXPECT_EQ(better_blas_core("Sandybridge", {.avx2 = false, .avx512 = false, .amd = false}), nullptr);
}

#if defined(__x86_64__) && !defined(NNL_SYSTEM_OPENBLAS)
TEST(BlasCore, has_avx2_wherever_the_processor_has_it) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) GTEST_SKIP() << "no AVX2 here";
  EXPECT_EQ(detail::better_blas_core(blas_core().c_str(), {.avx2 = true, .avx512 = true, .amd = false}),
            nullptr)
      << blas_core();
}

TEST(BlasCore, can_be_another_and_multiplies_then_too) {
  const std::string before = blas_core();
  const std::vector<float> a = {1, 2, 3, 4, 5, 6}, b = {7, 8, 9, 10, 11, 12};
  for (const char* core : {"Prescott", "Nehalem"}) {
    detail::use_blas_core(core);
    EXPECT_EQ(blas_core(), core);
    std::vector<float> c(4);
    gemm<float>(1, Transpose::no, Transpose::no, 2, 2, 3, 1, a.data(), 3, b.data(), 2, 0, c.data(), 2);
    EXPECT_EQ(c, (std::vector<float>{58, 64, 139, 154})) << core;
  }
  detail::use_blas_core(before.c_str());
  EXPECT_EQ(blas_core(), before);
}
#endif

}  // namespace
}  // namespace nnl::kernels
