// Contexts: thread budget, memory limit, random stream, log.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <nnlite/cpp/base.hpp>

namespace nnlite {

/// Owns thread budget, memory limit, random stream and log. Context() is the default one, which all share.
class Context : public detail::Handle<nnl_context_release> {
 public:
  using LogCallback = std::function<void(LogLevel, const std::string&)>;

  Context() : log_(default_log()) {}
  // Without moves: what they would leave behind looks like the default context.
  Context(const Context&) = default;
  Context& operator=(const Context&) = default;
  /// A context of its own.
  static Context create() { return Context(New{}); }

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
  /// Log lines go to `callback` until another is set or the last copy of this object ends; {} removes it.
  /// What it throws is dropped. Not to be called while another thread works in the context.
  void set_log_callback(LogCallback callback) const {
    auto next = std::make_unique<LogCallback>(std::move(callback));
    check(*next ? nnl_context_set_log_callback(handle(), call_log, next.get())
                : nnl_context_set_log_callback(handle(), nullptr, nullptr));
    log_->callback = std::move(next);
  }

 private:
  struct New {};
  /// Takes its callback out of the context before the callback ends.
  struct Log {
    std::unique_ptr<LogCallback> callback;
    std::int64_t context = 0;
    Log() = default;
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;
    ~Log() {
      if (callback) nnl_context_set_log_callback(context, nullptr, nullptr);
    }
  };

  explicit Context(New) : Handle(nnl_context_create), log_(std::make_shared<Log>()) {
    log_->context = handle();
  }

  static const std::shared_ptr<Log>& default_log() {
    static const auto log = std::make_shared<Log>();
    return log;
  }

  static nnl_status NNL_CALL call_log(std::int32_t level, const char* text, void* user_data) noexcept {
    try {
      (*static_cast<const LogCallback*>(user_data))(static_cast<LogLevel>(level), text);
      return NNL_OK;
    } catch (...) {
      return NNL_CALLBACK_FAILED;
    }
  }

  std::shared_ptr<Log> log_;  // after the handle, so that it ends first
};

}  // namespace nnlite
