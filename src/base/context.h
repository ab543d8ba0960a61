// A context: everything that two users of the library in one process must not share.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "base/log.h"
#include "base/profile_scope.h"
#include "base/random.h"
#include "base/ref.h"

namespace nnl {

class NumberCheck;
class Profiler;

/// Owns a thread budget, a memory account with an optional limit, a random stream, a log sink, a profile and
/// a check of numbers.
/// Objects keep the context that they were made in alive. All functions may be called from any thread.
class Context : public RefCounted {
 public:
  Context();
  ~Context() override;

  /// The context of callers that name none. Never destroyed.
  static Context& shared();

  /// The most threads that one operation uses, the calling one included; at least 1.
  int threads() const { return threads_.load(std::memory_order_relaxed); }
  /// 0 chooses the number of processors that this process may use.
  void set_threads(int threads);

  /// Counts `bytes` as used, or fails with Code::out_of_memory when the limit would be passed.
  void charge(int64_t bytes) {
    constexpr int64_t surely_counted = int64_t{1} << 40;  // no sum of them overflows
    if (memory_limit() == 0 && bytes < surely_counted)
      fetch_add(used_, bytes, std::memory_order_relaxed);
    else
      charge_within_limit(bytes);
    if (observed()) [[unlikely]]
      ProfileScope::allocated(*profiler_, bytes);
  }
  void refund(int64_t bytes) noexcept { fetch_add(used_, -bytes, std::memory_order_relaxed); }
  int64_t memory_used() const { return used_.load(std::memory_order_relaxed); }
  int64_t memory_limit() const { return limit_.load(std::memory_order_relaxed); }
  /// Bytes of tensor memory that may be in use at once; 0 is no limit.
  void set_memory_limit(int64_t bytes);

  /// The context's random stream as it is, for drawing that many blocks; what is drawn later comes after
  /// them. When the surrounding Transaction fails they are put back, unless another thread has drawn since.
  RandomStream take_random(uint64_t blocks);
  RandomState random_state() const;
  void set_random_state(const RandomState& state);

  Log& log() { return log_; }
  Profiler& profiler() const { return *profiler_; }
  NumberCheck& numbers() const { return *numbers_; }

 private:
  void charge_within_limit(int64_t bytes);

  std::atomic<int> threads_;
  std::atomic<int64_t> used_{0};
  std::atomic<int64_t> limit_{0};
  RandomStream random_{0};
  Log log_;
  Ref<Profiler> profiler_;
  std::unique_ptr<NumberCheck> numbers_;
};

}  // namespace nnl
