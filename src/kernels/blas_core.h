// Which matrix products are in use, and for which processor.
//
// OpenBLAS knows processors by their model numbers and takes one that is newer than itself for one of 2004,
// whose kernels are several times slower. So the linker puts the functions defined here in front of its
// choice (see cmake/OpenBLAS.cmake): where it is that far below what the processor has, one of its newer
// cores is chosen by instruction sets. Nor may its destructor unload the kernels while other threads are
// computing. The environment variable OPENBLAS_CORETYPE, with which users choose for it, goes unchanged.
#pragma once

#include <string>

namespace nnl::kernels {

/// OpenBLAS's name and version, "OpenBLAS 0.3.21".
std::string blas_version();

/// The processor that OpenBLAS uses the kernels of, "Haswell".
std::string blas_core();

namespace detail {

/// What a processor and its operating system have.
struct ProcessorFeatures {
  bool avx2, avx512;  // AVX2 with FMA; AVX-512 F, CD, BW, DQ and VL
  bool amd;
};

/// The core to use instead of the one that OpenBLAS has `chosen`, or null to keep it.
const char* better_blas_core(const char* chosen, const ProcessorFeatures& features);

/// Has OpenBLAS use the kernels of a core that it has, for which the processor must do. Not while another
/// thread multiplies. Does nothing in a build with the system's shared OpenBLAS.
void use_blas_core(const char* name);

}  // namespace detail

}  // namespace nnl::kernels
