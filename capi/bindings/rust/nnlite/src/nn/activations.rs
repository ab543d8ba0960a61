//! Activations and dropout as layers; see the operations of the same names.

use crate::call::module;
use crate::dtype::DType;
use crate::error::Result;
use crate::pointwise::GeluApproximation;
use crate::{Context, Module};

/// 1 / (1 + exp(-x)).
pub fn sigmoid(cx: &Context) -> Result<Module> {
    module!(shared [cx] nnl_sigmoid_create(cx.raw()))
}

/// The hyperbolic tangent.
pub fn tanh(cx: &Context) -> Result<Module> {
    module!(shared [cx] nnl_tanh_create(cx.raw()))
}

/// max(x, 0).
pub fn relu(cx: &Context) -> Result<Module> {
    module!(shared [cx] nnl_relu_create(cx.raw()))
}

/// x above 0, else `negative_slope` x. PyTorch's default slope is 0.01.
pub fn leaky_relu(cx: &Context, negative_slope: f64) -> Result<Module> {
    module!(shared [cx] nnl_leaky_relu_create(cx.raw(), negative_slope))
}

/// x above 0, else alpha (exp(x) - 1). PyTorch's default alpha is 1.
pub fn elu(cx: &Context, alpha: f64) -> Result<Module> {
    module!(shared [cx] nnl_elu_create(cx.raw(), alpha))
}

/// GELU, by the normal distribution itself or by tanh.
pub fn gelu(cx: &Context, approximate: GeluApproximation) -> Result<Module> {
    module!(shared [cx] nnl_gelu_create(cx.raw(), approximate as i32))
}

/// SiLU, or swish.
pub fn silu(cx: &Context) -> Result<Module> {
    module!(shared [cx] nnl_silu_create(cx.raw()))
}

/// log(1 + exp(beta x)) / beta, or x where beta x > threshold. PyTorch's settings are 1 and 20.
pub fn softplus(cx: &Context, beta: f64, threshold: f64) -> Result<Module> {
    module!(shared [cx] nnl_softplus_create(cx.raw(), beta, threshold))
}

/// x cut to `[min_val, max_val]`, with min_val < max_val. PyTorch's bounds are -1 and 1.
pub fn hardtanh(cx: &Context, min_val: f64, max_val: f64) -> Result<Module> {
    module!(shared [cx] nnl_hardtanh_create(cx.raw(), min_val, max_val))
}

/// PReLU: the parameter "weight" (num_parameters, 1 or as many as channels), each `init`. PyTorch's
/// settings are 1 and 0.25.
pub fn prelu(cx: &Context, num_parameters: i64, init: f64, dtype: DType) -> Result<Module> {
    module!(shared [cx] nnl_prelu_create(cx.raw(), num_parameters, init, dtype as i32))
}

/// Softmax along an axis.
pub fn softmax(cx: &Context, axis: i64) -> Result<Module> {
    module!(shared [cx] nnl_softmax_create(cx.raw(), axis))
}

/// The logarithm of softmax along an axis.
pub fn log_softmax(cx: &Context, axis: i64) -> Result<Module> {
    module!(shared [cx] nnl_log_softmax_create(cx.raw(), axis))
}

/// Drops elements with probability p in training mode. PyTorch's default is 0.5.
pub fn dropout(cx: &Context, p: f64) -> Result<Module> {
    module!(shared [cx] nnl_dropout_create(cx.raw(), p))
}
