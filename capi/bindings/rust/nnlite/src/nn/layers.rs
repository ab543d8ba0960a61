//! Layers with parameters, pooling, and Sequential.

use std::borrow::Borrow;

use crate::call::module;
use crate::dtype::DType;
use crate::error::Result;
use crate::functional::{
    AvgPool2dOptions, BatchNormOptions, ConvOptions, EmbeddingBagOptions, EmbeddingOptions, GroupNormOptions,
    LayerNormOptions, MaxPool2dOptions,
};
use crate::handle::modules;
use crate::options::options;
use crate::{Context, Module, Tensor};

options! {
    /// Settings of [`linear`], with the defaults of `torch.nn.Linear`.
    LinearOptions: nnl_linear_options, nnl_linear_options_init {
        dtype: DType = DType::F32,
        bias: bool = true,
    }
}

/// x W^T + b: parameters "weight" (out_features, in_features) and "bias", both from U(-1/sqrt(in),
/// 1/sqrt(in)).
pub fn linear(cx: &Context, in_features: i64, out_features: i64, options: &LinearOptions) -> Result<Module> {
    module!(shared [cx] nnl_linear_create(cx.raw(), in_features, out_features, &options.to_c()))
}

/// A look-up table: parameter "weight" from N(0, 1), its padding row zeroed.
pub fn embedding(
    cx: &Context,
    num_embeddings: i64,
    embedding_dim: i64,
    options: &EmbeddingOptions,
) -> Result<Module> {
    note_table(cx, options.max_norm);
    module!(shared [cx] nnl_embedding_create(cx.raw(), num_embeddings, embedding_dim, &options.to_c()))
}

/// An embedding with a given weight, a matrix of f32 or f64, whose memory the layer shares if it is
/// contiguous. With `freeze`, PyTorch's default, the weight wants no gradient. The options' `dtype` is not
/// read.
pub fn embedding_from_pretrained(
    weight: &Tensor,
    freeze: bool,
    options: &EmbeddingOptions,
) -> Result<Module> {
    note_table(&weight.context(), options.max_norm);
    module!(alone [weight] nnl_embedding_from_pretrained(weight.raw(), freeze.into(), &options.to_c()))
}

/// Bags of embeddings: parameter "weight" as in [`embedding`]. Its inputs are indices, offsets and
/// per-sample weights; with indices of two axes the offsets are left out, or `None` before the weights.
pub fn embedding_bag(
    cx: &Context,
    num_embeddings: i64,
    embedding_dim: i64,
    options: &EmbeddingBagOptions,
) -> Result<Module> {
    note_table(cx, options.max_norm);
    module!(shared [cx] nnl_embedding_bag_create(cx.raw(), num_embeddings, embedding_dim, &options.to_c()))
}

/// Bags with a given weight, as [`embedding_from_pretrained`].
pub fn embedding_bag_from_pretrained(
    weight: &Tensor,
    freeze: bool,
    options: &EmbeddingBagOptions,
) -> Result<Module> {
    note_table(&weight.context(), options.max_norm);
    module!(alone [weight] nnl_embedding_bag_from_pretrained(weight.raw(), freeze.into(), &options.to_c()))
}

/// Modules of a context with a table that is rescaled when it is looked up run one at a time, and a context
/// with any table lends memory alone.
fn note_table(cx: &Context, max_norm: Option<f64>) {
    cx.realm().will_have_tables();
    if max_norm.is_some() {
        cx.realm().will_rescale();
    }
}

/// Batch norm of (N, C) and (N, C, L). Parameters "weight" (ones) and "bias" (zeros); buffers
/// "running_mean", "running_var", "num_batches_tracked". In training one value a channel is a
/// [`Status::ShapeMismatch`](crate::Status::ShapeMismatch), unless `batch_of_one` says otherwise.
pub fn batch_norm1d(cx: &Context, num_features: i64, options: &BatchNormOptions) -> Result<Module> {
    module!(shared [cx] nnl_batch_norm1d_create(cx.raw(), num_features, &options.to_c()))
}

/// Batch norm of (N, C, H, W), as [`batch_norm1d`].
pub fn batch_norm2d(cx: &Context, num_features: i64, options: &BatchNormOptions) -> Result<Module> {
    module!(shared [cx] nnl_batch_norm2d_create(cx.raw(), num_features, &options.to_c()))
}

/// Batch norm of (N, C, D, H, W), as [`batch_norm1d`].
pub fn batch_norm3d(cx: &Context, num_features: i64, options: &BatchNormOptions) -> Result<Module> {
    module!(shared [cx] nnl_batch_norm3d_create(cx.raw(), num_features, &options.to_c()))
}

/// Layer norm over the last axes: parameters "weight" (ones) and "bias" (zeros).
pub fn layer_norm(cx: &Context, normalized_shape: &[i64], options: &LayerNormOptions) -> Result<Module> {
    let rank = normalized_shape.len() as i32;
    module!(shared [cx] nnl_layer_norm_create(cx.raw(), rank, normalized_shape.as_ptr(), &options.to_c()))
}

/// Group norm: parameters "weight" (ones) and "bias" (zeros) of `num_channels` elements.
pub fn group_norm(
    cx: &Context,
    num_groups: i64,
    num_channels: i64,
    options: &GroupNormOptions,
) -> Result<Module> {
    module!(shared [cx] nnl_group_norm_create(cx.raw(), num_groups, num_channels, &options.to_c()))
}

/// Convolution of signals: parameters "weight" and "bias", both from U(-b, b) with b = 1 / sqrt(in_channels
/// / groups * elements of the kernel).
pub fn conv1d(
    cx: &Context,
    in_channels: i64,
    out_channels: i64,
    kernel: i64,
    options: &ConvOptions,
) -> Result<Module> {
    module!(shared [cx] nnl_conv1d_create(cx.raw(), in_channels, out_channels, kernel, &options.to_c()))
}

/// Convolution of images, as [`conv1d`]. The kernel is (height, width).
pub fn conv2d(
    cx: &Context,
    in_channels: i64,
    out_channels: i64,
    kernel: [i64; 2],
    options: &ConvOptions,
) -> Result<Module> {
    module!(shared [cx] nnl_conv2d_create(
        cx.raw(), in_channels, out_channels, kernel[0], kernel[1], &options.to_c()))
}

/// The greatest element of each window of images.
pub fn max_pool2d(cx: &Context, kernel: [i64; 2], options: &MaxPool2dOptions) -> Result<Module> {
    module!(shared [cx] nnl_max_pool2d_create(cx.raw(), kernel[0], kernel[1], &options.to_c()))
}

/// The average of each window of images.
pub fn avg_pool2d(cx: &Context, kernel: [i64; 2], options: &AvgPool2dOptions) -> Result<Module> {
    module!(shared [cx] nnl_avg_pool2d_create(cx.raw(), kernel[0], kernel[1], &options.to_c()))
}

/// Averages of windows that share each plane out evenly.
pub fn adaptive_avg_pool2d(cx: &Context, output: [i64; 2]) -> Result<Module> {
    module!(shared [cx] nnl_adaptive_avg_pool2d_create(cx.raw(), output[0], output[1]))
}

/// Joins all axes but the first.
pub fn flatten(cx: &Context) -> Result<Module> {
    module!(shared [cx] nnl_flatten_create(cx.raw()))
}

/// Modules one after the other, named "0", "1", ...; they are shared with the caller. Modules nest at most
/// 256 deep.
pub fn sequential<M: Borrow<Module>>(cx: &Context, parts: impl IntoIterator<Item = M>) -> Result<Module> {
    let parts = modules(parts);
    module!(shared [cx, parts] nnl_sequential_create(cx.raw(), parts.count(), parts.as_ptr()))
}
