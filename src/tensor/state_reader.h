// Reads a state entry by entry, so that nothing of it is passed over.
#pragma once

#include <map>
#include <set>
#include <string_view>

#include "base/random.h"
#include "tensor/state.h"

namespace nnl {

/// A number as an entry of a state.
inline Tensor number_entry(Context& context, double value) {
  return Tensor::full(context, DType::f64, {}, value);
}
/// The largest count. A file may hold it, so counts stop there.
inline constexpr int64_t most_count = (int64_t{1} << 53) - 1;
/// The count after `count`, or still the largest one.
inline int64_t next_count(int64_t count) { return count < most_count ? count + 1 : most_count; }

/// A count as an entry of a state.
inline Tensor count_entry(Context& context, int64_t value) {
  return Tensor::full(context, DType::i64, {}, static_cast<double>(value));
}

/// Where a random stream stands, as an entry of a state: i64 (3), of which each is 64 bits.
Tensor random_entry(Context& context, const RandomState& state);

/// Every reading function fails, naming the owner, where the state does not hold what it should.
class StateReader {
 public:
  /// Both must outlive the reader. A name that stands twice is Code::invalid_argument.
  StateReader(const char* owner, const State& state);

  bool has(const std::string& name) const { return entries_.count(name) > 0; }
  /// The tensor itself; whoever keeps it copies it, or has it with take().
  Tensor tensor(const std::string& name, DType dtype, const Dims& shape);
  /// The same for whoever keeps it: contiguous, and a copy unless the state alone refers to the tensor.
  Tensor take(const std::string& name, DType dtype, const Dims& shape);
  /// The same where the first axis may have any size: `row` is the shape behind it.
  Tensor rows(const std::string& name, DType dtype, const Dims& row);
  double number(const std::string& name) { return tensor(name, DType::f64, {}).item(); }
  /// Finite and at least 0.
  double rate(const std::string& name);
  /// From `least` to most_count.
  int64_t count(const std::string& name, int64_t least);
  RandomState random(const std::string& name);
  /// Fails with Code::invalid_argument if an entry was not read.
  void finish() const;

 private:
  const Tensor& checked(const std::string& name, DType dtype, const Dims& shape);

  const char* owner_;
  std::map<std::string_view, const Tensor*> entries_;
  std::set<std::string_view> read_;
};

}  // namespace nnl
