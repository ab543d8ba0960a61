// How much memory the process has asked for.
#pragma once

#include <cstdint>

namespace nnl::fuzz_files {

/// Bytes of all blocks of malloc and its relatives, of whichever library, by their usable size.
int64_t memory_in_use();
/// The most that it was since the last restart.
int64_t most_memory_in_use();
/// Has the most begin anew with what is in use.
void restart_memory_meter();

}  // namespace nnl::fuzz_files
