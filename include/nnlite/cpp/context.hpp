// Contexts: thread budget, memory limit, random stream, log.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <nnlite/cpp/base.hpp>

namespace nnlite {

/// What a context starts with.
struct ContextOptions {
  std::int32_t threads = 0;       // 0: the number of processors
  std::int64_t memory_limit = 0;  // bytes; 0: none
  std::int64_t seed = 0;

  /// As nnlite.h has it.
  nnl_context_options c() const {
    auto c = detail::defaults(nnl_context_options_init);
    c.threads = threads;
    c.memory_limit = memory_limit;
    c.seed = seed;
    return c;
  }
};

/// Owns thread budget, memory limit, random stream and log. Context() is the default one, which all share.
class Context : public detail::Handle<nnl_context_release> {
 public:
  using LogCallback = std::function<void(LogLevel, const std::string&)>;

  Context() = default;
  // Without moves: what they would leave behind looks like the default context.
  Context(const Context&) = default;
  Context& operator=(const Context&) = default;
  /// A context of its own.
  static Context create(const ContextOptions& options = {}) { return Context(options.c()); }
  /// Owns the context that a function of nnlite.h gives: `create(arguments..., &handle)`.
  template <class Create, class... Arguments>
  static Context make(Create&& create, const Arguments&... arguments) {
    return Context(create, arguments...);
  }

  /// The most threads that one operation uses; 0 is the number of processors.
  void set_threads(std::int32_t threads) const { check(nnl_context_set_threads(handle(), threads)); }
  std::int32_t threads() const { return detail::get<std::int32_t>(nnl_context_threads, handle()); }
  /// Bytes of tensor memory in use, and how many may be (0: no limit).
  std::int64_t memory_used() const { return detail::get<std::int64_t>(nnl_context_memory_used, handle()); }
  void set_memory_limit(std::int64_t bytes) const { check(nnl_context_set_memory_limit(handle(), bytes)); }
  /// Starts the random stream afresh.
  void seed(std::int64_t seed) const { check(nnl_context_seed(handle(), seed)); }
  void set_log_level(LogLevel level) const {
    check(nnl_context_set_log_level(handle(), static_cast<std::int32_t>(level)));
  }
  /// Log lines go to `callback`, on several threads at once if they come so, until another is set or the
  /// context ends; {} removes it. What it throws is dropped.
  void set_log_callback(LogCallback callback) const {
    if (!callback) return check(nnl_context_set_log_callback(handle(), nullptr, nullptr, nullptr));
    auto owned = std::make_unique<LogCallback>(std::move(callback));
    check(nnl_context_set_log_callback(handle(), call_log, drop_log, owned.get()));
    static_cast<void>(owned.release());
  }

 private:
  using Handle::Handle;

  explicit Context(const nnl_context_options& options) : Handle(nnl_context_create, &options) {}

  static nnl_status NNL_CALL call_log(std::int32_t level, const char* text, void* user_data) noexcept {
    try {
      (*static_cast<const LogCallback*>(user_data))(static_cast<LogLevel>(level), text);
      return NNL_OK;
    } catch (...) {
      return NNL_CALLBACK_FAILED;
    }
  }
  static void NNL_CALL drop_log(void* user_data) noexcept { delete static_cast<LogCallback*>(user_data); }
};

}  // namespace nnlite
