// What the linked-in OpenBLAS would tell the host's terminal: on some virtual machines that it knows no size
// of the second-level cache, and of its own defects. The linker has these functions take the place of the C
// library's all over libnnlite.so (see cmake/Library.cmake), in which nothing else prints.
#if !defined(NNL_SYSTEM_OPENBLAS)

#include <cstddef>
#include <cstdio>

extern "C" {

int __wrap_printf(const char*, ...) { return 0; }
int __wrap___printf_chk(int, const char*, ...) { return 0; }
int __wrap_puts(const char*) { return 0; }
void __wrap_perror(const char*) {}
size_t __wrap_fwrite(const void*, size_t, size_t count, FILE*) { return count; }
}

#endif
