"""Look-up tables, linear maps and the layers around them."""

from __future__ import annotations

from .._constants import DType, DTypeLike, dtype_of
from .._context import Context, context_handle
from .._errors import NotFoundError
from .._handles import get, handle_of, options
from .._library import lib
from .._tensor import Tensor
from . import settings
from .module import KINDS, Layer


class Weighted(Layer):
    """A layer with the parameter "weight" and perhaps "bias"."""

    __slots__ = ()

    @property
    def weight(self) -> Tensor:
        """The parameter "weight", shared with the layer."""
        return self.get_tensor("weight")

    @property
    def bias(self) -> Tensor | None:
        """The parameter "bias", shared with the layer, or None."""
        try:
            return self.get_tensor("bias")
        except NotFoundError:
            return None


class Linear(Weighted):
    """x W^T + b: parameters "weight" (out_features, in_features) and "bias" (out_features), both from U(-1/sqrt(in),
    1/sqrt(in))."""

    __slots__ = ()

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        *,
        dtype: DTypeLike = DType.float32,
        context: Context | None = None,
    ) -> None:
        settings = options("linear_options", dtype=dtype_of(dtype), bias=bias)
        self._handle = get(lib.nnl_linear_create, context_handle(context), in_features, out_features, settings)


class Embedding(Weighted):
    """A look-up table: parameter "weight" (num_embeddings, embedding_dim) from N(0, 1), its padding row zeroed.

    `padding_idx`: a row whose gradient is always 0. `max_norm`: rows looked up whose `norm_type`-norm exceeds it are first
    rescaled in place. `scale_grad_by_freq`: each row's gradient is divided by how often the row occurs in the call. The
    gradient is row-sparse.
    """

    __slots__ = ()

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        padding_idx: int | None = None,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        *,
        dtype: DTypeLike = DType.float32,
        context: Context | None = None,
    ) -> None:
        chosen = settings.embedding(padding_idx, max_norm, norm_type, scale_grad_by_freq, dtype)
        self._handle = get(lib.nnl_embedding_create, context_handle(context), num_embeddings, embedding_dim, chosen)

    @classmethod
    def from_pretrained(
        cls,
        embeddings: Tensor,
        freeze: bool = True,
        padding_idx: int | None = None,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
    ) -> Embedding:
        """With a given weight, whose memory it shares if that is contiguous."""
        chosen = settings.embedding(padding_idx, max_norm, norm_type, scale_grad_by_freq)
        made: Embedding = object.__new__(cls)
        made._handle = 0
        made._handle = get(lib.nnl_embedding_from_pretrained, handle_of(embeddings), freeze, chosen)
        return made


class EmbeddingBag(Weighted):
    """Sums, means or greatest elements of the rows of bags: parameter "weight" as of an Embedding. Its inputs are
    indices, offsets and per_sample_weights; with indices of two axes each row is a bag and the offsets are left out, or
    None before per_sample_weights. `mode` is "sum", "mean" or "max"."""

    __slots__ = ()

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        mode: str = "mean",
        include_last_offset: bool = False,
        padding_idx: int | None = None,
        *,
        dtype: DTypeLike = DType.float32,
        context: Context | None = None,
    ) -> None:
        chosen = settings.embedding_bag(
            mode, include_last_offset, padding_idx, max_norm, norm_type, scale_grad_by_freq, dtype
        )
        self._handle = get(lib.nnl_embedding_bag_create, context_handle(context), num_embeddings, embedding_dim, chosen)

    @classmethod
    def from_pretrained(
        cls,
        embeddings: Tensor,
        freeze: bool = True,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        mode: str = "mean",
        include_last_offset: bool = False,
        padding_idx: int | None = None,
    ) -> EmbeddingBag:
        """With a given weight, whose memory it shares if that is contiguous."""
        chosen = settings.embedding_bag(mode, include_last_offset, padding_idx, max_norm, norm_type, scale_grad_by_freq)
        made: EmbeddingBag = object.__new__(cls)
        made._handle = 0
        made._handle = get(lib.nnl_embedding_bag_from_pretrained, handle_of(embeddings), freeze, chosen)
        return made


class Flatten(Layer):
    """Joins all axes but the first."""

    __slots__ = ()

    def __init__(self, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_flatten_create, context_handle(context))


class Dropout(Layer):
    """In training mode each element is dropped with probability p and otherwise divided by 1 - p."""

    __slots__ = ()

    def __init__(self, p: float = 0.5, *, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_dropout_create, context_handle(context), p)


KINDS.update({kind.__name__: kind for kind in (Linear, Embedding, EmbeddingBag, Flatten, Dropout)})
