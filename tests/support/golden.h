// Reference numbers from PyTorch (tests/golden), for comparison in tests.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace nnl::test {

/// A tensor of a golden file: row-major data of any dtype as doubles, NaN and infinities included.
struct Array {
  std::string dtype;  ///< "f64", "f32", "i64" or "i32", as PyTorch had it
  std::vector<int64_t> shape;
  std::vector<double> data;
};

/// One named comparison. What the names of a topic mean stands at the top of tests/golden/topics/<topic>.py;
/// "error": true in settings says that the call must fail, "deviation" that nnlite departs from the outputs.
struct Case {
  std::string name;
  nlohmann::json settings;
  std::map<std::string, Array> inputs, outputs, gradients;
};

/// The cases of tests/golden/<topic>.json in file order, read once and kept until the program ends.
/// Throws std::runtime_error if the file is missing or is not a golden file. Safe from any thread.
const std::vector<Case>& golden_cases(const std::string& topic);

/// The case of that name, kept like those of golden_cases; throws std::runtime_error if there is none.
const Case& golden_case(const std::string& topic, const std::string& name);

}  // namespace nnl::test
