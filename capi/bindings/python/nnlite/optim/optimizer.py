"""What all optimizers have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, ClassVar, Iterable, Iterator, Mapping, MutableMapping, Union

from .._callbacks import on_release
from .._errors import check
from .._handles import Handle, get, get_as, handles, options
from .._library import lib
from .._tensor import Tensor

if TYPE_CHECKING:
    from .._abi import CData

Parameters = Union[Tensor, Iterable[Tensor], Iterable[Mapping[str, Any]]]


class ParamGroup(MutableMapping[str, Any]):
    """A group of an optimizer: "params", and "lr" and "momentum" (beta1 of the Adams) to read and set."""

    def __init__(self, optimizer: Optimizer, place: int, params: list[Tensor]) -> None:
        self._optimizer = optimizer
        self._place = place
        self._params = params

    def __getitem__(self, name: str) -> Any:
        if name == "params":
            return self._params
        read, _ = _SETTINGS[name]
        return get_as("double *", read, self._optimizer._handle, self._place)

    def __setitem__(self, name: str, value: float) -> None:
        _, write = _SETTINGS[name]
        check(write(self._optimizer._handle, self._place, value))

    def __delitem__(self, name: str) -> None:
        raise TypeError("a setting of a group cannot be deleted")

    def __iter__(self) -> Iterator[str]:
        return iter(("params", *_SETTINGS))

    def __len__(self) -> int:
        return 1 + len(_SETTINGS)

    def __repr__(self) -> str:
        return f"ParamGroup(lr={self['lr']:g}, {len(self._params)} parameters)"


_SETTINGS: dict[str, tuple[Callable[..., int], Callable[..., int]]] = {
    "lr": (lib.nnl_optimizer_learning_rate, lib.nnl_optimizer_set_learning_rate),
    "momentum": (lib.nnl_optimizer_momentum, lib.nnl_optimizer_set_momentum),
}


class Optimizer(Handle):
    """Changes parameters by their gradients. `params` are tensors, or groups with settings of their own: [{"params":
    a}, {"params": b, "lr": 0.1}]. It shares the parameters: contiguous floating leaves, each once."""

    __slots__ = ("_defaults", "_groups")
    _name: ClassVar[str]
    _create: ClassVar[Callable[..., int]]
    _add: ClassVar[Callable[..., int]]
    _defaults: dict[str, Any]
    _groups: list[list[Tensor]]

    def _begin(self, params: Parameters, defaults: dict[str, Any]) -> None:
        self._defaults = defaults
        self._groups = []
        given: list[Any] = [params] if isinstance(params, Tensor) else list(params)
        groups = given if given and isinstance(given[0], Mapping) else [{"params": given}]
        tensors, settings = self._read(groups[0])
        self._handle = get(type(self)._create, *handles(tensors), settings)
        self._groups.append(tensors)
        for group in groups[1:]:
            self.add_param_group(group)

    def __del__(self, release: Callable[[int], None] = lib.nnl_optimizer_release, alive: Any = on_release) -> None:
        release(self._handle)

    def _holds(self) -> Iterable[Any]:
        return self._groups

    def _read(self, group: Mapping[str, Any]) -> tuple[list[Tensor], CData]:
        """The tensors of a group and its option struct."""
        chosen = {**self._defaults, **group}
        params = chosen.pop("params")
        unknown = chosen.keys() - self._defaults.keys()
        if unknown:
            raise TypeError(f"{type(self).__name__} has no setting {', '.join(sorted(unknown))}")
        chosen["learning_rate"] = chosen.pop("lr")
        if "betas" in chosen:
            chosen["beta1"], chosen["beta2"] = chosen.pop("betas")
        tensors = [params] if isinstance(params, Tensor) else list(params)
        return tensors, options(f"{self._name}_options", **chosen)

    def add_param_group(self, group: Mapping[str, Any]) -> None:
        """Another group: {"params": tensors}, and settings where they differ from the optimizer's."""
        tensors, settings = self._read(group)
        check(type(self)._add(self._handle, *handles(tensors), settings))
        self._groups.append(tensors)

    @property
    def param_groups(self) -> list[ParamGroup]:
        """The groups, whose learning rates and momenta can be read and set: optimizer.param_groups[0]["lr"] = 0.1."""
        count = get(lib.nnl_optimizer_num_groups, self._handle)
        return [ParamGroup(self, place, self._groups[place]) for place in range(count)]

    def step(self) -> None:
        """Updates every parameter that has a gradient. Gradients stay as they are."""
        check(lib.nnl_optimizer_step(self._handle))

    def zero_grad(self) -> None:
        """Drops the gradients of all parameters."""
        check(lib.nnl_optimizer_zero_grad(self._handle))

    def settle(self) -> None:
        """Brings tables whose rows are owed steps (see SGD's lazy_rows) up to date in memory. Not while other threads
        use the parameters."""
        check(lib.nnl_optimizer_settle(self._handle))

    def _describe(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.param_groups))})"
