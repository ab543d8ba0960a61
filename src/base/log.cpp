#include "base/log.h"

#include <spdlog/details/null_mutex.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>

#include "base/striped_lock.h"
#include "base/utf8.h"

namespace nnl {
namespace {

/// Hands spdlog's lines to the host's function, unformatted: time and colour are the host's business.
/// No lock is held while that function runs: it may call nnlite, also to set another.
class HostSink : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  void replace(LogSink with) {
    auto next = std::make_shared<const LogSink>(std::move(with));
    std::unique_lock lock(striped_lock(this));
    sink_.swap(next);
    lock.unlock();  // the old function goes without a lock held
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& line) override {
    std::shared_lock lock(striped_lock(this));
    const std::shared_ptr<const LogSink> current = sink_;
    lock.unlock();
    if (!current || !*current) return;
    std::string text(line.payload.data(), line.payload.size());
    make_utf8(text);  // it may have the name of a file
    (*current)(static_cast<LogLevel>(line.level), text.c_str());
  }
  void flush_() override {}

 private:
  std::shared_ptr<const LogSink> sink_;
};

}  // namespace

struct Log::Logger {
  std::shared_ptr<HostSink> sink = std::make_shared<HostSink>();
  spdlog::logger logger{"nnlite", sink};
};

Log::Log() : logger_(std::make_unique<Logger>()) {
  logger_->logger.set_level(spdlog::level::off);
  logger_->logger.set_error_handler([](const std::string&) {});
}

Log::~Log() = default;

void Log::set_level(LogLevel level) {
  logger_->logger.set_level(static_cast<spdlog::level::level_enum>(level));
}
LogLevel Log::level() const { return static_cast<LogLevel>(logger_->logger.level()); }
void Log::set_sink(LogSink sink) { logger_->sink->replace(std::move(sink)); }

void Log::write(LogLevel level, const std::string& text) noexcept {
  try {
    logger_->logger.log(static_cast<spdlog::level::level_enum>(level), text);
  } catch (...) {
    // Nobody is left to tell.
  }
}

}  // namespace nnl
