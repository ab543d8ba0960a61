"""Where time and memory go."""

from __future__ import annotations

import os
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from ._constants import PROFILE_KINDS
from ._context import Context, current_context
from ._errors import check
from ._handles import get_text, handle_of, options, utf8
from ._library import lib

if TYPE_CHECKING:
    from .nn.module import Path


class ProfileRow(NamedTuple):
    """All scopes of one kind and name, and for layers of one kind of module."""

    kind: str  # "op", "backward" (its gradient function), "layer", "optimizer" or "step"
    name: str  # of an operation, an optimizer or a part of training; of a layer its path
    layer: str  # the kind of module of a layer, else ""
    calls: int
    total_ns: int
    self_ns: int  # without the scopes within
    bytes: int  # of tensor memory given out


class ProfileSummary(NamedTuple):
    """What a profile has."""

    recording: bool
    rows: int
    events: int  # that are kept
    dropped_events: int
    total_ns: int  # time in scopes, of all threads together


class profile:
    """Records the work of a context on all threads: `with profile() as p:`, and then p.table(), p.rows() or
    p.save_trace(path). What was recorded stays to be read until the context's next profile. `max_events` scopes are
    kept for the trace; rows count beyond. It changes no result."""

    def __init__(self, *, max_events: int = 1_000_000, context: Context | None = None) -> None:
        self._of = current_context() if context is None else context
        self._settings = options("profile_options", max_events=max_events)

    @property
    def _context(self) -> int:
        return handle_of(self._of)

    def start(self) -> profile:
        """Begins, and drops the profile before; InvalidStateError if one is recording."""
        check(lib.nnl_profile_start(self._context, self._settings))
        return self

    def stop(self) -> None:
        """Ends the recording; InvalidStateError if there is none."""
        check(lib.nnl_profile_stop(self._context))

    def __enter__(self) -> profile:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def table(self) -> str:
        """Tables for people, of operations, of layers and of the parts of training."""
        return get_text(lib.nnl_profile_table, self._context)

    def save_trace(self, path: Path) -> None:
        """The events as a file in Chrome's trace event format, which chrome://tracing and Perfetto show."""
        check(lib.nnl_profile_save_trace(self._context, utf8(os.fspath(path))))

    def summary(self) -> ProfileSummary:
        """Numbers of the whole profile."""
        summary = options("profile_summary")
        check(lib.nnl_profile_read_summary(self._context, summary))
        fields: list[Any] = [getattr(summary, name) for name in ProfileSummary._fields[1:]]
        return ProfileSummary(bool(summary.recording), *fields)

    def rows(self) -> list[ProfileRow]:
        """All rows, in the order in which their first scopes ended."""
        return [self._row(place) for place in range(self.summary().rows)]

    def _row(self, place: int) -> ProfileRow:
        row = options("profile_row")
        check(lib.nnl_profile_read_row(self._context, place, row))
        name = get_text(lib.nnl_profile_row_name, self._context, place)
        layer = get_text(lib.nnl_profile_row_layer, self._context, place)
        kind = PROFILE_KINDS.get(row.kind, str(row.kind))
        return ProfileRow(kind, name, layer, row.calls, row.total_ns, row.self_ns, row.bytes)
