#include "support/golden.h"

#include <fstream>
#include <limits>
#include <mutex>
#include <stdexcept>

#ifndef NNL_GOLDEN_DIR
#error "NNL_GOLDEN_DIR must name the folder of the golden files"
#endif

namespace nnl::test {
namespace {

double number(const nlohmann::json& value) {
  if (value.is_number()) return value.get<double>();
  const auto text = value.get<std::string>();
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (text == "inf") return std::numeric_limits<double>::infinity();
  if (text == "-inf") return -std::numeric_limits<double>::infinity();
  throw std::runtime_error("not a number: " + text);
}

std::map<std::string, Array> arrays(const nlohmann::json& named) {
  std::map<std::string, Array> result;
  for (const auto& [name, value] : named.items()) {
    Array array{value.at("dtype"), value.at("shape"), {}};
    size_t count = 1;
    for (const int64_t extent : array.shape) count *= static_cast<size_t>(extent);
    for (const auto& element : value.at("data")) array.data.push_back(number(element));
    if (array.data.size() != count) throw std::runtime_error(name + ": shape and data differ in size");
    result.emplace(name, std::move(array));
  }
  return result;
}

std::vector<Case> read(const std::string& topic) {
  const std::string path = std::string(NNL_GOLDEN_DIR) + "/" + topic + ".json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  try {
    const auto document = nlohmann::json::parse(file);
    std::vector<Case> result;
    for (const auto& entry : document.at("cases")) {
      result.push_back({entry.at("name"), entry.at("settings"), arrays(entry.at("inputs")),
                        arrays(entry.at("outputs")), arrays(entry.at("gradients"))});
    }
    return result;
  } catch (const std::exception& error) {
    throw std::runtime_error(path + ": " + error.what());
  }
}

}  // namespace

const std::vector<Case>& golden_cases(const std::string& topic) {
  static std::mutex mutex;
  static std::map<std::string, std::vector<Case>> topics;
  const std::lock_guard lock(mutex);
  const auto found = topics.find(topic);
  return found != topics.end() ? found->second : topics.emplace(topic, read(topic)).first->second;
}

const Case& golden_case(const std::string& topic, const std::string& name) {
  for (const Case& found : golden_cases(topic)) {
    if (found.name == name) return found;
  }
  throw std::runtime_error("no case " + name + " in golden topic " + topic);
}

}  // namespace nnl::test
