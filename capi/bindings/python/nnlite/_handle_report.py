"""What of the library is live, and what made it."""

from __future__ import annotations

from typing import NamedTuple

from ._constants import HANDLE_KINDS
from ._context import Context
from ._errors import check
from ._handles import get, get_text, handle_of, options, utf8
from ._library import lib


class HandleRow(NamedTuple):
    """Live objects of one kind, and with tracing of one function, thread and label."""

    kind: str  # "context", "tensor", "module", "optimizer", "loader", "load report", "schedule", "scope", "handle report"
    handles: int
    bytes: int  # memory of their tensors, and of their modules' parameters and buffers; what several share counts once
    function: str  # of nnlite.h that made them, such as "nnl_add", or "" without tracing
    label: str  # of the thread when they were made
    thread: int  # as threading.get_native_id(), or 0 without tracing


class HandleReport(NamedTuple):
    """What was live when it was made; as a text it is a table for people."""

    rows: list[HandleRow]  # by kinds, of a kind those of most objects first
    table: str

    def __str__(self) -> str:
        return self.table


def handle_report(context: Context | None = None) -> HandleReport:
    """The library's objects that are live now: those of a context, or without one all of the process, also the scopes,
    which belong to no context. No thread may add parts to modules or groups to optimizers meanwhile."""
    report = get(lib.nnl_handle_report_create, 0 if context is None else handle_of(context), context is None)
    try:
        rows = [_row(report, place) for place in range(get(lib.nnl_handle_report_count, report))]
        return HandleReport(rows, get_text(lib.nnl_handle_report_table, report))
    finally:
        lib.nnl_handle_report_release(report)


def _row(report: int, place: int) -> HandleRow:
    row = options("handle_row")
    check(lib.nnl_handle_report_row(report, place, row))
    function = get_text(lib.nnl_handle_report_function, report, place)
    label = get_text(lib.nnl_handle_report_label, report, place)
    return HandleRow(HANDLE_KINDS.get(row.kind, str(row.kind)), row.count, row.bytes, function, label, row.thread)


def set_handle_tracing(on: bool) -> None:
    """Whether it is noted of each new object, in the whole process, which function made it, on which thread, under which
    label. False, as at first, forgets the notes; objects that were made before have none."""
    check(lib.nnl_set_handle_tracing(on))


def set_handle_label(label: str) -> None:
    """What this thread's work is called from now on, for tracing ("epoch 3"); "" is none. At most 31 bytes of it are kept.
    It belongs to the OS thread: tasks of asyncio share it."""
    check(lib.nnl_set_handle_label(utf8(label)))
