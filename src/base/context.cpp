#include "base/context.h"

#include <limits>

#include "base/error.h"
#include "base/hardware_threads.h"
#include "base/number_check.h"
#include "base/profiler.h"
#include "base/striped_lock.h"
#include "base/transaction.h"

namespace nnl {

Context::Context()
    : threads_(hardware_threads()),
      profiler_(make_ref<Profiler>()),
      numbers_(std::make_unique<NumberCheck>(log_)) {}

Context::~Context() = default;

Context& Context::shared() {
  // Not a static variable made here: in a child that was forked while another thread made it, it would never
  // be there. Threads that come at the same moment each make one, of which one stays.
  static constinit std::atomic<Context*> shared{nullptr};
  if (Context* there = shared.load(std::memory_order_acquire)) return *there;
  auto made = make_ref<Context>();
  Context* first = nullptr;
  return shared.compare_exchange_strong(first, made.get(), std::memory_order_acq_rel) ? *made.give_up()
                                                                                      : *first;
}

void Context::set_threads(int threads) {
  if (threads < 0) fail(Code::invalid_argument, "context: {} threads; wanted 0 (automatic) or more", threads);
  threads_.store(threads == 0 ? hardware_threads() : threads, std::memory_order_relaxed);
}

void Context::charge_within_limit(int64_t bytes) {
  const int64_t limit = memory_limit() == 0 ? std::numeric_limits<int64_t>::max() : memory_limit();
  int64_t used = used_.load(std::memory_order_relaxed);
  do {
    if (bytes <= limit - used) continue;
    log_.write(LogLevel::warning, "memory limit: " + std::to_string(bytes) + " bytes wanted, " +
                                      std::to_string(used) + " of " + std::to_string(limit) + " in use");
    fail(Code::out_of_memory, "{} bytes wanted, {} in use, and the context's limit is {}", bytes, used,
         limit);
  } while (!compare_exchange(used_, used, used + bytes, std::memory_order_relaxed));
}

void Context::set_memory_limit(int64_t bytes) {
  if (bytes < 0) fail(Code::invalid_argument, "context: a memory limit of {} bytes", bytes);
  limit_.store(bytes, std::memory_order_relaxed);
}

RandomStream Context::take_random(uint64_t blocks) {
  std::lock_guard lock(striped_lock(this));
  const RandomStream taken = random_;
  RandomState after = taken.state();
  after.position += blocks;
  Transaction::on_rollback([self = Ref<Context>(this), before = taken.state(), after] {
    std::lock_guard again(striped_lock(self.get()));
    if (self->random_.state() == after) self->random_.set_state(before);
  });
  random_.set_state(after);
  return taken;
}

RandomState Context::random_state() const {
  std::lock_guard lock(striped_lock(this));
  return random_.state();
}

void Context::set_random_state(const RandomState& state) {
  std::lock_guard lock(striped_lock(this));
  random_.set_state(state);
}

}  // namespace nnl
