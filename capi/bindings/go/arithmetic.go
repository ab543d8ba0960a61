package nnlite

// #include "raw.h"
import "C"

// The operands of operations are floating and of one dtype unless it says "any dtype". Shapes of two operands
// broadcast as in NumPy and PyTorch. Axes count from 0, negative ones from the end.

// Add is t + other.
func (t *Tensor) Add(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_add(t.h(), other.h()), t, other)
}

// Subtract is t - other.
func (t *Tensor) Subtract(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_subtract(t.h(), other.h()), t, other)
}

// Multiply is t * other, element by element.
func (t *Tensor) Multiply(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_multiply(t.h(), other.h()), t, other)
}

// Divide is t / other.
func (t *Tensor) Divide(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_divide(t.h(), other.h()), t, other)
}

// Affine is scale*t + shift.
func (t *Tensor) Affine(scale, shift float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_affine(t.h(), C.double(scale), C.double(shift)), t)
}

// Matmul is the matrix product of vectors, matrices, or batches of matrices whose leading axes broadcast.
func (t *Tensor) Matmul(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_matmul(t.h(), other.h()), t, other)
}

// Bmm is the matrix products of t (n, i, k) and other (n, k, j) one by one; unlike Matmul, nothing broadcasts.
func (t *Tensor) Bmm(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_bmm(t.h(), other.h()), t, other)
}

// Linear is t (..., in) times the transpose of weight (out, in), plus bias (out), which may be nil.
func (t *Tensor) Linear(weight, bias *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_linear(t.h(), weight.h(), bias.h()), t, weight, bias)
}

// Exp is e to the power of each element.
func (t *Tensor) Exp() (*Tensor, error) { return tensorOf(C.nnlgo_exp(t.h()), t) }

// Log is the natural logarithm.
func (t *Tensor) Log() (*Tensor, error) { return tensorOf(C.nnlgo_log(t.h()), t) }

// Sqrt is the square root.
func (t *Tensor) Sqrt() (*Tensor, error) { return tensorOf(C.nnlgo_sqrt(t.h()), t) }

// Abs is the absolute value; its derivative at 0 is 0.
func (t *Tensor) Abs() (*Tensor, error) { return tensorOf(C.nnlgo_abs(t.h()), t) }

// Negative is -t.
func (t *Tensor) Negative() (*Tensor, error) { return tensorOf(C.nnlgo_negative(t.h()), t) }

// Reciprocal is 1 / t.
func (t *Tensor) Reciprocal() (*Tensor, error) { return tensorOf(C.nnlgo_reciprocal(t.h()), t) }

// Pow is t to a power. The power 0.5 is the square root and -0.5 its inverse, also of -infinity. For a power 0 the
// derivative is 0.
func (t *Tensor) Pow(exponent float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_pow(t.h(), C.double(exponent)), t)
}

// PowTensor is Pow with an exponent for each element. The derivative by one that is not negative is 0 where t is 0.
func (t *Tensor) PowTensor(exponent *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_pow_tensor(t.h(), exponent.h()), t, exponent)
}

// Clamp is min(max(t, low), high), so high where it is below low; an infinite bound (math.Inf) is none. The derivative
// is 1 between the bounds and at them. A bound that is NaN is ErrInvalidArgument.
func (t *Tensor) Clamp(low, high float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_clamp(t.h(), C.double(low), C.double(high)), t)
}

// Minimum is the lesser of two elements, of any dtype, the same for both. Equal ones get half the gradient each.
func (t *Tensor) Minimum(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_minimum(t.h(), other.h()), t, other)
}

// Maximum is the greater of two elements, as Minimum.
func (t *Tensor) Maximum(other *Tensor) (*Tensor, error) {
	return tensorOf(C.nnlgo_maximum(t.h(), other.h()), t, other)
}

// CosineSimilarity is the sum of t * other along an axis over both norms, each at least eps, which is not negative.
// PyTorch's defaults are axis 1 and 1e-8.
func (t *Tensor) CosineSimilarity(other *Tensor, axis int, eps float64) (*Tensor, error) {
	return tensorOf(C.nnlgo_cosine_similarity(t.h(), other.h(), C.int64_t(axis), C.double(eps)), t, other)
}
