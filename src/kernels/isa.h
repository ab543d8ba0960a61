// Instruction sets: the kernels under kernels/simd are compiled once for each, and the best one that the
// processor has is chosen when the library is loaded.
#pragma once

namespace nnl::kernels {

#if defined(__x86_64__)
enum class Isa { sse42, avx2, avx512 };
#else
enum class Isa { baseline };
#endif

/// The set in use: the best that processor and operating system offer, or the lesser one that the environment
/// variable NNLITE_ISA (sse42, avx2, avx512) names. Read once, when the library is loaded.
Isa isa();

/// Its name, as NNLITE_ISA spells it.
const char* isa_name();

/// A family of kernels is a struct of function pointers with one value per instruction set. The family's
/// header declares the values with NNL_DECLARE_KERNELS, its source under kernels/simd defines the one of its
/// own set with NNL_DEFINE_KERNELS (its functions in an anonymous namespace), and callers use best<Family>().
template <class Family, Isa set>
struct KernelsOf {
  static const Family value;
};

#if defined(__x86_64__)
#define NNL_DECLARE_KERNELS(...)                               \
  template <>                                                  \
  const __VA_ARGS__ KernelsOf<__VA_ARGS__, Isa::sse42>::value; \
  template <>                                                  \
  const __VA_ARGS__ KernelsOf<__VA_ARGS__, Isa::avx2>::value;  \
  template <>                                                  \
  const __VA_ARGS__ KernelsOf<__VA_ARGS__, Isa::avx512>::value
#else
#define NNL_DECLARE_KERNELS(...) \
  template <>                    \
  const __VA_ARGS__ KernelsOf<__VA_ARGS__, Isa::baseline>::value
#endif
#define NNL_DEFINE_KERNELS(...) \
  template <>                   \
  const __VA_ARGS__ KernelsOf<__VA_ARGS__, Isa::NNL_ISA>::value

/// The family's kernels for the instruction set in use.
template <class Family>
const Family& best() {
#if defined(__x86_64__)
  switch (isa()) {
    case Isa::avx512:
      return KernelsOf<Family, Isa::avx512>::value;
    case Isa::avx2:
      return KernelsOf<Family, Isa::avx2>::value;
    case Isa::sse42:
      break;
  }
  return KernelsOf<Family, Isa::sse42>::value;
#else
  return KernelsOf<Family, Isa::baseline>::value;
#endif
}

}  // namespace nnl::kernels
