// Functions of elements over plain tensors with broadcasting, for operations that need no kernel of their
// own.
#pragma once

#include "kernels/map_strided.h"
#include "tensor/tensor.h"

namespace nnl {

/// A new tensor with f(x[i]...) for all indices of `shape`, which each x broadcasts to. The types name the
/// elements of the result and, one after the other, of each x.
template <class Out, class... In, class F>
Tensor map_as(const Dims& shape, const F& f, const Tensor& first, const auto&... rest) {
  static_assert(sizeof...(In) == 1 + sizeof...(rest));
  const Tensor views[] = {first.broadcast_to(shape), rest.broadcast_to(shape)...};
  Tensor result(first.context(), dtype_of<Out>, shape);
  const auto run = [&]<size_t... k>(std::index_sequence<k...>) {
    kernels::map_strided(first.threads(), shape.size(), shape.begin(), result.mutable_data<Out>(), f,
                         kernels::Strided<In>{views[k].template data<In>(), views[k].strides().begin()}...);
  };
  run(std::index_sequence_for<In...>{});
  return result;
}

/// f over floating tensors of one dtype, that of `first`.
template <class F>
Tensor map_floating(const char* op, const Dims& shape, const F& f, const Tensor& first, const auto&... rest) {
  return dispatch_floating(op, first.dtype(), [&](auto type) {
    using T = decltype(type);
    return [&]<class... Rest>(const Rest&...) {
      return map_as<T, T, std::conditional_t<true, T, Rest>...>(shape, f, first, rest...);
    }(rest...);
  });
}

}  // namespace nnl
