// Reads a state entry by entry, so that nothing of it is passed over.
#pragma once

#include <set>

#include "tensor/state.h"

namespace nnl {

/// A number as an entry of a state.
inline Tensor number_entry(Context& context, double value) {
  return Tensor::full(context, DType::f64, {}, value);
}
/// A count below 2^53 as an entry of a state.
inline Tensor count_entry(Context& context, int64_t value) {
  return Tensor::full(context, DType::i64, {}, static_cast<double>(value));
}

/// Every reading function fails, naming the owner, where the state does not hold what it should.
class StateReader {
 public:
  /// Both must outlive the reader.
  StateReader(const char* owner, const State& state) : owner_(owner), state_(state) {}

  bool has(const std::string& name) const { return static_cast<bool>(find(state_, name)); }
  /// The tensor itself; whoever keeps it copies it.
  Tensor tensor(const std::string& name, DType dtype, const Dims& shape);
  double number(const std::string& name) { return tensor(name, DType::f64, {}).item(); }
  /// Finite and at least 0.
  double rate(const std::string& name);
  /// At least `least` and below 2^53.
  int64_t count(const std::string& name, int64_t least);
  /// Fails with Code::invalid_argument if an entry was not read or stands twice.
  void finish() const;

 private:
  const char* owner_;
  const State& state_;
  std::set<std::string> read_;
};

}  // namespace nnl
