"""The optimizers, with torch.optim's names and defaults."""

from __future__ import annotations

from .._library import lib
from .optimizer import Optimizer, Parameters


class SGD(Optimizer):
    """Stochastic gradient descent with momentum. With `lazy_rows` a step whose gradient holds only some rows of a table
    (an embedding's) costs those rows, also with momentum or weight decay, and gives what the dense step gives."""

    __slots__ = ()
    _name = "sgd"
    _create = staticmethod(lib.nnl_sgd_create)
    _add = staticmethod(lib.nnl_sgd_add_group)

    def __init__(
        self,
        params: Parameters,
        lr: float = 1e-3,
        momentum: float = 0.0,
        dampening: float = 0.0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        lazy_rows: bool = True,
    ) -> None:
        settings = dict(lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov)
        self._begin(params, {**settings, "maximize": maximize, "lazy_rows": lazy_rows})


class Adam(Optimizer):
    """Adam (Kingma and Ba 2015); with amsgrad the second moment is its greatest so far. Row-sparse gradients count as
    dense ones."""

    __slots__ = ()
    _name = "adam"
    _create = staticmethod(lib.nnl_adam_create)
    _add = staticmethod(lib.nnl_adam_add_group)

    def __init__(
        self,
        params: Parameters,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        settings = dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, maximize=maximize)
        self._begin(params, settings)


class AdamW(Optimizer):
    """Adam with a decay p *= 1 - lr * weight_decay that is not part of the moments (Loshchilov and Hutter 2019)."""

    __slots__ = ()
    _name = "adamw"
    _create = staticmethod(lib.nnl_adamw_create)
    _add = staticmethod(lib.nnl_adamw_add_group)

    def __init__(
        self,
        params: Parameters,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        settings = dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, maximize=maximize)
        self._begin(params, settings)


class SparseAdam(Optimizer):
    """Adam that touches only the rows of row-sparse gradients, as embeddings have them; a dense gradient is
    NotSupportedError in step()."""

    __slots__ = ()
    _name = "sparse_adam"
    _create = staticmethod(lib.nnl_sparse_adam_create)
    _add = staticmethod(lib.nnl_sparse_adam_add_group)

    def __init__(
        self,
        params: Parameters,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        *,
        maximize: bool = False,
    ) -> None:
        self._begin(params, dict(lr=lr, betas=betas, eps=eps, maximize=maximize))


class Adagrad(Optimizer):
    """Adagrad (Duchi et al. 2011). Row-sparse gradients touch their rows alone unless a weight_decay moves the others."""

    __slots__ = ()
    _name = "adagrad"
    _create = staticmethod(lib.nnl_adagrad_create)
    _add = staticmethod(lib.nnl_adagrad_add_group)

    def __init__(
        self,
        params: Parameters,
        lr: float = 1e-2,
        lr_decay: float = 0.0,
        weight_decay: float = 0.0,
        initial_accumulator_value: float = 0.0,
        eps: float = 1e-10,
        *,
        maximize: bool = False,
    ) -> None:
        settings = dict(lr=lr, lr_decay=lr_decay, weight_decay=weight_decay, eps=eps, maximize=maximize)
        self._begin(params, {**settings, "initial_accumulator_value": initial_accumulator_value})


class RMSprop(Optimizer):
    """RMSprop (Hinton's lectures), centered or not, with momentum or without."""

    __slots__ = ()
    _name = "rmsprop"
    _create = staticmethod(lib.nnl_rmsprop_create)
    _add = staticmethod(lib.nnl_rmsprop_add_group)

    def __init__(
        self,
        params: Parameters,
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        momentum: float = 0.0,
        centered: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        settings = dict(lr=lr, alpha=alpha, eps=eps, weight_decay=weight_decay, momentum=momentum, centered=centered)
        self._begin(params, {**settings, "maximize": maximize})
