#include "guard.h"
#include "kernels/blas_core.h"
#include "kernels/isa.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

std::string compiler() {
#if defined(__clang__)
  return "Clang " __clang_version__;
#elif defined(__GNUC__)
  return "GCC " __VERSION__;
#else
  return "unknown";
#endif
}

std::string build_info() {
  return fmt::format(
      "version: {}.{}.{}\nabi: {}\ncompiler: {}\nbuild: {}\nblas: {}\nblas core: {}\ninstruction set: {}\n"
      "threads: {}\n",
      NNL_VERSION_MAJOR + 0, NNL_VERSION_MINOR + 0, NNL_VERSION_PATCH + 0, nnl_abi_version(), compiler(),
      NNL_BUILD_TYPE, kernels::blas_version(), kernels::blas_core(), kernels::isa_name(),
      Context::shared().threads());
}

}  // namespace

int32_t NNL_CALL nnl_version(void) {
  return 10000 * NNL_VERSION_MAJOR + 100 * NNL_VERSION_MINOR + NNL_VERSION_PATCH;
}

int32_t NNL_CALL nnl_abi_version(void) { return NNL_VERSION_MAJOR; }

nnl_status NNL_CALL nnl_build_info(char* buffer, int64_t capacity, int64_t* needed) {
  return guard(__func__, [&] { copy_text(build_info(), "buffer", buffer, capacity, needed); });
}
