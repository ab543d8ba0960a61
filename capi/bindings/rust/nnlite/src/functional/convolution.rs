//! Convolution.

use crate::call::tensor;
use crate::dtype::DType;
use crate::error::Result;
use crate::handle::RawOption;
use crate::options::options;
use crate::Tensor;

options! {
    /// Settings of convolutions, with the defaults of `torch.nn.Conv2d`. Pairs are (height, width); signals
    /// read the first number alone.
    ConvOptions: nnl_conv_options, nnl_conv_options_init {
        /// Of the parameters that a layer makes.
        dtype: DType = DType::F32,
        /// Whether a layer has a bias.
        bias: bool = true,
        /// As many zeros as keep the size, an odd one behind; for stride 1, padding 0.
        padding_same: bool = false,
        /// Divides both numbers of channels.
        groups: i64 = 1,
        stride: [i64; 2] = [1, 1],
        /// Zeros on both sides.
        padding: [i64; 2] = [0, 0],
        /// The distance of neighbours in the kernel.
        dilation: [i64; 2] = [1, 1],
    }
}

/// Convolution of signals x (N, C, L) or (C, L) with weight (out, C / groups, length) and bias (out): `out`
/// channels of floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1 elements. The options'
/// `dtype` and `bias` are not read.
pub fn conv1d(x: &Tensor, weight: &Tensor, bias: Option<&Tensor>, options: &ConvOptions) -> Result<Tensor> {
    tensor!(shared [x, weight, bias] nnl_conv1d(x.raw(), weight.raw(), bias.raw(), &options.to_c()))
}

/// The same of images x (N, C, H, W) or (C, H, W) with weight (out, C / groups, height, width).
pub fn conv2d(x: &Tensor, weight: &Tensor, bias: Option<&Tensor>, options: &ConvOptions) -> Result<Tensor> {
    tensor!(shared [x, weight, bias] nnl_conv2d(x.raw(), weight.raw(), bias.raw(), &options.to_c()))
}
