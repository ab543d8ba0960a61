#include "kernels/isa.h"

#include <cstdlib>
#include <string_view>

namespace nnl::kernels {
namespace {

#if defined(__x86_64__)
constexpr const char* names[] = {"sse42", "avx2", "avx512"};

Isa detect() {
  __builtin_cpu_init();
  Isa best = Isa::sse42;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) best = Isa::avx2;
  if (best == Isa::avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
    best = Isa::avx512;
  // When the library is loaded. NOLINTNEXTLINE(concurrency-mt-unsafe)
  const char* wanted = std::getenv("NNLITE_ISA");
  for (int i = 0; wanted && i <= static_cast<int>(best); ++i)
    if (std::string_view(wanted) == names[i]) return static_cast<Isa>(i);
  return best;
}
#else
constexpr const char* names[] = {"baseline"};
Isa detect() { return Isa::baseline; }
#endif

const Isa chosen = detect();

}  // namespace

Isa isa() { return chosen; }
const char* isa_name() { return names[static_cast<int>(chosen)]; }

}  // namespace nnl::kernels
