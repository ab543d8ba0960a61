//! Losses. Their modules for training stand in `nn`.

use nnlite_sys as sys;

use crate::call::tensor;
use crate::error::Result;
use crate::handle::RawOption;
use crate::options::{constants, defaults, options};
use crate::Tensor;

constants! {
    /// How a loss over many elements becomes one.
    Reduction {
        None = NNL_REDUCTION_NONE,
        Mean = NNL_REDUCTION_MEAN,
        Sum = NNL_REDUCTION_SUM,
    }
}

/// (input - target)^2 of equal shapes.
pub fn mse_loss(input: &Tensor, target: &Tensor, reduction: Reduction) -> Result<Tensor> {
    tensor!(shared [input, target] nnl_mse_loss(input.raw(), target.raw(), reduction as i32))
}

/// |input - target| of equal shapes.
pub fn l1_loss(input: &Tensor, target: &Tensor, reduction: Reduction) -> Result<Tensor> {
    tensor!(shared [input, target] nnl_l1_loss(input.raw(), target.raw(), reduction as i32))
}

/// With d = |input - target|: d^2 / (2 beta) below beta (not negative; 0 is L1), else d - beta / 2.
/// PyTorch's beta is 1.
pub fn smooth_l1_loss(input: &Tensor, target: &Tensor, beta: f64, reduction: Reduction) -> Result<Tensor> {
    tensor!(shared [input, target] nnl_smooth_l1_loss(input.raw(), target.raw(), beta, reduction as i32))
}

/// With d = |input - target|: d^2 / 2 below delta (positive), else delta (d - delta / 2). PyTorch's delta
/// is 1.
pub fn huber_loss(input: &Tensor, target: &Tensor, delta: f64, reduction: Reduction) -> Result<Tensor> {
    tensor!(shared [input, target] nnl_huber_loss(input.raw(), target.raw(), delta, reduction as i32))
}

/// Settings of [`cross_entropy`], with the defaults of `torch.nn.CrossEntropyLoss`.
///
/// End a literal with `..Default::default()`: later versions may add fields.
#[derive(Clone, Debug)]
pub struct CrossEntropyOptions<'a> {
    pub reduction: Reduction,
    /// Targets of this value do not count.
    pub ignore_index: i64,
    /// In `[0, 1]`.
    pub label_smoothing: f64,
    /// One weight for each class, floating like the logits.
    pub weight: Option<&'a Tensor>,
}

impl Default for CrossEntropyOptions<'_> {
    fn default() -> Self {
        let (reduction, ignore_index, label_smoothing) = (Reduction::Mean, -100, 0.0);
        CrossEntropyOptions {
            reduction,
            ignore_index,
            label_smoothing,
            weight: None,
        }
    }
}

impl CrossEntropyOptions<'_> {
    pub(crate) fn to_c(&self) -> sys::nnl_cross_entropy_options {
        let mut c = defaults(sys::nnl_cross_entropy_options_init);
        c.reduction = self.reduction as i32;
        c.ignore_index = self.ignore_index;
        c.label_smoothing = self.label_smoothing;
        c.weight = self.weight.raw();
        c
    }
}

/// Cross entropy of logits (N, C), (C) or (N, C, ...) against class numbers (i32 or i64, the shape without
/// C) or class probabilities (the logits' type and shape). A class number outside `[0, C)` other than
/// `ignore_index` is [`Status::IndexOutOfRange`](crate::Status::IndexOutOfRange). The mean divides by the
/// weights of the targets that count; of none it is NaN.
pub fn cross_entropy(logits: &Tensor, target: &Tensor, options: &CrossEntropyOptions) -> Result<Tensor> {
    let weight = options.weight;
    tensor!(shared [logits, target, weight]
        nnl_cross_entropy(logits.raw(), target.raw(), &options.to_c()))
}

/// Binary cross entropy of probabilities, -weight (target log input + (1 - target) log(1 - input)), with
/// logarithms no less than -100. The weight broadcasts to the input's shape and gets no gradient.
pub fn bce_loss(
    input: &Tensor,
    target: &Tensor,
    weight: Option<&Tensor>,
    reduction: Reduction,
) -> Result<Tensor> {
    tensor!(shared [input, target, weight]
        nnl_bce_loss(input.raw(), target.raw(), weight.raw(), reduction as i32))
}

/// The same of logits, without overflow; `pos_weight` multiplies the target's term.
pub fn bce_with_logits_loss(
    input: &Tensor,
    target: &Tensor,
    weight: Option<&Tensor>,
    pos_weight: Option<&Tensor>,
    reduction: Reduction,
) -> Result<Tensor> {
    tensor!(shared [input, target, weight, pos_weight] nnl_bce_with_logits_loss(
        input.raw(), target.raw(), weight.raw(), pos_weight.raw(), reduction as i32))
}

/// -weight\[target\] * input\[target\] for log-probabilities (N, C), (C) or (N, C, ...) and class numbers
/// as in [`cross_entropy`], with weights (C). PyTorch's `ignore_index` is -100.
pub fn nll_loss(
    input: &Tensor,
    target: &Tensor,
    weight: Option<&Tensor>,
    ignore_index: i64,
    reduction: Reduction,
) -> Result<Tensor> {
    tensor!(shared [input, target, weight]
        nnl_nll_loss(input.raw(), target.raw(), weight.raw(), ignore_index, reduction as i32))
}

/// For rows a and b (N, D) with target (N), or (D) with a single one, of any type: 1 - cos(a, b) where
/// target is 1, max(0, cos(a, b) - margin) where it is -1, 0 elsewhere. PyTorch's margin is 0.
pub fn cosine_embedding_loss(
    a: &Tensor,
    b: &Tensor,
    target: &Tensor,
    margin: f64,
    reduction: Reduction,
) -> Result<Tensor> {
    tensor!(shared [a, b, target]
        nnl_cosine_embedding_loss(a.raw(), b.raw(), target.raw(), margin, reduction as i32))
}

options! {
    /// Settings of [`triplet_margin_loss`], with the defaults of `torch.nn.TripletMarginLoss`.
    TripletMarginOptions: nnl_triplet_margin_options, nnl_triplet_margin_options_init {
        reduction: Reduction = Reduction::Mean,
        /// Whether the distance of positive and negative counts where it is the smaller one.
        swap: bool = false,
        /// Positive.
        margin: f64 = 1.0,
        /// Of the distance; positive or infinite.
        p: f64 = 2.0,
        /// Added to each difference.
        eps: f64 = 1e-6,
    }
}

/// max(0, margin + |anchor - positive| - |anchor - negative|), p-norms over the last axis (Balntas et al.
/// 2016). The three broadcast and have as many axes.
pub fn triplet_margin_loss(
    anchor: &Tensor,
    positive: &Tensor,
    negative: &Tensor,
    options: &TripletMarginOptions,
) -> Result<Tensor> {
    tensor!(shared [anchor, positive, negative] nnl_triplet_margin_loss(
        anchor.raw(), positive.raw(), negative.raw(), &options.to_c()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_those_of_the_library() {
        assert_eq!(
            CrossEntropyOptions::default().to_c(),
            defaults(sys::nnl_cross_entropy_options_init)
        );
    }
}
