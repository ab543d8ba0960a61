"""Modules: what all layers have, and those that are written in Python."""

from __future__ import annotations

import os
import time
import weakref
from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, Mapping, NamedTuple, Union

from .._callbacks import callback, calling, lend, lent, on_release, take_back
from .._context import Context, context_handle, context_of, run_in_context_of
from .._errors import check, error
from .._grad_mode import follow
from .._handles import Handle, get, get_flag, get_text, handle_of, handles, int64s, options, utf8, wrap_tensor
from .._library import ffi, lib
from .._tensor import Tensor
from .parameter import Parameter

if TYPE_CHECKING:
    from .._abi import CData

Path = Union[str, "os.PathLike[str]"]


class LoadReport(NamedTuple):
    """The names of a file and of a module that did not meet."""

    missing_keys: list[str]
    unexpected_keys: list[str]
    mismatched_keys: list[str]


class Module(Handle):
    """A function with parameters. Write your own as in PyTorch: a class with `forward`, whose `__init__` calls
    `super().__init__()` and then sets parameters, buffers (`register_buffer`) and modules as attributes.

        class Block(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.inner = nn.Linear(width, width)

            def forward(self, x):
                return x + self.inner(x).relu()

    Names are set once. A module that is already a child takes no more children: build from below.
    """

    __slots__ = ("__dict__",)
    _written: _Written | None = None

    def __init__(self, *, context: Context | None = None) -> None:
        kind = utf8(type(self).__name__)
        if type(self).forward is Module.forward:
            self._handle = get(lib.nnl_module_create, context_handle(context), kind, ffi.NULL, ffi.NULL, ffi.NULL)
            return
        written = _Written(self)
        user_data = lend(written)
        cell = ffi.new("int64_t *")
        status = lib.nnl_module_create(context_handle(context), kind, _on_forward, on_release, user_data, cell)
        if status:
            take_back(user_data)
        check(status)
        object.__setattr__(self, "_written", written)
        self._handle = cell[0]

    def __del__(self, release: Callable[[int], None] = lib.nnl_module_release, alive: Any = on_release) -> None:
        if self._written is not None:
            self._written.take_over(self)
        release(self._handle)

    def _holds(self) -> Iterable[Any]:
        return self.__dict__.values()

    # ---- Running ----

    def forward(self, *inputs: Any) -> Tensor:
        """What the module computes from its inputs; None stands for an absent one where the module allows it."""
        return self(*inputs)

    def __call__(self, *inputs: Tensor | None) -> Tensor:
        """Runs the module. In training mode batch norms move their running statistics."""
        follow()
        cell = ffi.new("int64_t[1]")
        if len(inputs) == 1 and inputs[0] is not None:
            check(calling(lib.nnl_module_forward, self._handle, handle_of(inputs[0]), cell))
        else:
            count, array = int64s(0 if x is None else handle_of(x) for x in inputs)
            check(calling(lib.nnl_module_forward_inputs, self._handle, count, array, cell))
        return wrap_tensor(cell[0])

    def train(self, mode: bool = True) -> Module:
        """Training mode (as made) or inference mode, of the module and all below it. Returns self."""
        check(lib.nnl_module_train(self._handle, mode))
        return self

    def eval(self) -> Module:
        """Inference mode. Returns self."""
        return self.train(False)

    @property
    def training(self) -> bool:
        """Whether it is in training mode."""
        return get_flag(lib.nnl_module_is_training, self._handle)

    def requires_grad_(self, requires_grad: bool = True) -> Module:
        """Freezes (False) or unfreezes all parameters. Returns self."""
        check(lib.nnl_module_set_requires_grad(self._handle, requires_grad))
        return self

    def zero_grad(self) -> None:
        """Drops all gradients."""
        check(lib.nnl_module_zero_grad(self._handle))

    @property
    def context(self) -> Context:
        """The context that it lives in."""
        return context_of(lib.nnl_module_context, self._handle)

    # ---- Parts ----

    def register_parameter(self, name: str, parameter: Tensor) -> None:
        """Shares a floating tensor as a parameter, which requires a gradient from now on."""
        check(lib.nnl_module_add_parameter(self._handle, utf8(name), handle_of(parameter)))
        object.__setattr__(self, name, parameter)

    def register_buffer(self, name: str, buffer: Tensor) -> None:
        """Shares a tensor that is saved with the module but not trained."""
        check(lib.nnl_module_add_buffer(self._handle, utf8(name), handle_of(buffer)))
        object.__setattr__(self, name, buffer)

    def add_module(self, name: str, module: Module) -> None:
        """Shares a module as a child."""
        check(lib.nnl_module_add_child(self._handle, utf8(name), handle_of(module)))
        object.__setattr__(self, name, module)

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, (Module, Parameter)):
            if not self._handle:
                raise AttributeError(f"call super().__init__() before setting '{name}'")
            if isinstance(value, Module):
                self.add_module(name, value)
            else:
                self.register_parameter(name, value)
        else:
            object.__setattr__(self, name, value)

    def named_parameters(self) -> Iterator[tuple[str, Parameter]]:
        """The parameters in order with PyTorch's names ("0.weight"), shared with the module."""
        for place in range(get(lib.nnl_module_num_parameters, self._handle)):
            name = get_text(lib.nnl_module_parameter_name, self._handle, place)
            yield name, _parameter(get(lib.nnl_module_parameter, self._handle, place))

    def parameters(self) -> Iterator[Parameter]:
        """The parameters in order, shared with the module."""
        for place in range(get(lib.nnl_module_num_parameters, self._handle)):
            yield _parameter(get(lib.nnl_module_parameter, self._handle, place))

    def named_buffers(self) -> Iterator[tuple[str, Tensor]]:
        """The buffers in order with PyTorch's names, shared with the module."""
        for place in range(get(lib.nnl_module_num_buffers, self._handle)):
            name = get_text(lib.nnl_module_buffer_name, self._handle, place)
            yield name, wrap_tensor(get(lib.nnl_module_buffer, self._handle, place))

    def buffers(self) -> Iterator[Tensor]:
        """The buffers in order, shared with the module."""
        return (buffer for _, buffer in self.named_buffers())

    def get_tensor(self, name: str) -> Tensor:
        """The parameter or buffer of that name, shared with the module; NotFoundError if there is none."""
        return wrap_tensor(get(lib.nnl_module_tensor, self._handle, utf8(name)))

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """The children in order: those of a Sequential are "0", "1", ..."""
        known = self.__dict__
        for place in range(get(lib.nnl_module_num_children, self._handle)):
            name = get_text(lib.nnl_module_child_name, self._handle, place)
            child = known.get(name)
            yield name, child if child is not None else wrap_module(get(lib.nnl_module_child, self._handle, place))

    def children(self) -> Iterator[Module]:
        """The children in order."""
        return (child for _, child in self.named_children())

    @property
    def kind(self) -> str:
        """Its name for people, such as "BatchNorm1d"."""
        return get_text(lib.nnl_module_kind, self._handle)

    def extra_repr(self) -> str:
        """The settings in the module's line of its repr."""
        return ""

    def _describe(self) -> str:
        lines = [f"({name}): {child!r}".replace("\n", "\n  ") for name, child in self.named_children()]
        inside = "\n  " + "\n  ".join(lines) + "\n" if lines else ""
        return f"{self.kind}({self.extra_repr()}{inside})"

    def summary(self, *inputs: Tensor) -> str:
        """A table for people: each module with its kind, the shape of its output on these inputs and the elements of
        its own parameters, and their sums. The run is not recorded, and what it changes is undone."""
        return get_text(calling, lib.nnl_module_summary, self._handle, *handles(inputs))

    # ---- Files ----

    def save(self, path: Path) -> None:
        """All parameters and buffers as a safetensors file under PyTorch's names; it appears whole or not at all."""
        check(lib.nnl_module_save(self._handle, utf8(os.fspath(path))))

    def load(self, path: Path, *, strict: bool = True, dry_run: bool = False) -> LoadReport:
        """Reads them back. With `strict`, names, dtypes and shapes must be the module's, and otherwise nothing has
        changed; without, what fits is loaded. With `dry_run` nothing is loaded. The report tells what did not meet."""
        name = utf8(os.fspath(path))
        if strict and not dry_run:
            check(lib.nnl_module_load(self._handle, name))
            return LoadReport([], [], [])
        settings = options("load_options", strict=strict, dry_run=dry_run)
        report = get(lib.nnl_module_load_with, self._handle, name, settings)
        try:
            lists = (lib.NNL_LOAD_MISSING, lib.NNL_LOAD_UNEXPECTED, lib.NNL_LOAD_MISMATCHED)
            return LoadReport(*(_report_names(report, which) for which in lists))
        finally:
            lib.nnl_load_report_release(report)

    def state_dict(self) -> dict[str, Tensor]:
        """All parameters and buffers by name, shared with the module."""
        return {**dict(self.named_parameters()), **dict(self.named_buffers())}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Copies tensors or arrays into the parameters and buffers of their names. All names must be there, and all
        shapes must fit, or nothing is changed."""
        own = self.state_dict()
        missing, unexpected = own.keys() - state.keys(), state.keys() - own.keys()
        if missing or unexpected:
            raise error(
                lib.NNL_NOT_FOUND,
                f"load_state_dict: missing {sorted(missing)}, unexpected {sorted(unexpected)}",
                "Module.load_state_dict",
                "state",
            )
        for name, tensor in own.items():
            if tuple(state[name].shape) != tensor.shape:
                raise error(
                    lib.NNL_SHAPE_MISMATCH,
                    f"load_state_dict: {name} has shape {tensor.shape}, not {tuple(state[name].shape)}",
                    "Module.load_state_dict",
                    "state",
                )
        for name, tensor in own.items():
            tensor.copy_(state[name])

    # ---- Running statistics of batch norms ----

    def freeze_statistics(self, frozen: bool = True) -> Module:
        """Batch norms use and keep their running statistics in training mode too, or no longer. Returns self."""
        check(lib.nnl_module_freeze_statistics(self._handle, frozen))
        return self

    @property
    def statistics_frozen(self) -> bool:
        """Whether there is a batch norm and all are frozen."""
        return get_flag(lib.nnl_module_statistics_frozen, self._handle)

    def accumulate_statistics(self, accumulate: bool = True) -> Module:
        """For a batch in micro-batches: training leaves the running statistics alone until `commit_statistics`. Returns
        self."""
        check(lib.nnl_module_accumulate_statistics(self._handle, accumulate))
        return self

    def commit_statistics(self) -> None:
        """Moves the running statistics once, by all values since the last commit, as one batch of all would have."""
        check(lib.nnl_module_commit_statistics(self._handle))

    def fold_batch_norms(self) -> Module:
        """A copy for inference whose batch norms are folded into the Linear or convolution in front of them. It shares
        nothing with the module. Modules written in Python cannot be copied (NotSupportedError)."""
        return wrap_module(get(lib.nnl_module_fold_batch_norms, self._handle))

    def batch_norm_report(self, *inputs: Tensor) -> str:
        """A table of the batch norms, and of how far the statistics of these inputs are from their running ones."""
        return get_text(calling, lib.nnl_batch_norm_report, self._handle, *handles(inputs))

    def __copy__(self) -> Module:
        made: Module = object.__new__(type(self))
        made._handle = get(lib.nnl_module_share, self._handle)
        made.__dict__.update(self.__dict__)
        return made


class Layer(Module):
    """The base of the library's own layers, whose forward cannot be replaced."""

    __slots__ = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "forward" in cls.__dict__:
            raise TypeError(f"{cls.__name__}.forward would never be called: derive from nn.Module and hold the layer")


class _Written:
    """A module that is written in Python, as the library holds it. While its object lives, that does the work, and is
    not held here: it owns a handle of the module and would never go. The object leaves its class and attributes for the
    time that the library still holds the module, as a part of another."""

    def __init__(self, module: Module) -> None:
        self.alive = weakref.ref(module)
        self.left: tuple[type[Module], dict[str, Any]] | None = None

    def take_over(self, module: Module) -> None:
        """From an object that goes."""
        self.left = type(module), module.__dict__

    def released(self) -> None:
        """When the library's module goes."""
        self.left = None

    def module(self, handle: int) -> Module:
        """The object, or one with what it left."""
        while True:
            module = self.alive()
            if module is not None and module._handle > 0:
                return module
            if self.left is not None:
                kind, attributes = self.left
                module = object.__new__(kind)
                module._handle = get(lib.nnl_module_share, handle)
                module.__dict__ = attributes
                self.alive = weakref.ref(module)
                return module
            time.sleep(0)  # the garbage collector, on another thread, is just about to have it leave them


def borrowed(count: int, array: CData) -> list[Any]:
    """Tensors of their own for handles that a callback borrows; None for 0."""
    return [wrap_tensor(get(lib.nnl_tensor_share, array[i])) if array[i] else None for i in range(count)]


def given(result: Any) -> int:
    """A handle of its own, for the library to keep, of the tensor that a function returned."""
    if not isinstance(result, Tensor):
        raise TypeError(f"the function must return a Tensor, not {type(result).__name__}")
    return get(lib.nnl_tensor_share, result._handle)


@callback("nnl_module_callback")
def _on_forward(module: int, count: int, inputs: CData, output: CData, user_data: CData) -> int:
    def body() -> int:
        output[0] = given(lent(user_data).module(module).forward(*borrowed(count, inputs)))
        return 0

    return run_in_context_of(lib.nnl_module_context, module, body)


def _parameter(handle: int) -> Parameter:
    made: Parameter = object.__new__(Parameter)
    made._handle = handle
    return made


def _report_names(report: int, which: int) -> list[str]:
    count = get(lib.nnl_load_report_count, report, which)
    return [get_text(lib.nnl_load_report_name, report, which, place) for place in range(count)]


KINDS: dict[str, type[Module]] = {}
"""The classes of the library's own layers by kind; each module of this package adds its own."""


def wrap_module(handle: int) -> Module:
    """A module that owns the handle, of the class of its kind, or a plain one."""
    kind = get_text(lib.nnl_module_kind, handle)
    made: Module = object.__new__(KINDS.get(kind, Module))
    made._handle = handle
    return made
