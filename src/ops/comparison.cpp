#include "ops/comparison.h"

#include <cmath>
#include <functional>

#include "autograd/node.h"
#include "ops/map_tensor.h"
#include "ops/reduce_tensor.h"

namespace nnl {
namespace {

constexpr const char* names[] = {"eq", "ne", "lt", "le", "gt", "ge"};

/// Calls body(f) with the comparison as a function of two elements.
template <class Body>
Tensor with_function(Comparison how, Body body) {
  switch (how) {
    case Comparison::equal:
      return body(std::equal_to<>());
    case Comparison::not_equal:
      return body(std::not_equal_to<>());
    case Comparison::less:
      return body(std::less<>());
    case Comparison::less_equal:
      return body(std::less_equal<>());
    case Comparison::greater:
      return body(std::greater<>());
    case Comparison::greater_equal:
      return body(std::greater_equal<>());
  }
  fail(Code::invalid_argument, "compare: unknown comparison {}", static_cast<int>(how));
}

/// f(a, b) of elements taken as truth values.
template <class F>
Variable logic(const char* op, const Variable& a, const Variable& b, F f) {
  const OpScope scope(op, a);
  check_same_context(op, a.data(), b.data());
  const Dims shape = broadcast_shapes(op, a.shape(), b.shape());
  const Tensor left = a.data().to(DType::boolean), right = b.data().to(DType::boolean);
  return Variable(map_as<bool, bool, bool>(shape, f, left, right));
}

void check_bool(const char* op, const char* name, const Variable& x) {
  if (x.dtype() != DType::boolean)
    fail(Code::dtype_mismatch, "{}: the {} must be bool, not {}", op, name, name_of(x.dtype()));
}

/// Picks between tensors of one dtype.
Tensor choose(const Dims& shape, const Tensor& condition, const Tensor& a, const Tensor& b) {
  return dispatch_any(a.dtype(), [&](auto type) {
    using T = decltype(type);
    return map_as<T, bool, T, T>(
        shape, [](bool c, T left, T right) { return c ? left : right; }, condition, a, b);
  });
}

/// x where the condition is what is `wanted`, else `value`.
Tensor keep_where(const Dims& shape, const Tensor& condition, bool wanted, const Tensor& x, double value) {
  const Tensor other = Tensor::full(x.context(), x.dtype(), {}, value);  // or fails
  return dispatch_any(x.dtype(), [&](auto type) {
    using T = decltype(type);
    const T rest = *other.data<T>();
    if (wanted)
      return map_as<T, bool, T>(
          shape, [=](bool c, T v) { return c ? v : rest; }, condition, x);
    return map_as<T, bool, T>(
        shape, [=](bool c, T v) { return c ? rest : v; }, condition, x);
  });
}

}  // namespace

Variable compare(Comparison how, const Variable& a, const Variable& b) {
  const char* op = names[static_cast<int>(how)];
  const OpScope scope(op, a);
  check_same_context(op, a.data(), b.data());
  check_same_dtype(op, a.data(), b.data());
  const Dims shape = broadcast_shapes(op, a.shape(), b.shape());
  return Variable(with_function(how, [&](auto f) {
    return dispatch_any(a.dtype(), [&](auto type) {
      using T = decltype(type);
      return map_as<bool, T, T>(shape, f, a.data(), b.data());
    });
  }));
}

Variable compare(Comparison how, const Variable& a, double b) {
  const OpScope scope(names[static_cast<int>(how)], a);
  // A whole number is compared with integers as one, so that none beyond 2^53 is rounded.
  const bool whole = std::trunc(b) == b && std::abs(b) < std::ldexp(1.0, 63);
  return Variable(with_function(how, [&](auto f) {
    return dispatch_any(a.dtype(), [&](auto type) {
      using T = decltype(type);
      const auto against = [&](auto number) {
        return map_as<bool, T>(
            a.shape(), [=](T x) { return f(static_cast<decltype(number)>(x), number); }, a.data());
      };
      if constexpr (std::is_floating_point_v<T>)
        return against(static_cast<T>(b));
      else
        return whole ? against(static_cast<int64_t>(b)) : against(b);
    });
  }));
}

Variable logical_not(const Variable& x) {
  const OpScope scope("logical_not", x);
  return Variable(map_as<bool, bool>(x.shape(), std::logical_not<>(), x.data().to(DType::boolean)));
}

Variable logical_and(const Variable& a, const Variable& b) {
  return logic("logical_and", a, b, [](bool left, bool right) { return left && right; });
}

Variable logical_or(const Variable& a, const Variable& b) {
  return logic("logical_or", a, b, [](bool left, bool right) { return left || right; });
}

Variable where(const Variable& condition, const Variable& a, const Variable& b) {
  const OpScope scope("where", a);
  check_bool("where", "condition", condition);
  check_same_context("where", condition.data(), a.data());
  check_same_context("where", a.data(), b.data());
  check_same_dtype("where", a.data(), b.data());
  const Dims shape =
      broadcast_shapes("where", condition.shape(), broadcast_shapes("where", a.shape(), b.shape()));
  return record("where", choose(shape, condition.data(), a.data(), b.data()), {a, b}, {condition.data()},
                [shape, sa = a.shape(), sb = b.shape()](Backward& g) {
                  if (g.needs(0)) g.give(0, sum_to_shape(keep_where(shape, g.saved(0), true, g.dy(), 0), sa));
                  if (g.needs(1))
                    g.give(1, sum_to_shape(keep_where(shape, g.saved(0), false, g.dy(), 0), sb));
                });
}

Variable masked_fill(const Variable& x, const Variable& mask, double value) {
  const OpScope scope("masked_fill", x);
  const MeantNumbers meant(MeantNumbers::asked_by(value));
  check_bool("masked_fill", "mask", mask);
  check_same_context("masked_fill", x.data(), mask.data());
  const Dims shape = broadcast_shapes("masked_fill", x.shape(), mask.shape());
  return record("masked_fill", keep_where(shape, mask.data(), false, x.data(), value), {x}, {mask.data()},
                [shape, from = x.shape()](Backward& b) {
                  b.give(0, sum_to_shape(keep_where(shape, b.saved(0), false, b.dy(), 0), from));
                });
}

}  // namespace nnl
