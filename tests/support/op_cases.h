// Runs an operation over the cases of a golden file.
#pragma once

#include <set>

#include "support/tensors.h"

namespace nnl::test {

using Inputs = std::map<std::string, Variable>;

/// For each case of `topic` that `applies` to, in f32 and f64, with contiguous inputs and with such as are
/// not (but those named in `contiguous`): the value of f(case, inputs) and the gradients of sum(value *
/// cotangent), or that it fails where the case says so.
inline void check_cases(const std::string& topic, const std::function<bool(const Case&)>& applies,
                        const std::function<Variable(const Case&, const Inputs&)>& f,
                        const std::set<std::string>& contiguous = {}) {
  int checked = 0;
  for (const Case& c : golden_cases(topic)) {
    if (!applies(c)) continue;
    for (const auto& [dtype, scatter] : {std::pair(DType::f64, false), std::pair(DType::f32, false),
                                         std::pair(DType::f64, true), std::pair(DType::f32, true)}) {
      SCOPED_TRACE(topic + ": " + c.name + ", " + name_of(dtype) + (scatter ? ", not contiguous" : ""));
      Inputs inputs;
      for (const auto& [name, array] : c.inputs) {
        Tensor tensor = tensor_of(array, dtype);
        if (scatter && !contiguous.count(name)) tensor = scattered(tensor);
        inputs[name] = Variable(tensor, is_floating(tensor.dtype()) && c.gradients.count(name) > 0);
      }
      ++checked;
      if (c.settings.value("error", false)) {
        EXPECT_FALSE(error_of([&] { f(c, inputs); }).what() == std::string());
        continue;
      }
      const Variable output = f(c, inputs);
      expect_close(output.data(), c.outputs.at("output"), tolerance(dtype), "output");
      if (c.gradients.empty()) continue;
      backward(output, inputs.at("cotangent").data());
      for (const auto& [name, expected] : c.gradients) {
        ASSERT_TRUE(inputs.at(name).grad()) << name;
        expect_close(inputs.at(name).grad().dense(), expected, tolerance(dtype), "gradient of " + name);
      }
    }
  }
  EXPECT_GT(checked, 0);
}

/// The reduction of a case's settings.
template <class Reduction>
Reduction reduction_of(const Case& c) {
  const std::string name = c.settings.value("reduction", "mean");
  return name == "none" ? Reduction::none : name == "sum" ? Reduction::sum : Reduction::mean;
}

}  // namespace nnl::test
