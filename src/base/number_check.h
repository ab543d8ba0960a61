// Where the first number that is none arose: NaN, or an infinity that nobody asked for.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "base/layer_name.h"

namespace nnl {

class Log;

/// What a context does about such numbers; the numbers are those of nnlite.h.
enum class NumberCheckMode : int32_t { off = 0, report = 1, fail = 2 };

/// What made the number.
enum class NumberPass : int32_t { forward = 0, backward = 1, update = 2, loss = 3 };

/// The first one of a context, and how it came.
struct NumberFinding {
  NumberPass pass = NumberPass::forward;
  bool nan = false;
  int64_t input = -1;                       // of the operation or module that was given it; -1 where it arose
  bool inputs_finite = false;               // whether all that it was made from was
  int64_t position = 0;                     // in row-major order
  std::string op;                           // an optimizer's name, or empty for a module's input
  std::string what;                         // "output [4, 8] at [3, 5]"
  std::string layer = {}, layer_kind = {};  // as in profiles; empty outside of modules
  int64_t step = 0;                         // updates of the context since the check was set

  /// All of it in one sentence.
  std::string text() const;
};

/// Checks for one context what operations, gradient functions and optimizers make. All functions may be
/// called from any thread.
class NumberCheck {
 public:
  explicit NumberCheck(Log& log) : log_(log) {}
  ~NumberCheck() { set_mode(NumberCheckMode::off); }
  NumberCheck(const NumberCheck&) = delete;
  NumberCheck& operator=(const NumberCheck&) = delete;

  NumberCheckMode mode() const { return mode_.load(std::memory_order_relaxed); }
  /// Begins anew, with nothing found and no step counted.
  void set_mode(NumberCheckMode mode);
  /// Whether anything is to be looked at: nothing is once there is a finding to report.
  bool wanted() const {
    return mode() == NumberCheckMode::fail || (mode() == NumberCheckMode::report && !found());
  }
  bool found() const { return found_.load(std::memory_order_acquire); }
  /// The first since the mode was set.
  std::optional<NumberFinding> finding() const;

  /// Keeps a finding if it is the first, with a warning in the log, and fails with Code::invalid_state in
  /// that mode. Adds the step, and the layer that runs unless `layer` is another.
  void add(NumberFinding finding, const LayerName* layer = LayerName::running());
  void count_step() { steps_.fetch_add(1, std::memory_order_relaxed); }

 private:
  Log& log_;
  std::atomic<NumberCheckMode> mode_{NumberCheckMode::off};
  std::atomic<bool> found_{false};
  std::atomic<int64_t> steps_{0};
  mutable std::mutex mutex_;
  std::optional<NumberFinding> finding_;
};

/// While it lives, infinities (or NaN as well) that operations of this thread make are what the caller asked
/// for, as log does of 0 and masked_fill with an infinity.
class MeantNumbers {
 public:
  enum class Which { none, infinities, all };

  explicit MeantNumbers(Which which) noexcept : before_(which_) {
    if (which > which_) which_ = which;
  }
  /// All, if one of the caller's scalars is not finite.
  template <class... Scalars>
  static Which asked_by(Scalars... scalars) noexcept {
    return ((scalars - scalars == 0) && ...) ? Which::none : Which::all;
  }
  ~MeantNumbers() { which_ = before_; }
  MeantNumbers(const MeantNumbers&) = delete;
  MeantNumbers& operator=(const MeantNumbers&) = delete;

  static Which now() noexcept { return which_; }

 private:
  static thread_local constinit Which which_;
  Which before_;
};

}  // namespace nnl
