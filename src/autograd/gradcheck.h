// Gradients held against differences.
#pragma once

#include <functional>
#include <string>

#include "autograd/variable.h"

namespace nnl {

/// Settings of torch.autograd.gradcheck with its defaults.
struct GradcheckOptions {
  double eps = 1e-6;   // the step to either side
  double atol = 1e-5;  // analytical and numerical differ by no more than atol + rtol * |numerical|
  double rtol = 1e-3;
};

struct GradcheckResult {
  bool passed;
  std::string report;  // one line, and one for each of the first derivatives that differ; at most 4,095 bytes
};

/// Compares d f / d input with central differences, for every element of the result and of every input that
/// requires a gradient: at least one, all f64 leaves that can be written. Two runs of f for every such
/// element and a walk for every element of the result. The inputs end with the bits that they began with, no
/// gradient changes, and what f changes or draws in a run (running statistics, random numbers) is undone
/// after it, so that all runs begin alike.
GradcheckResult gradcheck(const std::function<Variable(std::span<const Variable>)>& f,
                          std::span<const Variable> inputs, const GradcheckOptions& options = {});

}  // namespace nnl
