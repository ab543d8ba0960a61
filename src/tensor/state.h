// What a file keeps of an object.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tensor/tensor.h"

namespace nnl {

/// Named tensors in a fixed order. Numbers are tensors too: f64 or i64 of one element.
using State = std::vector<std::pair<std::string, Tensor>>;

/// The tensor of that name, or an empty one.
inline Tensor find(const State& state, const std::string& name) {
  for (const auto& [found, tensor] : state)
    if (found == name) return tensor;
  return {};
}

/// An object that can be put aside and taken up again with the same bits. What shapes it (a loader's data, an
/// optimizer's parameters) is not part of its state: the object that takes it up is made alike.
class Stateful {
 public:
  virtual ~Stateful() = default;

  /// What it is, in words: only an object of the same description can take a state up.
  virtual std::string description() const = 0;

  /// All that changes while it works. The tensors may be the object's own: they are for use before it works
  /// on.
  virtual State state() const = 0;
  /// Checks a state and prepares all that it takes; the returned step puts it in place and cannot fail. A
  /// state that is not whole or does not fit is an error, and so is a name that is not known. Tensors that
  /// the state alone refers to are taken over where others would be copied.
  virtual std::function<void()> prepare_state(State state) = 0;
  /// How many tensors a state of it can have at most.
  virtual int64_t most_entries() const = 0;
};

}  // namespace nnl
