// Runs a check on a kernel family of every instruction set that this machine has.
#pragma once

#include <gtest/gtest.h>

#include "kernels/isa.h"

namespace nnl::test {

/// Calls check(kernels) with the family's kernels of each instruction set that the processor has.
template <class Family, class Check>
void on_each_isa(Check&& check) {
  using kernels::Isa;
  using kernels::KernelsOf;
#if defined(__x86_64__)
  {
    SCOPED_TRACE("sse42");
    check(KernelsOf<Family, Isa::sse42>::value);
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    SCOPED_TRACE("avx2");
    check(KernelsOf<Family, Isa::avx2>::value);
  }
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")) {
    SCOPED_TRACE("avx512");
    check(KernelsOf<Family, Isa::avx512>::value);
  }
#else
  check(KernelsOf<Family, Isa::baseline>::value);
#endif
}

}  // namespace nnl::test
