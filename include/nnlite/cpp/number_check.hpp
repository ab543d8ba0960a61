// Number checks: where NaN and infinities arise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <nnlite/cpp/context.hpp>

namespace nnlite {

/// What a context does about numbers that are not finite.
enum class NumberCheckMode : std::int32_t {
  off = NNL_NUMBER_CHECK_OFF,
  report = NNL_NUMBER_CHECK_REPORT,  ///< the first is kept
  fail = NNL_NUMBER_CHECK_FAIL       ///< every call that makes one fails
};

/// What made the number.
enum class NumberKind : std::int32_t {
  forward = NNL_NUMBER_FORWARD,
  backward = NNL_NUMBER_BACKWARD,
  update = NNL_NUMBER_UPDATE,
  loss = NNL_NUMBER_LOSS
};

/// The first number that is not finite, and where it arose.
struct NumberReport {
  NumberKind kind = NumberKind::forward;
  bool is_nan = false;         ///< else an infinity
  bool inputs_finite = false;  ///< whether all that it was made of was
  std::int64_t input = -1;     ///< -1: it arose there; else NaN was given as that input
  std::int64_t position = 0;   ///< in the tensor, in row-major order
  std::int64_t step = 0;       ///< optimizer steps before, since the mode was set
  std::string op;              ///< "log", "sgd"
  std::string layer;           ///< "3.conv"; empty outside of modules
  std::string text;            ///< all of it in a sentence
};

/// The number check of a context. Copies are the same check.
class NumberCheck {
 public:
  explicit NumberCheck(const Context& context = {}) : context_(context) {}

  /// Begins anew, with nothing found.
  void set_mode(NumberCheckMode mode) const {
    check(nnl_context_set_number_check(context_.handle(), static_cast<std::int32_t>(mode)));
  }
  NumberCheckMode mode() const { return static_cast<NumberCheckMode>(read().mode); }
  /// The first finding since the mode was set, if there is one.
  std::optional<NumberReport> report() const {
    const nnl_number_report c = read();
    if (c.found == 0) return std::nullopt;
    return NumberReport{static_cast<NumberKind>(c.kind),
                        c.is_nan != 0,
                        c.inputs_finite != 0,
                        c.input,
                        c.position,
                        c.step,
                        detail::get_text(nnl_number_report_op, context_.handle()),
                        detail::get_text(nnl_number_report_layer, context_.handle()),
                        detail::get_text(nnl_number_report_text, context_.handle())};
  }

 private:
  nnl_number_report read() const {
    auto c = detail::defaults(nnl_number_report_init);
    check(nnl_number_report_read(context_.handle(), &c));
    return c;
  }

  Context context_;
};

}  // namespace nnlite
