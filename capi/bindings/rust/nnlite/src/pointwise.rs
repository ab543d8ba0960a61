//! Operations element by element. Each makes a new tensor, recorded for backward where an input requires a
//! gradient.

use crate::call::tensor;
use crate::error::Result;
use crate::options::constants;
use crate::Tensor;

constants! {
    /// How GELU is computed.
    GeluApproximation {
        /// By the normal distribution itself.
        None = NNL_GELU_NONE,
        /// By tanh.
        Tanh = NNL_GELU_TANH,
    }
}

macro_rules! unary {
    ($($(#[$about:meta])* $name:ident = $function:ident;)*) => {
        impl Tensor { $(
            $(#[$about])*
            pub fn $name(&self) -> Result<Tensor> {
                tensor!(shared [self] $function(self.raw()))
            }
        )* }
    };
}

unary! {
    /// e to the power of each element.
    exp = nnl_exp;
    /// The natural logarithm.
    log = nnl_log;
    /// The square root.
    sqrt = nnl_sqrt;
    /// |x|, with derivative 0 at 0.
    abs = nnl_abs;
    /// -x.
    negative = nnl_negative;
    /// 1 / x.
    reciprocal = nnl_reciprocal;
    /// 1 / (1 + exp(-x)).
    sigmoid = nnl_sigmoid;
    /// The hyperbolic tangent.
    tanh = nnl_tanh;
    /// max(x, 0), with derivative 0 at 0.
    relu = nnl_relu;
    /// SiLU, or swish: x / (1 + exp(-x)).
    silu = nnl_silu;
    /// Whether each element is 0, as bool, without gradient (NaN is not).
    logical_not = nnl_logical_not;
}

macro_rules! binary {
    ($($(#[$about:meta])* $name:ident = $function:ident;)*) => {
        impl Tensor { $(
            $(#[$about])*
            pub fn $name(&self, other: &Tensor) -> Result<Tensor> {
                tensor!(shared [self, other] $function(self.raw(), other.raw()))
            }
        )* }
    };
}

binary! {
    /// Sums. Shapes broadcast as in NumPy and PyTorch; both of one floating type. `&a + &b` is the same,
    /// but panics where this fails.
    try_add = nnl_add;
    /// Differences, as [`try_add`](Tensor::try_add).
    try_sub = nnl_subtract;
    /// Products, as [`try_add`](Tensor::try_add).
    try_mul = nnl_multiply;
    /// Quotients, as [`try_add`](Tensor::try_add).
    try_div = nnl_divide;
    /// Powers with an exponent for each element; both broadcast.
    pow_tensor = nnl_pow_tensor;
    /// The lesser of two elements; both broadcast, any type, the same for both. Equal ones get half the
    /// gradient each.
    minimum = nnl_minimum;
    /// The greater of two elements, as [`minimum`](Tensor::minimum).
    maximum = nnl_maximum;
    /// a == b as bool, without gradient. Both broadcast, any type, the same for both. NaN is unequal to all
    /// and neither less nor greater.
    eq = nnl_eq;
    /// a != b, as [`eq`](Tensor::eq).
    ne = nnl_ne;
    /// a < b, as [`eq`](Tensor::eq).
    lt = nnl_lt;
    /// a <= b, as [`eq`](Tensor::eq).
    le = nnl_le;
    /// a > b, as [`eq`](Tensor::eq).
    gt = nnl_gt;
    /// a >= b, as [`eq`](Tensor::eq).
    ge = nnl_ge;
    /// Whether both are not 0, as bool, without gradient. Both broadcast, any types.
    logical_and = nnl_logical_and;
    /// Whether one is not 0, as [`logical_and`](Tensor::logical_and).
    logical_or = nnl_logical_or;
    /// PReLU: x above 0, else weight x; derivative by x `weight` at 0. The weight has one element, or one
    /// for each place of axis 1.
    prelu = nnl_prelu;
}

macro_rules! with_number {
    ($($(#[$about:meta])* $name:ident($number:ident) = $function:ident;)*) => {
        impl Tensor { $(
            $(#[$about])*
            pub fn $name(&self, $number: f64) -> Result<Tensor> {
                tensor!(shared [self] $function(self.raw(), $number))
            }
        )* }
    };
}

with_number! {
    /// Each element to a power. For the power 0 the derivative is 0.
    pow(exponent) = nnl_pow;
    /// x above 0, else `negative_slope` x. PyTorch's default slope is 0.01.
    leaky_relu(negative_slope) = nnl_leaky_relu;
    /// x above 0, else alpha (exp(x) - 1). PyTorch's default alpha is 1.
    elu(alpha) = nnl_elu;
    /// a == b as bool for a number, rounded to the type of a floating tensor.
    eq_scalar(b) = nnl_eq_scalar;
    /// a != b, as [`eq_scalar`](Tensor::eq_scalar).
    ne_scalar(b) = nnl_ne_scalar;
    /// a < b, as [`eq_scalar`](Tensor::eq_scalar).
    lt_scalar(b) = nnl_lt_scalar;
    /// a <= b, as [`eq_scalar`](Tensor::eq_scalar).
    le_scalar(b) = nnl_le_scalar;
    /// a > b, as [`eq_scalar`](Tensor::eq_scalar).
    gt_scalar(b) = nnl_gt_scalar;
    /// a >= b, as [`eq_scalar`](Tensor::eq_scalar).
    ge_scalar(b) = nnl_ge_scalar;
}

impl Tensor {
    /// scale x + shift.
    pub fn affine(&self, scale: f64, shift: f64) -> Result<Tensor> {
        tensor!(shared [self] nnl_affine(self.raw(), scale, shift))
    }

    /// min(max(x, low), high); an infinite bound is none. The derivative is 1 between the bounds and at
    /// them.
    pub fn clamp(&self, low: f64, high: f64) -> Result<Tensor> {
        tensor!(shared [self] nnl_clamp(self.raw(), low, high))
    }

    /// x cut to `[min_val, max_val]`, with derivative 0 at the bounds. PyTorch's bounds are -1 and 1.
    pub fn hardtanh(&self, min_val: f64, max_val: f64) -> Result<Tensor> {
        tensor!(shared [self] nnl_hardtanh(self.raw(), min_val, max_val))
    }

    /// log(1 + exp(beta x)) / beta, or x where beta x > threshold. PyTorch's settings are 1 and 20.
    pub fn softplus(&self, beta: f64, threshold: f64) -> Result<Tensor> {
        tensor!(shared [self] nnl_softplus(self.raw(), beta, threshold))
    }

    /// GELU: x Phi(x), Phi being the normal distribution, or its approximation by tanh.
    pub fn gelu(&self, approximate: GeluApproximation) -> Result<Tensor> {
        tensor!(shared [self] nnl_gelu(self.raw(), approximate as i32))
    }

    /// In training each element is dropped with probability p, in `[0, 1]`, and otherwise divided by 1 - p.
    /// Which ones follows from the context's random stream. Without training, or with p = 0, the result is
    /// x itself.
    pub fn dropout(&self, p: f64, training: bool) -> Result<Tensor> {
        tensor!(shared [self] nnl_dropout(self.raw(), p, training.into()))
    }

    /// `a` where this (bool) is true, else `b`. All three broadcast; a and b are of one type, any.
    pub fn where_else(&self, a: &Tensor, b: &Tensor) -> Result<Tensor> {
        tensor!(shared [self, a, b] nnl_where(self.raw(), a.raw(), b.raw()))
    }

    /// `value` where `mask` (bool) is true, else x, with gradient 0 and 1. Both broadcast; any type.
    pub fn masked_fill(&self, mask: &Tensor, value: f64) -> Result<Tensor> {
        tensor!(shared [self, mask] nnl_masked_fill(self.raw(), mask.raw(), value))
    }
}
