// The work memory of the linked-in OpenBLAS, one buffer per thread.
//
// The buffer manager inside a single-threaded OpenBLAS is not safe for concurrent callers, and loops for ever
// when it cannot map memory. So the linker replaces blas_memory_alloc and blas_memory_free by the functions
// defined here (see cmake/OpenBLAS.cmake).
#pragma once

namespace nnl::kernels {

/// Makes sure that the calling thread has its OpenBLAS work buffer. Has to be called on a thread before any
/// OpenBLAS function there. Costs a few nanoseconds once the thread has one.
///
/// The buffer is address space that takes memory only where a product touches it (a few MiB), and is unmapped
/// when the thread ends. Throws std::bad_alloc, and can be called again, if it cannot be mapped. Does nothing
/// in a build that uses the system's shared OpenBLAS.
void reserve_blas_buffer();

}  // namespace nnl::kernels
