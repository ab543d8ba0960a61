"""Losses as modules, of a prediction and its target unless said otherwise; see the functions in nn.functional.
`reduction` is "mean", "sum" or "none". Weights are shared, and are buffers."""

from __future__ import annotations

from .._context import Context, context_handle
from .._handles import get, optional
from .._library import lib
from .._tensor import Tensor
from . import settings
from .module import KINDS, Layer


class MSELoss(Layer):
    """(input - target)^2"""

    __slots__ = ()

    def __init__(self, reduction: str = "mean", *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_mse_loss_create, context_handle(context), settings.reduction(reduction))


class L1Loss(Layer):
    """|input - target|"""

    __slots__ = ()

    def __init__(self, reduction: str = "mean", *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_l1_loss_create, context_handle(context), settings.reduction(reduction))


class SmoothL1Loss(Layer):
    """With d = |input - target|: d^2 / (2 beta) below beta, else d - beta / 2."""

    __slots__ = ()

    def __init__(self, reduction: str = "mean", beta: float = 1.0, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_smooth_l1_loss_create, context_handle(context), beta, settings.reduction(reduction))


class HuberLoss(Layer):
    """With d = |input - target|: d^2 / 2 below delta, else delta (d - delta / 2)."""

    __slots__ = ()

    def __init__(self, reduction: str = "mean", delta: float = 1.0, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_huber_loss_create, context_handle(context), delta, settings.reduction(reduction))


class BCELoss(Layer):
    """Binary cross entropy of probabilities."""

    __slots__ = ()

    def __init__(self, weight: Tensor | None = None, reduction: str = "mean", *, context: Context | None = None) -> None:
        kind = settings.reduction(reduction)
        self._handle = get(lib.nnl_bce_loss_create, context_handle(context), optional(weight), kind)


class BCEWithLogitsLoss(Layer):
    """Binary cross entropy of logits, without overflow; pos_weight multiplies the target's term."""

    __slots__ = ()

    def __init__(
        self,
        weight: Tensor | None = None,
        reduction: str = "mean",
        pos_weight: Tensor | None = None,
        *,
        context: Context | None = None,
    ) -> None:
        weights = optional(weight), optional(pos_weight)
        kind = settings.reduction(reduction)
        self._handle = get(lib.nnl_bce_with_logits_loss_create, context_handle(context), *weights, kind)


class NLLLoss(Layer):
    """-weight[target] * input[target] of log-probabilities and class numbers."""

    __slots__ = ()

    def __init__(
        self,
        weight: Tensor | None = None,
        ignore_index: int = -100,
        reduction: str = "mean",
        *,
        context: Context | None = None,
    ) -> None:
        kind = settings.reduction(reduction)
        self._handle = get(lib.nnl_nll_loss_create, context_handle(context), optional(weight), ignore_index, kind)


class CrossEntropyLoss(Layer):
    """Cross entropy of logits against class numbers or class probabilities."""

    __slots__ = ()

    def __init__(
        self,
        weight: Tensor | None = None,
        ignore_index: int = -100,
        reduction: str = "mean",
        label_smoothing: float = 0.0,
        *,
        context: Context | None = None,
    ) -> None:
        chosen = settings.cross_entropy(weight, ignore_index, reduction, label_smoothing)
        self._handle = get(lib.nnl_cross_entropy_loss_create, context_handle(context), chosen)


class CosineEmbeddingLoss(Layer):
    """Of rows a and b and a target: 1 - cos where it is 1, max(0, cos - margin) where it is -1."""

    __slots__ = ()

    def __init__(self, margin: float = 0.0, reduction: str = "mean", *, context: Context | None = None) -> None:
        kind = settings.reduction(reduction)
        self._handle = get(lib.nnl_cosine_embedding_loss_create, context_handle(context), margin, kind)


class TripletMarginLoss(Layer):
    """Of anchor, positive and negative: max(0, margin + |anchor - positive| - |anchor - negative|)."""

    __slots__ = ()

    def __init__(
        self,
        margin: float = 1.0,
        p: float = 2.0,
        eps: float = 1e-6,
        swap: bool = False,
        reduction: str = "mean",
        *,
        context: Context | None = None,
    ) -> None:
        chosen = settings.triplet_margin(margin, p, eps, swap, reduction)
        self._handle = get(lib.nnl_triplet_margin_loss_create, context_handle(context), chosen)


_KINDS = (
    MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss, CrossEntropyLoss,
    CosineEmbeddingLoss, TripletMarginLoss,
)  # fmt: skip
KINDS.update({kind.__name__: kind for kind in _KINDS})
