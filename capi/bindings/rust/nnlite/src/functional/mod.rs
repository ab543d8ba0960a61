//! Operations of several tensors: `torch.nn.functional`. Each makes a new tensor, recorded for backward
//! where an input requires a gradient.

mod convolution;
mod embedding;
mod losses;
mod normalization;
mod pooling;

pub use convolution::*;
pub use embedding::*;
pub use losses::*;
pub use normalization::*;
pub use pooling::*;

use crate::call::tensor;
use crate::error::Result;
use crate::handle::RawOption;
use crate::Tensor;

/// x (..., in) times the transpose of weight (out, in), plus bias (out).
pub fn linear(x: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<Tensor> {
    tensor!(shared [x, weight, bias] nnl_linear(x.raw(), weight.raw(), bias.raw()))
}
