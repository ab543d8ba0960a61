//! Batch norm, layer norm and group norm.

use nnlite_sys as sys;

use crate::call::tensor;
use crate::dtype::DType;
use crate::error::Result;
use crate::handle::RawOption;
use crate::options::{constants, defaults, options};
use crate::Tensor;

constants! {
    /// What training does with a single value for each channel, which has no variance.
    BatchOfOne {
        /// Fail, as PyTorch does.
        Error = NNL_BATCH_OF_ONE_ERROR,
        /// Use the running statistics, if there are any, and neither move them nor count the batch.
        Running = NNL_BATCH_OF_ONE_RUNNING,
    }
}

/// Settings of batch norms, with the defaults of `torch.nn.BatchNorm1d`.
///
/// End a literal with `..Default::default()`: later versions may add fields.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchNormOptions {
    pub dtype: DType,
    /// Scale and shift by weight and bias.
    pub affine: bool,
    pub track_running_stats: bool,
    /// Finite and not negative.
    pub eps: f64,
    /// The weight of the new batch in the running statistics, in `[0, 1]`; `None` averages all batches
    /// alike.
    pub momentum: Option<f64>,
    /// Without it an affine layer has a weight only.
    pub bias: bool,
    pub batch_of_one: BatchOfOne,
}

impl Default for BatchNormOptions {
    fn default() -> BatchNormOptions {
        BatchNormOptions {
            dtype: DType::F32,
            affine: true,
            track_running_stats: true,
            eps: 1e-5,
            momentum: Some(0.1),
            bias: true,
            batch_of_one: BatchOfOne::Error,
        }
    }
}

impl BatchNormOptions {
    pub(crate) fn to_c(&self) -> sys::nnl_batch_norm_options {
        let mut c = defaults(sys::nnl_batch_norm_options_init);
        c.dtype = self.dtype as i32;
        c.affine = self.affine.into();
        c.track_running_stats = self.track_running_stats.into();
        c.cumulative_average = self.momentum.is_none().into();
        c.eps = self.eps;
        c.momentum = self.momentum.unwrap_or(c.momentum);
        c.bias = self.bias.into();
        c.batch_of_one = self.batch_of_one as i32;
        c
    }
}

/// The tensors of a batch norm, each optional and all of shape (C).
#[derive(Clone, Copy, Debug, Default)]
pub struct BatchNormState<'a> {
    pub weight: Option<&'a Tensor>,
    pub bias: Option<&'a Tensor>,
    pub running_mean: Option<&'a Tensor>,
    pub running_var: Option<&'a Tensor>,
    /// i64, one element.
    pub num_batches_tracked: Option<&'a Tensor>,
}

/// Batch norm over axis 1 of x (N, C, ...). With `training` the batch's statistics are used and the running
/// ones moved (with the unbiased variance); without, the running ones are used, or the batch's where there
/// are none. The options' `affine`, `bias`, `track_running_stats` and `dtype` are not read.
pub fn batch_norm(
    x: &Tensor,
    state: &BatchNormState,
    training: bool,
    options: &BatchNormOptions,
) -> Result<Tensor> {
    let BatchNormState {
        weight,
        bias,
        running_mean,
        running_var,
        num_batches_tracked,
    } = *state;
    macro_rules! run {
        ($access:ident) => {
            tensor!($access [x, weight, bias, running_mean, running_var, num_batches_tracked] nnl_batch_norm(
                x.raw(), weight.raw(), bias.raw(), running_mean.raw(), running_var.raw(),
                num_batches_tracked.raw(), training.into(), &options.to_c()))
        };
    }
    let changes = running_mean.is_some() || running_var.is_some() || num_batches_tracked.is_some();
    if training && changes {
        run!(alone)
    } else {
        run!(shared)
    }
}

options! {
    /// Settings of layer norms, with the defaults of `torch.nn.LayerNorm`.
    LayerNormOptions: nnl_layer_norm_options, nnl_layer_norm_options_init {
        dtype: DType = DType::F32,
        /// Scale and shift by weight and bias.
        elementwise_affine: bool = true,
        /// Without it scale only.
        bias: bool = true,
        /// Finite and not negative.
        eps: f64 = 1e-5,
    }
}

options! {
    /// Settings of group norms, with the defaults of `torch.nn.GroupNorm`.
    GroupNormOptions: nnl_group_norm_options, nnl_group_norm_options_init {
        dtype: DType = DType::F32,
        /// Scale and shift by weight and bias.
        affine: bool = true,
        /// Finite and not negative.
        eps: f64 = 1e-5,
    }
}

/// (x - mean) / sqrt(biased variance + eps) * weight + bias over the last axes, whose sizes must be
/// `normalized_shape` (Ba et al. 2016). Weight and bias are of that shape.
pub fn layer_norm(
    x: &Tensor,
    normalized_shape: &[i64],
    weight: Option<&Tensor>,
    bias: Option<&Tensor>,
    eps: f64,
) -> Result<Tensor> {
    let rank = normalized_shape.len() as i32;
    tensor!(shared [x, weight, bias] nnl_layer_norm(
        x.raw(), rank, normalized_shape.as_ptr(), weight.raw(), bias.raw(), eps))
}

/// The same over each of `num_groups` groups of the channels of each sample of x (N, C, ...), with all that
/// follows the channels (Wu and He 2018). Weight and bias are (C).
pub fn group_norm(
    x: &Tensor,
    num_groups: i64,
    weight: Option<&Tensor>,
    bias: Option<&Tensor>,
    eps: f64,
) -> Result<Tensor> {
    tensor!(shared [x, weight, bias] nnl_group_norm(x.raw(), num_groups, weight.raw(), bias.raw(), eps))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_those_of_the_library() {
        assert_eq!(
            BatchNormOptions::default().to_c(),
            defaults(sys::nnl_batch_norm_options_init)
        );
        let cumulative = BatchNormOptions {
            momentum: None,
            ..Default::default()
        }
        .to_c();
        assert_eq!(cumulative.cumulative_average, 1);
    }
}
