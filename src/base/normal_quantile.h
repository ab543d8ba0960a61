// The inverse of the normal distribution, the same bits on every machine.
#pragma once

namespace nnl {

/// The z >= 0 that a standard normal variable exceeds with probability p, for p in [2^-64, 1/2].
///
/// Wichura's PPND16 (Applied Statistics algorithm AS 241, 1988) with a logarithm of its own: nothing but + -
/// * / sqrt and integer operations, each of which IEEE 754 defines to the bit. Relative error below 1e-15.
double upper_normal_quantile(double p) noexcept;

}  // namespace nnl
