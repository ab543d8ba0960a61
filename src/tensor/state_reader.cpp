#include "tensor/state_reader.h"

#include <cmath>

#include "base/utf8.h"

namespace nnl {

Tensor random_entry(Context& context, const RandomState& state) {
  const int64_t words[] = {static_cast<int64_t>(state.seed), static_cast<int64_t>(state.stream),
                           static_cast<int64_t>(state.position)};
  return Tensor::from<int64_t>(context, {3}, words);
}

StateReader::StateReader(const char* owner, const State& state) : owner_(owner) {
  for (const auto& [name, tensor] : state)
    if (!entries_.emplace(name, &tensor).second)
      fail(Code::invalid_argument, "{}: its state has \"{}\" twice", owner_, shortened(name));
}

const Tensor& StateReader::checked(const std::string& name, DType dtype, const Dims& shape) {
  const auto found = entries_.find(name);
  if (found == entries_.end()) fail(Code::not_found, "{}: its state has no \"{}\"", owner_, name);
  const Tensor* tensor = found->second;
  if (tensor->dtype() != dtype)
    fail(Code::dtype_mismatch, "{}: \"{}\" of its state is {}, not {}", owner_, name,
         name_of(tensor->dtype()), name_of(dtype));
  if (!(tensor->shape() == shape))
    fail(Code::shape_mismatch, "{}: \"{}\" of its state has shape {}, not {}", owner_, name,
         to_string(tensor->shape()), to_string(shape));
  read_.insert(found->first);
  return *tensor;
}

Tensor StateReader::tensor(const std::string& name, DType dtype, const Dims& shape) {
  return checked(name, dtype, shape);
}

Tensor StateReader::take(const std::string& name, DType dtype, const Dims& shape) {
  const Tensor& tensor = checked(name, dtype, shape);
  return tensor.storage()->unique() && tensor.is_contiguous() ? tensor : tensor.copy();
}

Tensor StateReader::rows(const std::string& name, DType dtype, const Dims& row) {
  const auto found = entries_.find(name);
  Dims shape = {found != entries_.end() && found->second->rank() > 0 ? found->second->size(0) : 0};
  for (const int64_t size : row) shape.push_back(size);
  return tensor(name, dtype, shape);
}

RandomState StateReader::random(const std::string& name) {
  const Tensor words = tensor(name, DType::i64, {3}).contiguous();
  const int64_t* w = words.data<int64_t>();
  return {static_cast<uint64_t>(w[0]), static_cast<uint64_t>(w[1]), static_cast<uint64_t>(w[2])};
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
  if (value < least || value > most_count)
    fail(Code::invalid_argument, "{}: \"{}\" of its state is {}, less than {} or too large", owner_, name,
         value, least);
  return value;
}

void StateReader::finish() const {
  for (const auto& [name, tensor] : entries_)
    if (read_.count(name) == 0)
      fail(Code::invalid_argument, "{}: its state has \"{}\", which it does not know", owner_,
           shortened(name));
}

}  // namespace nnl
