// Files that are nearly right.
#pragma once

#include <string>

#include "base/random.h"

namespace nnl::fuzz_files {

/// Makes small and large changes to a safetensors file: to its tensors and texts, written well again; to the
/// words of its header; to its bytes. `other` is another such file, of which parts may be taken.
std::string mutate(const std::string& bytes, const std::string& other, RandomStream& random);

}  // namespace nnl::fuzz_files
