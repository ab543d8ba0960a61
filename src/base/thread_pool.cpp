#include "base/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <cfenv>
#include <climits>
#include <ctime>
#include <exception>
#include <linux/futex.h>
#include <mutex>
#include <new>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

#include "base/error.h"
#include "base/exception_memory.h"
#include "base/no_cancellation.h"

namespace nnl {
namespace {

constexpr int kMaxWorkers = 255;
constexpr size_t kStackBytes = size_t{2} << 20;
// Claims per thread: enough that a thread which loses its processor does not hold the others up.
constexpr int64_t kChunksPerThread = 16;

using Word = std::atomic<uint32_t>;
static_assert(sizeof(Word) == 4 && Word::is_always_lock_free);

// Not pthread_cond_t: before glibc 2.41 that can lose a signal, and it is a cancellation point.
void sleep_while(const Word& word, uint32_t value) {
  syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
}

// The word may be gone already: the address alone matters, and a wake-up too many is harmless.
void wake(const Word& word, int sleepers) {
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, sleepers, nullptr, nullptr, 0);
}

// Held for tens of nanoseconds, by threads that come at the same moment: worth a short look before sleeping.
class PoolMutex {
 public:
  void lock() { pthread_mutex_lock(&mutex_); }
  void unlock() { pthread_mutex_unlock(&mutex_); }

 private:
#if defined(PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP)
  pthread_mutex_t mutex_ = PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;
#else
  pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
#endif
};

int64_t nanoseconds(clockid_t clock = CLOCK_MONOTONIC) {
  timespec now;
  clock_gettime(clock, &now);
  return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

void pause_processor() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Whether others want the processors: then a helper that loses its own in the middle of its work holds the
// caller up for longer than it saves. Loops whose threads have gone without a processor for long are followed
// by loops that run on their callers alone, for a while that is longer each time that this comes again soon.
class Crowding {
 public:
  bool now() const {
    const int64_t until = until_.load(std::memory_order_relaxed);
    return until != 0 && nanoseconds() < until;
  }
  // Whether it is looked for at all.
  void watch(bool watched) {
    watched_ = watched;
    until_ = 0;
  }
  void note() {
    if (!watched_) return;
    constexpr int64_t shortest = 20'000'000, longest = 640'000'000;
    const int64_t time = nanoseconds(), until = until_.load(std::memory_order_relaxed);
    if (time < until) return;
    const int64_t before = length_.load(std::memory_order_relaxed);
    const int64_t length = time - until < 4 * before ? std::min(2 * before, longest) : shortest;
    length_.store(length, std::memory_order_relaxed);
    until_.store(time + length, std::memory_order_relaxed);
  }

 private:
  std::atomic<bool> watched_{true};
  std::atomic<int64_t> until_{0}, length_{0};  // nanoseconds
};

constinit Crowding crowding;

// Compares, while it lives, how long its thread worked with how long it had a processor. What is missing adds
// up, and is forgiven at an eighth of the time that goes by.
class ProcessorWatch {
 public:
  ProcessorWatch() = default;
  ~ProcessorWatch() {
    constexpr int64_t most = 1'000'000;
    constinit static thread_local int64_t missing = 0;
    const int64_t worked = nanoseconds() - begin_, had = nanoseconds(CLOCK_THREAD_CPUTIME_ID) - had_before_;
    missing = std::max<int64_t>(0, missing + (worked - had) - worked / 8);
    if (missing < most) return;
    missing = 0;
    crowding.note();
  }
  ProcessorWatch(const ProcessorWatch&) = delete;
  ProcessorWatch& operator=(const ProcessorWatch&) = delete;

 private:
  const int64_t begin_ = nanoseconds(), had_before_ = nanoseconds(CLOCK_THREAD_CPUTIME_ID);
};

// Looks at the word for about as long as falling asleep and waking up take, and says whether it changed.
bool look_while(const Word& word, uint32_t value) {
  constexpr int64_t patience = 150'000;
  if (crowding.now()) return false;
  const int64_t end = nanoseconds() + patience;
  do {
    for (int i = 0; i < 16; ++i) {
      if (word.load(std::memory_order_acquire) != value) return true;
      pause_processor();
    }
  } while (nanoseconds() < end);
  return false;
}

// One running loop. It lives on its caller's stack and is listed in the pool while helpers may join.
//
// Its chunks stand in one section for each thread. A thread claims those of its own section first, in order,
// and then what others have left: where one loop follows another over the same data, each thread finds in its
// cache what it had before.
struct Loop {
  Loop(int threads, int64_t iterations, detail::RunRange run_range, void* loop_body)
      : run(run_range),
        body(loop_body),
        count(iterations),
        chunk(std::max<int64_t>(1, count / (threads * kChunksPerThread))),
        chunks(detail::count_blocks(count, chunk)),
        sections(static_cast<int>(std::min<int64_t>(threads, chunks))) {
    for (int i = 0; i < sections; ++i) next_chunk[i].store(section_begin(i), std::memory_order_relaxed);
  }

  const detail::RunRange run;
  void* const body;
  const int64_t count;
  const int64_t chunk;   // iterations per claim
  const int64_t chunks;  // claims that cover count
  const int sections;

  std::atomic<int64_t> next_chunk[kMaxWorkers + 1];  // of each section
  std::atomic<bool> all_claimed{false};
  std::atomic<int64_t> failed_chunk{INT64_MAX};
  std::exception_ptr error;   // of failed_chunk; guarded by the pool's mutex
  Word helpers{0};            // changes under the pool's mutex
  bool caller_waits = false;  // guarded by the pool's mutex
  bool was_helped = false;    // guarded by the pool's mutex
  Loop* previous = nullptr;   // guarded by the pool's mutex, as is next
  Loop* next = nullptr;

  int64_t section_begin(int section) const {
    return chunks / sections * section + std::min<int64_t>(section, chunks % sections);
  }
  bool wants_help() const {
    return helpers.load(std::memory_order_relaxed) + 1 < static_cast<uint32_t>(sections) &&
           !all_claimed.load(std::memory_order_relaxed);
  }
  void work(int own_section);
  void work_in_section(int section);
  void run_chunk(int64_t claimed);
};

// No destructor, so that workers outlive exit, and no memory of its own, so that a forked child can start
// afresh.
struct Pool {
  PoolMutex mutex;
  Word epoch{0};      // changes, under the mutex, whenever sleeping workers have something to look at
  uint64_t crew = 0;  // workers of an earlier crew leave
  int workers = 0;    // of this crew
  int sleeping = 0;
  int looking = 0;       // workers that look out for work before they sleep
  int most_looking = 0;  // fewer than there are processors
  Loop* first = nullptr;
  pthread_t threads[kMaxWorkers] = {};
};
static_assert(std::is_trivially_destructible_v<Pool>);

constinit Pool pool;
constinit std::atomic<uint64_t> forks{0};
constinit thread_local bool inside_body = false;

void start_afresh_in_child() {
  forks.fetch_add(1, std::memory_order_relaxed);
  new (&pool) Pool;
}

// Registered when the library is loaded: a later moment could coincide with a fork. Without it there are no
// workers.
const bool fork_is_handled = pthread_atfork(nullptr, nullptr, start_afresh_in_child) == 0;

class InsideBody {
 public:
  InsideBody() : before_(std::exchange(inside_body, true)) {}
  InsideBody(const InsideBody&) = delete;
  InsideBody& operator=(const InsideBody&) = delete;
  ~InsideBody() { inside_body = before_; }

 private:
  bool before_;
};

// Within a section claims ascend, and a chunk runs in order up to its first failure; so all that lies below
// the lowest failure runs.
void Loop::work(int own_section) {
  for (int i = 0; i < sections; ++i) work_in_section((own_section + i) % sections);
  all_claimed.store(true, std::memory_order_relaxed);
}

void Loop::work_in_section(int section) {
  const int64_t end = section_begin(section + 1);
  while (next_chunk[section].load(std::memory_order_relaxed) < end) {
    const int64_t claimed = next_chunk[section].fetch_add(1, std::memory_order_relaxed);
    if (claimed >= end || claimed > failed_chunk.load(std::memory_order_relaxed)) return;
    run_chunk(claimed);
  }
}

void Loop::run_chunk(int64_t claimed) {
  const int64_t begin = claimed * chunk;
  try {
    run(body, begin, count - begin > chunk ? begin + chunk : count);
  } catch (...) {
    std::exception_ptr caught = std::current_exception();
    const std::lock_guard lock(pool.mutex);
    if (claimed < failed_chunk.load(std::memory_order_relaxed)) {
      failed_chunk.store(claimed, std::memory_order_relaxed);
      error.swap(caught);
    }
  }
}

// The loop with the fewest helpers among those that want one, or null. Needs the mutex.
Loop* neediest_loop() {
  Loop* neediest = nullptr;
  for (Loop* loop = pool.first; loop; loop = loop->next) {
    if (!loop->wants_help()) continue;
    if (!neediest ||
        loop->helpers.load(std::memory_order_relaxed) < neediest->helpers.load(std::memory_order_relaxed))
      neediest = loop;
  }
  return neediest;
}

// What a worker is told when it starts: its crew, and its place in it, which chooses its section of each
// loop.
void* place_in_crew(uint64_t crew, int worker) {
  return reinterpret_cast<void*>(static_cast<uintptr_t>(crew << 8 | static_cast<uint64_t>(worker)));
}

void* work_in_crew(void* place) {
  const uint64_t crew = reinterpret_cast<uintptr_t>(place) >> 8;
  const int worker = static_cast<int>(reinterpret_cast<uintptr_t>(place) & 255);
  pthread_setname_np(pthread_self(), "nnlite");
  std::fesetenv(FE_DFL_ENV);
  inside_body = true;
  std::unique_lock lock(pool.mutex);
  while (pool.crew == crew) {
    if (Loop* loop = can_throw() ? neediest_loop() : nullptr) {
      loop->helpers.fetch_add(1, std::memory_order_relaxed);
      loop->was_helped = true;
      lock.unlock();
      {
        const ProcessorWatch watch;
        loop->work(1 + worker % (loop->sections - 1));  // the caller's is the first
      }
      lock.lock();
      // From the last helper's leaving on, a waiting caller may return and take the loop with it.
      const bool caller_waits = loop->caller_waits;
      if (loop->helpers.fetch_sub(1, std::memory_order_release) == 1 && caller_waits) wake(loop->helpers, 1);
    } else {
      const uint32_t seen = pool.epoch.load(std::memory_order_relaxed);
      if (pool.looking < pool.most_looking) {
        ++pool.looking;
        lock.unlock();
        const bool changed = look_while(pool.epoch, seen);
        lock.lock();
        --pool.looking;
        if (changed || pool.epoch.load(std::memory_order_relaxed) != seen) continue;
      }
      ++pool.sleeping;
      lock.unlock();
      sleep_while(pool.epoch, seen);
      lock.lock();
      --pool.sleeping;
    }
  }
  return nullptr;
}

// A worker takes no signal of the host; a fault still reaches the host's crash handler.
void block_signals(sigset_t* before) {
  sigset_t blocked;
  sigfillset(&blocked);
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS}) sigdelset(&blocked, fault);
  pthread_sigmask(SIG_SETMASK, &blocked, before);
}

// Starts workers up to `wanted`, or as many as the system gives. Needs the mutex.
void grow_crew(int wanted) {
  if (pool.workers >= wanted || !fork_is_handled) return;
  pool.most_looking = hardware_threads() - 1;
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return;
  pthread_attr_setstacksize(&attributes, kStackBytes);
  sigset_t before;
  block_signals(&before);
  while (pool.workers < wanted && pthread_create(&pool.threads[pool.workers], &attributes, work_in_crew,
                                                 place_in_crew(pool.crew, pool.workers)) == 0)
    ++pool.workers;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_attr_destroy(&attributes);
}

// Gives back whether somebody had to be woken.
bool open_to_helpers(Loop& loop) {
  const int helpers = loop.sections - 1;
  int to_wake;
  {
    const std::lock_guard lock(pool.mutex);
    grow_crew(helpers);
    loop.next = pool.first;
    if (loop.next) loop.next->previous = &loop;
    pool.first = &loop;
    pool.epoch.fetch_add(1, std::memory_order_relaxed);
    to_wake = std::clamp(helpers - pool.looking, 0, pool.sleeping);
  }
  if (to_wake > 0) wake(pool.epoch, to_wake);
  return to_wake > 0;
}

// Waking helpers who come too late is a loss. When that happens time after time, it is as if there were none.
void count_useless_wakes(bool woken, bool helped) {
  constexpr int most = 8;
  constinit static thread_local int useless = 0;
  if (helped) useless = 0;
  if (!woken || helped || ++useless < most) return;
  useless = 0;
  crowding.note();
}

void close_and_wait(Loop& loop) {
  {
    const std::lock_guard lock(pool.mutex);
    (loop.previous ? loop.previous->next : pool.first) = loop.next;
    if (loop.next) loop.next->previous = loop.previous;
    loop.caller_waits = true;
  }
  while (const uint32_t helpers = loop.helpers.load(std::memory_order_acquire))
    if (!look_while(loop.helpers, helpers)) sleep_while(loop.helpers, helpers);
}

}  // namespace

int64_t detail::count_blocks(int64_t n, int64_t block) {
  if (block < 1) fail(Code::internal, "parallel_blocks: block is {}, must be at least 1", block);
  return n / block + (n % block > 0);
}

void detail::watch_for_crowding(bool watched) { crowding.watch(watched); }

void detail::run_parallel(int threads, int64_t count, RunRange run, void* body) {
  if (threads <= 1 || count <= 1 || inside_body || crowding.now()) {
    run(body, 0, count);
    return;
  }
  const NoCancellation no_cancellation;
  const uint64_t forks_before = forks.load(std::memory_order_relaxed);
  Loop loop(std::min(threads, kMaxWorkers + 1), count, run, body);
  const bool woken = open_to_helpers(loop);
  {
    const InsideBody inside;
    const ProcessorWatch watch;
    loop.work(0);
  }
  if (forks.load(std::memory_order_relaxed) != forks_before)
    fail(Code::invalid_state, "parallel loop: its body forked, and its helpers exist in the parent only");
  close_and_wait(loop);
  count_useless_wakes(woken, loop.was_helped);
  if (loop.error) std::rethrow_exception(std::move(loop.error));
}

void shutdown_thread_pool() {
  if (inside_body) fail(Code::invalid_state, "shutdown: called from inside a parallel loop");
  const NoCancellation no_cancellation;
  pthread_t leaving[kMaxWorkers];
  int count;
  {
    const std::lock_guard lock(pool.mutex);
    count = std::exchange(pool.workers, 0);
    std::copy_n(pool.threads, count, leaving);
    ++pool.crew;
    pool.epoch.fetch_add(1, std::memory_order_relaxed);
  }
  if (count > 0) wake(pool.epoch, INT_MAX);
  for (int i = 0; i < count; ++i) pthread_join(leaving[i], nullptr);
}

}  // namespace nnl
