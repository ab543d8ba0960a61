// Spread and size of the elements along axes, with gradients. Sums are double.
#pragma once

#include <span>

#include "autograd/variable.h"

namespace nnl {

/// Sum of squared distances from the mean over (n - correction), or 0 where that is negative, and its square
/// root. Axes as in sum(). The correction is not negative; 1 is PyTorch's default.
Variable var(const Variable& x, std::span<const int64_t> axes = {}, int64_t correction = 1,
             bool keepdim = false);
/// The derivative is 0 where the result is 0.
Variable std_deviation(const Variable& x, std::span<const int64_t> axes = {}, int64_t correction = 1,
                       bool keepdim = false);

/// (sum of |x|^p)^(1/p); p 0 counts what is not 0, infinity is the greatest |x|, -infinity the least. p is
/// not NaN. With p infinite or negative, the axes must not be empty.
Variable norm(const Variable& x, double p = 2, std::span<const int64_t> axes = {}, bool keepdim = false);

}  // namespace nnl
