// Modules filled from reference numbers, and compared with them.
#pragma once

#include "nn/module.h"
#include "support/tensors.h"

namespace nnl::test {

/// Parameters and buffers under their names.
inline std::map<std::string, Variable> state_of(const Module& module) {
  std::map<std::string, Variable> state;
  for (const auto& list : {module.parameters(), module.buffers()})
    for (const NamedVariable& entry : list) state.emplace(entry.name, entry.variable);
  return state;
}

/// The same by value.
inline std::map<std::string, std::vector<double>> numbers_of(const Module& module) {
  std::map<std::string, std::vector<double>> numbers;
  for (const auto& [name, variable] : state_of(module)) numbers[name] = values_of(variable.data());
  return numbers;
}

/// Sets every parameter and buffer from the array of its name.
inline void fill(const Module& module, const std::map<std::string, Array>& arrays) {
  for (const auto& [name, variable] : state_of(module))
    copy_into(tensor_of(arrays.at(name), DType::f64), variable.data());
}

/// Compares every buffer with the array of its name.
inline void expect_buffers(const Module& module, const std::map<std::string, Array>& arrays,
                           double tolerance) {
  for (const NamedVariable& entry : module.buffers())
    expect_close(entry.variable.data(), arrays.at(entry.name), tolerance, entry.name);
}

}  // namespace nnl::test
