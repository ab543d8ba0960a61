"""Where NaN and infinities arise."""

from __future__ import annotations

from typing import Any, NamedTuple

from ._constants import NUMBER_CHECKS, NUMBER_KINDS, choose
from ._context import Context, current_context
from ._errors import check
from ._handles import get_text, handle_of, options
from ._library import lib


class NumberReport(NamedTuple):
    """The first number of a context that is not finite, and how it came."""

    kind: str  # what made it: "forward", "backward", "update" or "loss"
    is_nan: bool  # else an infinity
    inputs_finite: bool  # whether all that it was made of was
    input: int | None  # None: it arose there; else NaN was given as that input
    position: int  # the first one in the tensor, in row-major order
    step: int  # optimizer steps before, since the check was set
    op: str  # "log", "sgd"; "" for a module's input
    layer: str  # the innermost module's name ("3.conv"), "" outside of modules
    text: str  # all of it in a sentence


def set_number_check(mode: str, *, context: Context | None = None) -> None:
    """Begins to look for NaN and infinities in all that a context's work makes: "report" keeps the first one, "fail" has
    every call that makes one raise InvalidStateError and change nothing, "off" ends it. Results do not change."""
    check(lib.nnl_context_set_number_check(_handle(context), choose("mode", NUMBER_CHECKS, mode)))


def number_check(*, context: Context | None = None) -> str:
    """Which mode is set."""
    mode = _read(context).mode
    return next(name for name, value in NUMBER_CHECKS.items() if value == mode)


def number_report(*, context: Context | None = None) -> NumberReport | None:
    """The first finding since the mode was set, if there is one."""
    found = _read(context)
    if not found.found:
        return None
    of = _handle(context)
    return NumberReport(
        NUMBER_KINDS.get(found.kind, str(found.kind)),
        bool(found.is_nan),
        bool(found.inputs_finite),
        None if found.input < 0 else found.input,
        found.position,
        found.step,
        get_text(lib.nnl_number_report_op, of),
        get_text(lib.nnl_number_report_layer, of),
        get_text(lib.nnl_number_report_text, of),
    )


def _handle(context: Context | None) -> int:
    return handle_of(current_context() if context is None else context)


def _read(context: Context | None) -> Any:
    report = options("number_report")
    check(lib.nnl_number_report_read(_handle(context), report))
    return report
