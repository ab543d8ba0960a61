// Which matrix products are in use.
#pragma once

#include <string>

namespace nnl::kernels {

/// OpenBLAS's name and version, "OpenBLAS 0.3.21".
std::string blas_version();

/// The processor that OpenBLAS has chosen its kernels for, "Haswell".
std::string blas_core();

}  // namespace nnl::kernels
