"""Modules that hold others."""

from __future__ import annotations

from typing import Iterable, Iterator, Mapping

from .._context import Context, context_handle
from .._handles import get, handles
from .._library import lib
from .module import KINDS, Layer, Module


class Sequential(Layer):
    """Modules one after the other, named "0", "1", ... and shared with the caller."""

    __slots__ = ()

    def __init__(self, *modules: Module, context: Context | None = None) -> None:
        self._handle = get(lib.nnl_sequential_create, context_handle(context), *handles(modules))
        for place, module in enumerate(modules):
            object.__setattr__(self, str(place), module)

    def __len__(self) -> int:
        return get(lib.nnl_module_num_children, self._handle)

    def __iter__(self) -> Iterator[Module]:
        return self.children()

    def __getitem__(self, place: int) -> Module:
        return list(self.children())[place]


class ModuleList(Module):
    """Modules in a list, with parameters and names of their own; it cannot be run itself."""

    __slots__ = ()

    def __init__(self, modules: Iterable[Module] = (), *, context: Context | None = None) -> None:
        super().__init__(context=context)
        for place, module in enumerate(modules):
            self.add_module(str(place), module)

    def append(self, module: Module) -> ModuleList:
        """One more at the end, unless the list is already a child. Returns self."""
        self.add_module(str(len(self)), module)
        return self

    def __len__(self) -> int:
        return get(lib.nnl_module_num_children, self._handle)

    def __iter__(self) -> Iterator[Module]:
        return self.children()

    def __getitem__(self, place: int) -> Module:
        return list(self.children())[place]


class ModuleDict(Module):
    """Modules by name; it cannot be run itself."""

    __slots__ = ()

    def __init__(self, modules: Mapping[str, Module] | None = None, *, context: Context | None = None) -> None:
        super().__init__(context=context)
        for name, module in (modules or {}).items():
            self.add_module(name, module)

    def __setitem__(self, name: str, module: Module) -> None:
        self.add_module(name, module)

    def __getitem__(self, name: str) -> Module:
        return dict(self.named_children())[name]

    def __len__(self) -> int:
        return get(lib.nnl_module_num_children, self._handle)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.named_children())

    def __contains__(self, name: object) -> bool:
        return name in list(self)

    def keys(self) -> Iterable[str]:
        """The names in order."""
        return list(self)

    def values(self) -> Iterable[Module]:
        """The modules in order."""
        return list(self.children())

    def items(self) -> Iterable[tuple[str, Module]]:
        """Names and modules in order."""
        return list(self.named_children())


KINDS.update({kind.__name__: kind for kind in (Sequential, ModuleList, ModuleDict)})
