//! Losses as modules, for training and for [`Module::forward_inputs`]. See the functions of the same names
//! in [`functional`](crate::functional) for formulas and settings. Weights are shared, and are buffers.

use crate::call::module;
use crate::error::Result;
use crate::functional::{CrossEntropyOptions, Reduction, TripletMarginOptions};
use crate::handle::RawOption;
use crate::{Context, Module, Tensor};

/// (input - target)^2.
pub fn mse_loss(cx: &Context, reduction: Reduction) -> Result<Module> {
    module!(shared [cx] nnl_mse_loss_create(cx.raw(), reduction as i32))
}

/// |input - target|.
pub fn l1_loss(cx: &Context, reduction: Reduction) -> Result<Module> {
    module!(shared [cx] nnl_l1_loss_create(cx.raw(), reduction as i32))
}

/// Smooth L1; PyTorch's beta is 1.
pub fn smooth_l1_loss(cx: &Context, beta: f64, reduction: Reduction) -> Result<Module> {
    module!(shared [cx] nnl_smooth_l1_loss_create(cx.raw(), beta, reduction as i32))
}

/// Huber's loss; PyTorch's delta is 1.
pub fn huber_loss(cx: &Context, delta: f64, reduction: Reduction) -> Result<Module> {
    module!(shared [cx] nnl_huber_loss_create(cx.raw(), delta, reduction as i32))
}

/// Binary cross entropy of probabilities.
pub fn bce_loss(cx: &Context, weight: Option<&Tensor>, reduction: Reduction) -> Result<Module> {
    module!(shared [cx, weight] nnl_bce_loss_create(cx.raw(), weight.raw(), reduction as i32))
}

/// Binary cross entropy of logits.
pub fn bce_with_logits_loss(
    cx: &Context,
    weight: Option<&Tensor>,
    pos_weight: Option<&Tensor>,
    reduction: Reduction,
) -> Result<Module> {
    module!(shared [cx, weight, pos_weight]
        nnl_bce_with_logits_loss_create(cx.raw(), weight.raw(), pos_weight.raw(), reduction as i32))
}

/// Negative log-likelihood of log-probabilities; PyTorch's `ignore_index` is -100.
pub fn nll_loss(
    cx: &Context,
    weight: Option<&Tensor>,
    ignore_index: i64,
    reduction: Reduction,
) -> Result<Module> {
    module!(shared [cx, weight]
        nnl_nll_loss_create(cx.raw(), weight.raw(), ignore_index, reduction as i32))
}

/// Cross entropy of logits.
pub fn cross_entropy_loss(cx: &Context, options: &CrossEntropyOptions) -> Result<Module> {
    let weight = options.weight;
    module!(shared [cx, weight] nnl_cross_entropy_loss_create(cx.raw(), &options.to_c()))
}

/// Of two rows and a target; PyTorch's margin is 0.
pub fn cosine_embedding_loss(cx: &Context, margin: f64, reduction: Reduction) -> Result<Module> {
    module!(shared [cx] nnl_cosine_embedding_loss_create(cx.raw(), margin, reduction as i32))
}

/// Of anchor, positive and negative.
pub fn triplet_margin_loss(cx: &Context, options: &TripletMarginOptions) -> Result<Module> {
    module!(shared [cx] nnl_triplet_margin_loss_create(cx.raw(), &options.to_c()))
}
