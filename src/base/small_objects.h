// Memory for small objects that come and go with every operation, from lists of the thread's own.
#pragma once

#include <cstddef>

namespace nnl {

/// Memory for an object of `size` bytes, aligned as operator new's. What this thread freed last is used
/// again, in a few instructions and without a lock; beyond that it is operator new's. Throws std::bad_alloc.
void* allocate_object(size_t size);

/// Takes it back, on any thread, with the size that it was asked with. A thread keeps at most 64 blocks of
/// each of 5 sizes, until it ends or trims them.
void free_object(void* object, size_t size) noexcept;

/// Gives back what the calling thread keeps.
void trim_objects() noexcept;

}  // namespace nnl
