// Logging: silent unless the host asks for it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace nnl {

/// How important a line is; the numbers are those of nnlite.h.
enum class LogLevel : int32_t { trace = 0, debug = 1, info = 2, warning = 3, error = 4, off = 6 };

/// Takes one finished line.
using LogSink = std::function<void(LogLevel level, const char* text)>;

/// A context's log. Starts off; lines go to the sink that the host set and nowhere else. Any thread may log.
class Log {
 public:
  Log();
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void set_level(LogLevel level);
  LogLevel level() const;
  /// Replaces the sink; an empty one drops all lines. What the sink throws is swallowed.
  void set_sink(LogSink sink);
  /// A line that cannot be handed over, for want of memory say, is lost.
  void write(LogLevel level, const std::string& text) noexcept;

 private:
  struct Logger;
  std::unique_ptr<Logger> logger_;
};

}  // namespace nnl
