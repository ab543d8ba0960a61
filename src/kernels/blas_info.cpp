#include "kernels/blas_info.h"

#include <cblas.h>

namespace nnl::kernels {

std::string blas_version() {
  // The name, the version, and words about the build.
  const std::string config = openblas_get_config();
  return config.substr(0, config.find(' ', config.find(' ') + 1));
}

std::string blas_core() { return openblas_get_corename(); }

}  // namespace nnl::kernels
