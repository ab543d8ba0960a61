// A caching allocator: freed blocks are kept for the next request of their size class, because fresh pages
// cost more than the arithmetic of a memory-bound layer. What is kept never exceeds what was in use at once,
// or 64 MiB.
#pragma once

#include <cstddef>

namespace nnl {

/// At least `bytes` bytes, aligned to 64. Throws std::bad_alloc. Any thread.
void* allocate_block(size_t bytes);

/// Returns a block to the cache; `bytes` as it was asked for. Any thread.
void free_block(void* block, size_t bytes) noexcept;

/// Gives all cached blocks back to the system.
void trim_block_cache() noexcept;

/// How often the system, rather than the cache, was asked for a block since the process began.
long long system_allocations() noexcept;

}  // namespace nnl
