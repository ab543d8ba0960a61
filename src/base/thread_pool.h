// The private thread pool: loops whose iterations run on several threads.
//
// The pool starts when a loop first asks for more than one thread and is shared by all threads of the
// process. The thread that calls a loop always works on its own loop and waits for nothing but helpers that
// are inside it, so calls cannot block each other. After fork the child has a fresh, empty pool.
//
// Waking a sleeping worker costs tens of microseconds, as long as many loops run. So a worker that has just
// worked, and a caller that waits for its helpers, look out for a while before they sleep: not more workers
// than there are other processors. Where other processes want the processors, helpers hold their callers up:
// when threads of loops go without a processor, or helpers come too late time after time, loops run on their
// callers alone for a while. What a loop computes never depends on that.
#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>

#include "base/hardware_threads.h"

namespace nnl {

namespace detail {

/// Runs iterations [begin, end) in ascending order.
using RunRange = void (*)(void* body, int64_t begin, int64_t end);

void run_parallel(int threads, int64_t count, RunRange run, void* body);

/// Without it, loops ask for helpers however much others want the processors: for tests whose bodies wait for
/// each other.
void watch_for_crowding(bool watched);

/// How many blocks of `block` elements cover n. Error `internal` if block < 1.
int64_t count_blocks(int64_t n, int64_t block);

}  // namespace detail

/// `threads`, or 1 where so many elements, each read once or twice, are done sooner than a thread is woken.
constexpr int threads_for(int threads, int64_t elements) { return elements < 1 << 16 ? 1 : threads; }

/// Calls body(int64_t i) exactly once for each i in [0, count), on at most `threads` threads of which the
/// caller is one, in any order, and returns when all calls have returned. `body` must bear being called from
/// several threads at once.
///
/// Runs in ascending order on the caller, without a lock, if threads <= 1, count <= 1 or the call comes from
/// inside the body of a loop that has several threads. Otherwise each thread begins with a part of the loop
/// that is its own as far as possible, and then takes what others have left. Helpers may be fewer than asked
/// for (256 threads at most, or what the system can start).
///
/// If calls throw, the exception of the lowest such i is rethrown here: the same one at any thread count.
/// Every i below it has run; those above it may have run or not. Nothing else fails: no allocation is needed.
///
/// On workers the floating-point environment is the default one, and no signals but those of faults are
/// delivered. Workers inherit the affinity of the thread whose call started them.
///
/// A child that was forked by the body itself must not return from the body; it gets Error `invalid_state` if
/// it does so on the calling thread. Forks by other threads, at any moment, are fine on both sides.
template <class Body>
void parallel_for(int threads, int64_t count, Body&& body) {
  using Callable = std::remove_reference_t<Body>;
  detail::run_parallel(
      threads, count,
      [](void* erased, int64_t begin, int64_t end) {
        Callable& call = *static_cast<Callable*>(erased);
        for (int64_t i = begin; i < end; ++i) call(i);
      },
      const_cast<std::remove_const_t<Callable>*>(std::addressof(body)));
}

/// Calls body(int64_t begin, int64_t end) once for each of the blocks [0, block), [block, 2 * block), ...
/// that cover [0, n); only the last may be shorter. The split depends on n and `block` alone, never on
/// threads. Otherwise as parallel_for. Error `internal` if block < 1.
template <class Body>
void parallel_blocks(int threads, int64_t n, int64_t block, Body&& body) {
  if (0 < n && n <= block) {
    body(int64_t{0}, n);
    return;
  }
  parallel_for(threads, detail::count_blocks(n, block), [&](int64_t i) {
    const int64_t begin = i * block;
    body(begin, n - begin > block ? begin + block : n);
  });
}

/// Ends and joins all workers. Loops that other threads are running finish first; loops started meanwhile or
/// later start workers again. Error `invalid_state` from inside a loop's body.
void shutdown_thread_pool();

}  // namespace nnl
