// The work memory of the linked-in OpenBLAS, one buffer per thread.
//
// The buffer manager inside a single-threaded OpenBLAS is not safe for concurrent callers, and loops for ever
// when it cannot map memory. So the linker replaces blas_memory_alloc and blas_memory_free by the functions
// defined here (see cmake/OpenBLAS.cmake).
//
// Its kernels for small products on AVX-512 call malloc, write to what they get, which may be nothing, and
// call free. So malloc and free are replaced too: inside a BlasCall they are about the end of the work
// buffer, which such a product does not use, elsewhere they are the C library's.
#pragma once

namespace nnl::kernels {

/// Stands around each call of an OpenBLAS function, and sees to the calling thread's work buffer. Costs a few
/// nanoseconds once the thread has one.
///
/// The buffer is address space that takes memory only where a product touches it (a few MiB), and is unmapped
/// when the thread ends. The constructor throws std::bad_alloc, and can be called again, if it cannot be
/// mapped. Does nothing in a build that uses the system's shared OpenBLAS.
class BlasCall {
 public:
  BlasCall();
  ~BlasCall();
  BlasCall(const BlasCall&) = delete;
  BlasCall& operator=(const BlasCall&) = delete;
};

}  // namespace nnl::kernels
