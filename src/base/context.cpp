#include "base/context.h"

#include "base/error.h"
#include "base/hardware_threads.h"
#include "base/transaction.h"

namespace nnl {

Context::Context() : threads_(hardware_threads()) {}

Context& Context::shared() {
  static Ref<Context>* const context = new Ref<Context>(new Context);
  return **context;
}

void Context::set_threads(int threads) {
  if (threads < 0) fail(Code::invalid_argument, "context: {} threads; wanted 0 (automatic) or more", threads);
  threads_.store(threads == 0 ? hardware_threads() : threads, std::memory_order_relaxed);
}

void Context::charge(int64_t bytes) {
  const int64_t limit = memory_limit();
  const int64_t before = used_.fetch_add(bytes, std::memory_order_relaxed);
  if (limit == 0 || before + bytes <= limit) return;
  refund(bytes);
  fail(Code::out_of_memory, "{} bytes wanted, {} in use, and the context's limit is {}", bytes, before,
       limit);
}

void Context::set_memory_limit(int64_t bytes) {
  if (bytes < 0) fail(Code::invalid_argument, "context: a memory limit of {} bytes", bytes);
  limit_.store(bytes, std::memory_order_relaxed);
}

void Context::with_random(const std::function<void(RandomStream&)>& body) {
  std::lock_guard lock(random_mutex_);
  const RandomState before = random_.state();
  Transaction::on_rollback([self = Ref<Context>(this), before] { self->set_random_state(before); });
  body(random_);
}

RandomState Context::random_state() const {
  std::lock_guard lock(random_mutex_);
  return random_.state();
}

void Context::set_random_state(const RandomState& state) {
  std::lock_guard lock(random_mutex_);
  random_.set_state(state);
}

}  // namespace nnl
