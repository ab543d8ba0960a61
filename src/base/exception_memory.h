// What a thread needs to be able to throw.
#pragma once

namespace nnl {

namespace detail {

extern constinit thread_local bool has_exception_memory;

/// Asks for it. False if memory is short.
bool take_exception_memory() noexcept;

}  // namespace detail

/// Whether this thread can throw. The C++ runtime keeps a thread's exceptions in thread-local data; where a
/// host loaded it by dlopen, glibc takes memory for that at the thread's first exception, and ends the
/// process if there is none. So that is done before anything can throw: a load and a branch but for the first
/// time.
inline bool can_throw() noexcept { return detail::has_exception_memory || detail::take_exception_memory(); }

}  // namespace nnl
