// Constants, errors, handles, and what belongs to the library or the thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <nnlite/nnlite.h>

namespace nnlite {

enum class DType : std::int32_t {
  f32 = NNL_F32,
  f64 = NNL_F64,
  i32 = NNL_I32,
  i64 = NNL_I64,
  u8 = NNL_U8,
  boolean = NNL_BOOL
};

/// How a loss over many elements becomes one.
enum class Reduction : std::int32_t {
  none = NNL_REDUCTION_NONE,
  mean = NNL_REDUCTION_MEAN,
  sum = NNL_REDUCTION_SUM
};

/// What training does with a single value for each channel of a batch norm.
enum class BatchOfOne : std::int32_t { error = NNL_BATCH_OF_ONE_ERROR, running = NNL_BATCH_OF_ONE_RUNNING };

/// The function after a layer, for the gain of its weights.
enum class Nonlinearity : std::int32_t {
  linear = NNL_NONLINEARITY_LINEAR,
  sigmoid = NNL_NONLINEARITY_SIGMOID,
  tanh = NNL_NONLINEARITY_TANH,
  relu = NNL_NONLINEARITY_RELU,
  leaky_relu = NNL_NONLINEARITY_LEAKY_RELU
};

/// Which fan keeps its variance in Kaiming initialisation.
enum class Fan : std::int32_t { in = NNL_FAN_IN, out = NNL_FAN_OUT };

/// The order in which a loader draws samples.
enum class Sampling : std::int32_t {
  sequential = NNL_SAMPLING_SEQUENTIAL,
  shuffle = NNL_SAMPLING_SHUFFLE,
  replacement = NNL_SAMPLING_REPLACEMENT
};

/// What a loader does with samples that do not fill the last batch.
enum class LastBatch : std::int32_t {
  keep = NNL_LAST_BATCH_KEEP,
  drop = NNL_LAST_BATCH_DROP,
  merge = NNL_LAST_BATCH_MERGE
};

enum class LogLevel : std::int32_t {
  trace = NNL_LOG_TRACE,
  debug = NNL_LOG_DEBUG,
  info = NNL_LOG_INFO,
  warning = NNL_LOG_WARNING,
  error = NNL_LOG_ERROR,
  off = NNL_LOG_OFF
};

/// A failed call; what() is the message.
class Error : public std::runtime_error {
 public:
  Error(nnl_status status, const std::string& message, std::string function = {}, std::string argument = {})
      : std::runtime_error(message),
        status_(status),
        place_(std::make_shared<const Place>(Place{std::move(function), std::move(argument)})) {}

  /// The error that the last failed call on this thread left.
  static Error last() {
    return {nnl_last_error_status(), nnl_last_error_message(), nnl_last_error_function(),
            nnl_last_error_argument()};
  }

  /// NNL_SHAPE_MISMATCH and so on.
  nnl_status status() const noexcept { return status_; }
  /// The C function that failed.
  const std::string& function() const noexcept { return place_->function; }
  /// The argument at fault, or "".
  const std::string& argument() const noexcept { return place_->argument; }

 private:
  struct Place {
    std::string function;
    std::string argument;
  };
  nnl_status status_;
  std::shared_ptr<const Place> place_;  // shared, so that a copy cannot fail
};

namespace detail {

/// What a callback has thrown, on its way past C to the call that caused it. Per thread.
inline std::exception_ptr& thrown() noexcept {
  thread_local std::exception_ptr exception;
  return exception;
}

/// Runs body(), the inside of a callback; what it throws waits for check().
template <class Body>
nnl_status run_callback(Body&& body) noexcept {
  thrown() = nullptr;
  try {
    body();
    return NNL_OK;
  } catch (const Error&) {
    thrown() = std::current_exception();
  } catch (const std::exception& exception) {
    thrown() = std::current_exception();
    nnl_set_last_error(exception.what());
  } catch (...) {
    thrown() = std::current_exception();
  }
  return NNL_CALLBACK_FAILED;
}

}  // namespace detail

/// Throws the thread's last error unless `status` is NNL_OK; of a callback that threw, what it threw. For
/// calls to nnlite.h itself.
inline void check(nnl_status status) {
  if (status == NNL_OK) return;
  const std::exception_ptr thrown = std::exchange(detail::thrown(), nullptr);
  if (thrown && status == NNL_CALLBACK_FAILED) std::rethrow_exception(thrown);
  throw Error::last();
}

namespace detail {

/// Copies share one C handle, which the last of them releases.
template <void(NNL_CALL* release)(std::int64_t)>
class Handle {
 public:
  /// Empty.
  Handle() = default;

  /// The C handle, still owned by this object; 0 if empty. Two objects with one handle are one.
  std::int64_t handle() const noexcept { return owner_ ? owner_->value : 0; }
  /// Whether this is not empty.
  explicit operator bool() const noexcept { return handle() != 0; }

 protected:
  /// Owns what `create(arguments..., &handle)` makes.
  template <class Create, class... Arguments,
            class = std::enable_if_t<std::is_invocable_v<Create&, const Arguments&..., std::int64_t*>>>
  explicit Handle(Create&& create, const Arguments&... arguments) : owner_(std::make_shared<Owner>()) {
    check(create(arguments..., &owner_->value));
  }

 private:
  struct Owner {
    std::int64_t value = 0;
    Owner() = default;
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;
    ~Owner() { release(value); }
  };
  std::shared_ptr<Owner> owner_;
};

inline std::int32_t rank_of(const std::vector<std::int64_t>& shape) {
  return static_cast<std::int32_t>(shape.size());
}

/// What a function of nnlite.h returns through its last parameter.
template <class T, class F, class... Arguments>
T get(F&& f, const Arguments&... arguments) {
  T value{};
  check(f(arguments..., &value));
  return value;
}

/// Points at a temporary until the end of the full expression.
template <class T>
const T* address(const T& temporary) {
  return &temporary;
}

/// The text that f(arguments..., buffer, capacity, needed) copies out.
template <class F, class... Arguments>
std::string get_text(F&& f, const Arguments&... arguments) {
  std::string text;
  std::int64_t needed = 0;
  nnl_status status = f(arguments..., nullptr, 0, &needed);
  do {  // again, if another thread has made it longer meanwhile
    if (status != NNL_BUFFER_TOO_SMALL) check(status);
    text.resize(static_cast<std::size_t>(needed));
    status = f(arguments..., text.data(), needed, &needed);
  } while (status == NNL_BUFFER_TOO_SMALL);
  check(status);
  text.resize(static_cast<std::size_t>(needed) - 1);
  return text;
}

/// An option struct of nnlite.h with its defaults.
template <class Options>
Options defaults(void(NNL_CALL* init)(Options*, std::uint32_t)) {
  Options options;
  init(&options, static_cast<std::uint32_t>(sizeof options));
  return options;
}

/// The C handles of objects, in order.
template <class Objects>
std::vector<std::int64_t> handles(const Objects& objects) {
  std::vector<std::int64_t> result;
  result.reserve(objects.size());
  for (const auto& object : objects) result.push_back(object.handle());
  return result;
}

inline std::int64_t count_of(const std::vector<std::int64_t>& handles) {
  return static_cast<std::int64_t>(handles.size());
}

}  // namespace detail

/// The library's version as 10000 * major + 100 * minor + patch.
inline std::int32_t version() noexcept { return nnl_version(); }

/// The number of the binary interface, which only an incompatible change raises.
inline std::int32_t abi_version() noexcept { return nnl_abi_version(); }

/// What the library is, for people: lines "key: value".
inline std::string build_info() { return detail::get_text(nnl_build_info); }

/// C handles of all kinds that have not been released.
inline std::int64_t live_handles() { return detail::get<std::int64_t>(nnl_live_handles); }

/// Ends the worker threads and frees cached memory; objects stay valid.
inline void shutdown() { check(nnl_shutdown()); }

/// Whether operations of this thread are recorded for backward.
inline bool grad_enabled() { return detail::get<std::int32_t>(nnl_grad_enabled) != 0; }
inline void set_grad_enabled(bool enabled) { check(nnl_set_grad_enabled(enabled)); }

/// While it lives, operations of its thread are not recorded for backward.
class NoGrad {
 public:
  NoGrad() : before_(grad_enabled()) { set_grad_enabled(false); }
  NoGrad(const NoGrad&) = delete;
  NoGrad& operator=(const NoGrad&) = delete;
  ~NoGrad() { nnl_set_grad_enabled(before_); }

 private:
  bool before_;
};

}  // namespace nnlite
