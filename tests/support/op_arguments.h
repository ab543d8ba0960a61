// What the cases of several golden topics say about their arguments.
#pragma once

#include "ops/ops.h"
#include "support/op_cases.h"

namespace nnl::test {

/// The case's input a, its first two axes exchanged if the case says so.
inline Variable operand(const Case& c, const Inputs& in) {
  const Variable a = in.at("a");
  return c.settings.value("transposed", false) ? transpose(a, 0, 1) : a;
}

/// A list of numbers among the settings; empty if absent.
inline std::vector<int64_t> list(const Case& c, const char* name) {
  return c.settings.value(name, std::vector<int64_t>{});
}

/// A number among the settings, which may be infinite.
inline double scalar(const Case& c, const char* name, double absent = 0) {
  if (!c.settings.contains(name)) return absent;
  const auto& value = c.settings.at(name);
  if (!value.is_string()) return value;
  return value == "-inf" ? -HUGE_VAL : HUGE_VAL;
}

/// Whether a case is of the operation.
inline bool is_op(const Case& c, const std::string& op) { return c.settings.at("op") == op; }

}  // namespace nnl::test
