//! Pooling of images (N, C, H, W) or (C, H, W). Pairs are (height, width).

use crate::call::tensor;
use crate::error::Result;
use crate::options::options;
use crate::Tensor;

options! {
    /// Settings of [`max_pool2d`], with the defaults of `torch.nn.MaxPool2d`.
    MaxPool2dOptions: nnl_max_pool2d_options, nnl_max_pool2d_options_init {
        /// Whether a last window may reach beyond the padding, if it begins before it.
        ceil_mode: bool = false,
        /// 0 is the kernel's size.
        stride: [i64; 2] = [0, 0],
        /// At most half the kernel.
        padding: [i64; 2] = [0, 0],
        dilation: [i64; 2] = [1, 1],
    }
}

options! {
    /// Settings of [`avg_pool2d`], with the defaults of `torch.nn.AvgPool2d`.
    AvgPool2dOptions: nnl_avg_pool2d_options, nnl_avg_pool2d_options_init {
        /// Whether a last window may reach beyond the padding, if it begins before it.
        ceil_mode: bool = false,
        /// Whether padding counts as zeros, or not at all.
        count_include_pad: bool = true,
        /// 0; otherwise every sum is divided by it.
        divisor_override: i64 = 0,
        /// 0 is the kernel's size.
        stride: [i64; 2] = [0, 0],
        /// At most half the kernel.
        padding: [i64; 2] = [0, 0],
    }
}

/// The greatest element of each window. NaN counts as the greatest; of equal elements the first gets the
/// gradient.
pub fn max_pool2d(x: &Tensor, kernel: [i64; 2], options: &MaxPool2dOptions) -> Result<Tensor> {
    tensor!(shared [x] nnl_max_pool2d(x.raw(), kernel[0], kernel[1], &options.to_c()))
}

/// The average of each window.
pub fn avg_pool2d(x: &Tensor, kernel: [i64; 2], options: &AvgPool2dOptions) -> Result<Tensor> {
    tensor!(shared [x] nnl_avg_pool2d(x.raw(), kernel[0], kernel[1], &options.to_c()))
}

/// Averages of windows that share each plane out evenly. An output size of -1 keeps the input's; `[1, 1]`
/// averages whole planes.
pub fn adaptive_avg_pool2d(x: &Tensor, output: [i64; 2]) -> Result<Tensor> {
    tensor!(shared [x] nnl_adaptive_avg_pool2d(x.raw(), output[0], output[1]))
}
