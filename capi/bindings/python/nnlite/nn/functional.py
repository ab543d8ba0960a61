"""Layers, activations and losses as functions, with torch.nn.functional's names. `reduction` is "mean", "sum" or
"none"."""

from __future__ import annotations

from typing import Sequence

from .._constants import GELUS, choose
from .._handles import handle_of, int64s, make, optional
from .._library import lib
from .._tensor import Tensor
from . import settings
from .settings import Pair, pair


def linear(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """x (..., in) times the transpose of weight (out, in), plus bias (out)."""
    return make(lib.nnl_linear, handle_of(x), handle_of(weight), optional(bias))


def embedding(
    indices: Tensor,
    weight: Tensor,
    padding_idx: int | None = None,
    max_norm: float | None = None,
    norm_type: float = 2.0,
    scale_grad_by_freq: bool = False,
) -> Tensor:
    """Rows of weight (num_embeddings, embedding_dim) for indices (int32 or int64) of any shape. The gradient is
    row-sparse; see nn.Embedding for the settings."""
    chosen = settings.embedding(padding_idx, max_norm, norm_type, scale_grad_by_freq)
    return make(lib.nnl_embedding, handle_of(weight), handle_of(indices), chosen)


def embedding_bag(
    indices: Tensor,
    weight: Tensor,
    offsets: Tensor | None = None,
    max_norm: float | None = None,
    norm_type: float = 2.0,
    scale_grad_by_freq: bool = False,
    mode: str = "mean",
    per_sample_weights: Tensor | None = None,
    include_last_offset: bool = False,
    padding_idx: int | None = None,
) -> Tensor:
    """For each bag of indices the sum, mean or greatest elements of the rows of weight: (bags, embedding_dim). Bag i of
    indices (n) is [offsets[i], offsets[i + 1]); with indices (bags, n) each row is a bag and there are no offsets."""
    chosen = settings.embedding_bag(mode, include_last_offset, padding_idx, max_norm, norm_type, scale_grad_by_freq)
    weights = optional(per_sample_weights)
    return make(lib.nnl_embedding_bag, handle_of(weight), handle_of(indices), optional(offsets), weights, chosen)


def batch_norm(
    x: Tensor,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    training: bool = False,
    momentum: float | None = 0.1,
    eps: float = 1e-5,
    *,
    num_batches_tracked: Tensor | None = None,
    batch_of_one: str = "error",
) -> Tensor:
    """Batch norm over axis 1 of x (N, C, ...). With `training` the batch's statistics are used and the running ones
    moved; without, the running ones are used, or the batch's where there are none."""
    tensors = [optional(t) for t in (weight, bias, running_mean, running_var, num_batches_tracked)]
    chosen = settings.batch_norm(eps, momentum, batch_of_one=batch_of_one)
    return make(lib.nnl_batch_norm, handle_of(x), *tensors, training, chosen)


def layer_norm(
    x: Tensor,
    normalized_shape: Sequence[int],
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-5,
) -> Tensor:
    """(x - mean) / sqrt(variance + eps) * weight + bias over the last axes, whose sizes are normalized_shape."""
    rank, shape = int64s(normalized_shape)
    return make(lib.nnl_layer_norm, handle_of(x), rank, shape, optional(weight), optional(bias), eps)


def group_norm(
    x: Tensor, num_groups: int, weight: Tensor | None = None, bias: Tensor | None = None, eps: float = 1e-5
) -> Tensor:
    """The same over each of num_groups groups of the channels of each sample of x (N, C, ...)."""
    return make(lib.nnl_group_norm, handle_of(x), num_groups, optional(weight), optional(bias), eps)


def conv1d(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: int = 1,
    padding: int | str = 0,
    dilation: int = 1,
    groups: int = 1,
) -> Tensor:
    """Convolution of signals (N, C, L) or (C, L) with weight (out, C / groups, length)."""
    chosen = settings.convolution(stride, padding, dilation, groups)
    return make(lib.nnl_conv1d, handle_of(x), handle_of(weight), optional(bias), chosen)


def conv2d(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Pair = 1,
    padding: Pair | str = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> Tensor:
    """Convolution of images (N, C, H, W) or (C, H, W) with weight (out, C / groups, height, width)."""
    chosen = settings.convolution(stride, padding, dilation, groups)
    return make(lib.nnl_conv2d, handle_of(x), handle_of(weight), optional(bias), chosen)


def max_pool2d(
    x: Tensor,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> Tensor:
    """The greatest element of each window of images (N, C, H, W) or (C, H, W)."""
    chosen = settings.max_pool(stride, padding, dilation, ceil_mode)
    return make(lib.nnl_max_pool2d, handle_of(x), *pair(kernel_size), chosen)


def avg_pool2d(
    x: Tensor,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Tensor:
    """The average of each window of images (N, C, H, W) or (C, H, W)."""
    chosen = settings.avg_pool(stride, padding, ceil_mode, count_include_pad, divisor_override)
    return make(lib.nnl_avg_pool2d, handle_of(x), *pair(kernel_size), chosen)


def adaptive_avg_pool2d(x: Tensor, output_size: Pair) -> Tensor:
    """Averages of windows that share each plane out evenly; a size of -1 keeps the input's."""
    return make(lib.nnl_adaptive_avg_pool2d, handle_of(x), *pair(output_size))


def one_hot(index: Tensor, num_classes: int = -1) -> Tensor:
    """int64 of the index's shape and one more axis: 1 at the index, else 0. With -1 there are as many classes as the
    greatest index + 1."""
    return make(lib.nnl_one_hot, handle_of(index), num_classes)


def cosine_similarity(a: Tensor, b: Tensor, dim: int = 1, eps: float = 1e-8) -> Tensor:
    """Sums of a * b along an axis, over both norms, each at least eps. Both broadcast."""
    return make(lib.nnl_cosine_similarity, handle_of(a), handle_of(b), dim, eps)


def dropout(x: Tensor, p: float = 0.5, training: bool = True) -> Tensor:
    """In training each element is dropped with probability p and otherwise divided by 1 - p."""
    return make(lib.nnl_dropout, handle_of(x), p, training)


# ---- Activations; sigmoid, tanh, relu, softmax and log_softmax are methods of Tensor too ----

sigmoid = Tensor.sigmoid
tanh = Tensor.tanh
relu = Tensor.relu
softmax = Tensor.softmax
log_softmax = Tensor.log_softmax


def leaky_relu(x: Tensor, negative_slope: float = 0.01) -> Tensor:
    """x above 0, else negative_slope * x."""
    return make(lib.nnl_leaky_relu, handle_of(x), negative_slope)


def elu(x: Tensor, alpha: float = 1.0) -> Tensor:
    """x above 0, else alpha (exp(x) - 1)."""
    return make(lib.nnl_elu, handle_of(x), alpha)


def gelu(x: Tensor, approximate: str = "none") -> Tensor:
    """x times the normal distribution of x; `approximate` is "none" or "tanh"."""
    return make(lib.nnl_gelu, handle_of(x), choose("approximate", GELUS, approximate))


def silu(x: Tensor) -> Tensor:
    """x / (1 + exp(-x)), or swish."""
    return make(lib.nnl_silu, handle_of(x))


def softplus(x: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Tensor:
    """log(1 + exp(beta x)) / beta, or x where beta x > threshold."""
    return make(lib.nnl_softplus, handle_of(x), beta, threshold)


def hardtanh(x: Tensor, min_val: float = -1.0, max_val: float = 1.0) -> Tensor:
    """x cut to [min_val, max_val], the derivative at the bounds being 0."""
    return make(lib.nnl_hardtanh, handle_of(x), min_val, max_val)


def prelu(x: Tensor, weight: Tensor) -> Tensor:
    """x above 0, else weight x; the weight has one element, or one for each place of axis 1."""
    return make(lib.nnl_prelu, handle_of(x), handle_of(weight))


# ---- Losses ----


def mse_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Tensor:
    """(input - target)^2 of equal shapes."""
    return make(lib.nnl_mse_loss, handle_of(input), handle_of(target), settings.reduction(reduction))


def l1_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Tensor:
    """|input - target| of equal shapes."""
    return make(lib.nnl_l1_loss, handle_of(input), handle_of(target), settings.reduction(reduction))


def smooth_l1_loss(input: Tensor, target: Tensor, reduction: str = "mean", beta: float = 1.0) -> Tensor:
    """With d = |input - target|: d^2 / (2 beta) below beta, else d - beta / 2."""
    return make(lib.nnl_smooth_l1_loss, handle_of(input), handle_of(target), beta, settings.reduction(reduction))


def huber_loss(input: Tensor, target: Tensor, reduction: str = "mean", delta: float = 1.0) -> Tensor:
    """With d = |input - target|: d^2 / 2 below delta, else delta (d - delta / 2)."""
    return make(lib.nnl_huber_loss, handle_of(input), handle_of(target), delta, settings.reduction(reduction))


def binary_cross_entropy(input: Tensor, target: Tensor, weight: Tensor | None = None, reduction: str = "mean") -> Tensor:
    """-weight (target log input + (1 - target) log(1 - input)) of probabilities, with logarithms no less than -100."""
    kind = settings.reduction(reduction)
    return make(lib.nnl_bce_loss, handle_of(input), handle_of(target), optional(weight), kind)


def binary_cross_entropy_with_logits(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    reduction: str = "mean",
    pos_weight: Tensor | None = None,
) -> Tensor:
    """The same of sigmoid(input), without overflow; pos_weight multiplies the target's term."""
    weights = optional(weight), optional(pos_weight)
    kind = settings.reduction(reduction)
    return make(lib.nnl_bce_with_logits_loss, handle_of(input), handle_of(target), *weights, kind)


def nll_loss(
    input: Tensor, target: Tensor, weight: Tensor | None = None, ignore_index: int = -100, reduction: str = "mean"
) -> Tensor:
    """-weight[target] * input[target] for log-probabilities (N, C), (C) or (N, C, ...) and class numbers."""
    kind = settings.reduction(reduction)
    return make(lib.nnl_nll_loss, handle_of(input), handle_of(target), optional(weight), ignore_index, kind)


def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Tensor:
    """Cross entropy of logits (N, C), (C) or (N, C, ...) against class numbers (int32 or int64, the shape without C) or
    class probabilities (the logits' dtype and shape). The mean divides by the weights of the targets that count."""
    chosen = settings.cross_entropy(weight, ignore_index, reduction, label_smoothing)
    return make(lib.nnl_cross_entropy, handle_of(input), handle_of(target), chosen)


def cosine_embedding_loss(a: Tensor, b: Tensor, target: Tensor, margin: float = 0.0, reduction: str = "mean") -> Tensor:
    """For rows a and b (N, D) and target (N): 1 - cos where it is 1, max(0, cos - margin) where it is -1, 0 elsewhere."""
    kind = settings.reduction(reduction)
    return make(lib.nnl_cosine_embedding_loss, handle_of(a), handle_of(b), handle_of(target), margin, kind)


def triplet_margin_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin: float = 1.0,
    p: float = 2.0,
    eps: float = 1e-6,
    swap: bool = False,
    reduction: str = "mean",
) -> Tensor:
    """max(0, margin + |anchor - positive| - |anchor - negative|), p-norms over the last axis."""
    chosen = settings.triplet_margin(margin, p, eps, swap, reduction)
    return make(lib.nnl_triplet_margin_loss, handle_of(anchor), handle_of(positive), handle_of(negative), chosen)
