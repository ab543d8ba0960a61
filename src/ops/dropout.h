#pragma once

#include "autograd/variable.h"

namespace nnl {

/// In training each element is 0 with probability p, in [0, 1], and else x / (1 - p), by the context's random
/// stream, of which a block is drawn for every four elements. Otherwise, and for p = 0, it is x itself.
/// Srivastava et al. 2014.
Variable dropout(const Variable& x, double p, bool training);

}  // namespace nnl
