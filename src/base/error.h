// The one way to fail: every room throws Error; the C API turns it into a status at its boundary.
#pragma once

#include <cstdint>
#include <exception>
#include <fmt/core.h>
#include <string>
#include <utility>

namespace nnl {

/// What kind of failure. The numbers are those of nnl_status in nnlite.h and are never reused.
enum class Code : int32_t {
  invalid_argument = 10,
  invalid_handle = 20,
  shape_mismatch = 30,
  dtype_mismatch = 40,
  index_out_of_range = 50,
  invalid_state = 60,
  out_of_memory = 70,
  io_error = 80,
  invalid_file = 90,
  not_found = 100,
  cancelled = 110,
  buffer_too_small = 120,
  not_supported = 130,
  callback_failed = 140,
  internal = 900,
};

/// A failure with a message for the user. `argument` names the C argument at fault, or is empty.
class Error : public std::exception {
 public:
  Error(Code code, std::string message, std::string argument = {})
      : code_(code), message_(std::move(message)), argument_(std::move(argument)) {}

  const char* what() const noexcept override { return message_.c_str(); }
  Code code() const { return code_; }
  const std::string& argument() const { return argument_; }

  /// Puts where it happened ("layer 0 (Embedding)") in front of the message; the code stays.
  void add_place(const std::string& place) { message_ = place + ": " + message_; }

 private:
  Code code_;
  std::string message_;
  std::string argument_;
};

/// The formatting behind fail() and fail_argument(), compiled once. `argument` may be NULL.
[[noreturn]] void fail_formatted(Code code, const char* argument, fmt::string_view text,
                                 fmt::format_args args);

/// Throws Error with a formatted message: fail(Code::shape_mismatch, "linear: {} columns, not {}", a, b).
template <class... Args>
[[noreturn]] void fail(Code code, fmt::format_string<Args...> text, Args&&... args) {
  fail_formatted(code, nullptr, text, fmt::make_format_args(args...));
}

/// fail() that says which argument of a C function is at fault: "index: 7 is not in [0, 3)".
template <class... Args>
[[noreturn]] void fail_argument(const char* argument, Code code, fmt::format_string<Args...> text,
                                Args&&... args) {
  fail_formatted(code, argument, text, fmt::make_format_args(args...));
}

}  // namespace nnl
