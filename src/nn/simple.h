// Layers without parameters: each hands its input to one operation.
#pragma once

#include "nn/module.h"

namespace nnl {

/// A layer that applies one function, given as a callable Variable(const Variable&).
template <class Function>
class Simple final : public Layer {
 public:
  Simple(Context& context, const char* kind, Function function)
      : Layer(context), kind_(kind), function_(std::move(function)) {}
  const char* kind() const override { return kind_; }

 private:
  Variable run(const Variable& x) override { return function_(x); }
  Ref<Module> duplicate() const override { return make_ref<Simple>(context(), kind_, function_); }

  const char* kind_;
  Function function_;
};

/// `kind` is a string literal.
template <class Function>
Ref<Module> make_simple(Context& context, const char* kind, Function function) {
  return Ref<Module>(new Simple<Function>(context, kind, std::move(function)));
}

}  // namespace nnl
