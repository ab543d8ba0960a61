// Functions of single elements, with gradients. Floating dtypes unless said otherwise.
#pragma once

#include "autograd/variable.h"

namespace nnl {

Variable exp(const Variable& x);
Variable log(const Variable& x);
/// The derivative at 0 is infinite.
Variable sqrt(const Variable& x);
/// The derivative at 0 is 0.
Variable abs(const Variable& x);
Variable negative(const Variable& x);
/// 1 / x
Variable reciprocal(const Variable& x);
/// x to the power of a number. 0.5 is the square root, which differs from pow at -infinity.
Variable pow(const Variable& x, double exponent);
/// x to the power of `exponent`, element by element with broadcasting. Where the exponent is 0 the base gets
/// no gradient; where the base is 0 and the exponent not negative, the exponent gets none.
Variable pow(const Variable& x, const Variable& exponent);
/// min(max(x, low), high): `high` wins if it is below `low`. Infinite bounds bound nothing; NaN is an error.
/// NaN elements stay. The derivative is 1 inside and at the bounds.
Variable clamp(const Variable& x, double low, double high);
/// The lesser and the greater element, with broadcasting, of one dtype, which may be any. NaN wins. Equal
/// elements get half the gradient each.
Variable minimum(const Variable& a, const Variable& b);
Variable maximum(const Variable& a, const Variable& b);

}  // namespace nnl
