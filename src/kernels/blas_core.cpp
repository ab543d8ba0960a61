#include "kernels/blas_core.h"

#include <cblas.h>
#include <cstdlib>
#include <cstring>
#include <strings.h>

namespace nnl::kernels {

std::string blas_version() {
  // The name, the version, and words about the build.
  const std::string config = openblas_get_config();
  return config.substr(0, config.find(' ', config.find(' ') + 1));
}

std::string blas_core() { return openblas_get_corename(); }

const char* detail::better_blas_core(const char* chosen, const ProcessorFeatures& features) {
  if (!features.avx2) return nullptr;
  // The cores with AVX2 or more.
  for (const char* good : {"Haswell", "Zen", "Excavator", "SkylakeX", "Cooperlake", "Sapphirerapids"})
    if (strcasecmp(chosen, good) == 0) return nullptr;
  if (features.avx512) return "SkylakeX";
  return features.amd ? "Zen" : "Haswell";
}

}  // namespace nnl::kernels

#if defined(NNL_SYSTEM_OPENBLAS)

void nnl::kernels::detail::use_blas_core(const char*) {}

#else

namespace {

constexpr const char* core_variable = "OPENBLAS_CORETYPE";

// What OpenBLAS is told that the variable holds, in place of the environment.
constinit const char* core_to_use = nullptr;

nnl::kernels::detail::ProcessorFeatures processor_features() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return {__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"),
          __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
              __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
              __builtin_cpu_supports("avx512vl"),
          __builtin_cpu_is("amd") != 0};
#else
  return {};
#endif
}

}  // namespace

extern "C" {

char* __real_getenv(const char* name);
// Absent from an OpenBLAS that was built for one processor.
__attribute__((weak)) void __real_gotoblas_dynamic_init();
__attribute__((weak)) void __real_gotoblas_dynamic_quit();

char* __wrap_getenv(const char* name) {
  if (core_to_use && std::strcmp(name, core_variable) == 0) return const_cast<char*>(core_to_use);
  return __real_getenv(name);
}

// OpenBLAS calls it when the library is loaded.
void __wrap_gotoblas_dynamic_init() {
  __real_gotoblas_dynamic_init();
  if (__real_getenv(core_variable)) return;
  const char* better = nnl::kernels::detail::better_blas_core(openblas_get_corename(), processor_features());
  if (better) nnl::kernels::detail::use_blas_core(better);
}

// The kernels stay: a thread may still be multiplying while the process exits.
void __wrap_gotoblas_dynamic_quit() {}
}

void nnl::kernels::detail::use_blas_core(const char* name) {
  if (!__real_gotoblas_dynamic_init || !__real_gotoblas_dynamic_quit) return;
  core_to_use = name;
  __real_gotoblas_dynamic_quit();
  __real_gotoblas_dynamic_init();
  core_to_use = nullptr;
}

#endif
