// Products of pairs: batches of matrices, and angles between vectors.
#pragma once

#include "autograd/variable.h"

namespace nnl {

/// Matrix products of a (n, i, k) and b (n, k, j) one by one; nothing broadcasts.
Variable bmm(const Variable& a, const Variable& b);

/// Along an axis of two tensors that broadcast: their product over their norms, each norm at least eps, which
/// is not negative. Where eps takes the place of a norm, the gradient is still that of the norm, as in
/// PyTorch.
Variable cosine_similarity(const Variable& a, const Variable& b, int64_t axis = 1, double eps = 1e-8);

}  // namespace nnl
