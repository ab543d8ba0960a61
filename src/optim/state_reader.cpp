#include "optim/state_reader.h"

#include <cmath>

namespace nnl {

Tensor StateReader::tensor(const std::string& name, DType dtype, const Dims& shape) {
  Tensor tensor = expect(owner_, state_, name, dtype, shape);
  read_.insert(name);
  return tensor;
}

double StateReader::rate(const std::string& name) {
  const double value = number(name);
  if (!(value >= 0) || !std::isfinite(value))
    fail(Code::invalid_argument, "{}: \"{}\" of its state is {}, not finite and at least 0", owner_, name,
         value);
  return value;
}

int64_t StateReader::count(const std::string& name, int64_t least) {
  const int64_t value = *tensor(name, DType::i64, {}).data<int64_t>();
  if (value < least || value >= int64_t{1} << 53)
    fail(Code::invalid_argument, "{}: \"{}\" of its state is {}, less than {} or too large", owner_, name,
         value, least);
  return value;
}

void StateReader::finish() const {
  std::set<std::string> unread = read_;
  for (const auto& [name, tensor] : state_) {
    if (read_.count(name) == 0)
      fail(Code::invalid_argument, "{}: its state has \"{}\", which it does not know", owner_, name);
    if (unread.erase(name) == 0) fail(Code::invalid_argument, "{}: its state has \"{}\" twice", owner_, name);
  }
}

}  // namespace nnl
