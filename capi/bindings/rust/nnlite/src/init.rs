//! Initial weights: each fills a floating tensor in place from its context's random stream.
//! `torch.nn.init`.

use nnlite_sys as sys;

use crate::call::call;
use crate::error::{check, Result};
use crate::options::constants;
use crate::Tensor;

constants! {
    /// The function after a layer, for the gain of its weights: 1, 1, 5/3, sqrt(2), sqrt(2 / (1 +
    /// slope^2)).
    Nonlinearity {
        Linear = NNL_NONLINEARITY_LINEAR,
        Sigmoid = NNL_NONLINEARITY_SIGMOID,
        Tanh = NNL_NONLINEARITY_TANH,
        Relu = NNL_NONLINEARITY_RELU,
        LeakyRelu = NNL_NONLINEARITY_LEAKY_RELU,
    }
}

constants! {
    /// Which fan keeps its variance in Kaiming initialisation.
    Fan {
        In = NNL_FAN_IN,
        Out = NNL_FAN_OUT,
    }
}

/// Every element `value`.
pub fn constant(tensor: &Tensor, value: f64) -> Result<()> {
    call!(alone [tensor] nnl_init_constant(tensor.raw(), value))
}

/// From U(low, high). PyTorch's defaults are 0 and 1.
pub fn uniform(tensor: &Tensor, low: f64, high: f64) -> Result<()> {
    call!(alone [tensor] nnl_init_uniform(tensor.raw(), low, high))
}

/// From N(mean, std^2). PyTorch's defaults are 0 and 1.
pub fn normal(tensor: &Tensor, mean: f64, std: f64) -> Result<()> {
    call!(alone [tensor] nnl_init_normal(tensor.raw(), mean, std))
}

/// Glorot and Bengio 2010: uniform with bound gain * sqrt(6 / (fan_in + fan_out)). PyTorch's gain is 1.
pub fn xavier_uniform(tensor: &Tensor, gain: f64) -> Result<()> {
    call!(alone [tensor] nnl_init_xavier_uniform(tensor.raw(), gain))
}

/// The same from a normal distribution of deviation gain * sqrt(2 / (fan_in + fan_out)).
pub fn xavier_normal(tensor: &Tensor, gain: f64) -> Result<()> {
    call!(alone [tensor] nnl_init_xavier_normal(tensor.raw(), gain))
}

/// Settings of Kaiming initialisation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KaimingOptions {
    /// Of a leaky ReLU.
    pub slope: f64,
    pub mode: Fan,
    pub nonlinearity: Nonlinearity,
}

impl Default for KaimingOptions {
    fn default() -> KaimingOptions {
        KaimingOptions {
            slope: 0.0,
            mode: Fan::In,
            nonlinearity: Nonlinearity::LeakyRelu,
        }
    }
}

/// He et al. 2015: uniform with bound sqrt(3) gain(nonlinearity, slope) / sqrt(fan).
pub fn kaiming_uniform(tensor: &Tensor, options: &KaimingOptions) -> Result<()> {
    let KaimingOptions {
        slope,
        mode,
        nonlinearity,
    } = *options;
    call!(alone [tensor]
        nnl_init_kaiming_uniform(tensor.raw(), slope, mode as i32, nonlinearity as i32))
}

/// The same from a normal distribution of deviation gain(nonlinearity, slope) / sqrt(fan).
pub fn kaiming_normal(tensor: &Tensor, options: &KaimingOptions) -> Result<()> {
    let KaimingOptions {
        slope,
        mode,
        nonlinearity,
    } = *options;
    call!(alone [tensor]
        nnl_init_kaiming_normal(tensor.raw(), slope, mode as i32, nonlinearity as i32))
}

/// The gain of a nonlinearity; the slope is that of a leaky ReLU (PyTorch's default is 0.01).
pub fn gain(nonlinearity: Nonlinearity, slope: f64) -> Result<f64> {
    let mut gain = 0.0;
    // SAFETY: one number is written.
    check(unsafe { sys::nnl_init_gain(nonlinearity as i32, slope, &mut gain) })?;
    Ok(gain)
}
