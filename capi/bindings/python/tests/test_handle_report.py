"""Reports of what is live, and tracing of what made it."""

import threading

import numpy as np
import pytest

import nnlite
from nnlite import nn, optim
from nnlite.data import DataLoader


@pytest.fixture
def tracing():
    nnlite.set_handle_tracing(True)
    yield
    nnlite.set_handle_tracing(False)
    nnlite.set_handle_label("")


def test_a_report_counts_by_kind():
    with nnlite.Context() as context:
        tensors = [nnlite.zeros(10), nnlite.zeros(5, dtype="float64")]
        tensors.append(tensors[0][2:])
        model = nn.Linear(3, 2)
        sgd = optim.SGD([model.weight])
        schedule = optim.lr_scheduler.StepLR(sgd, 1)
        loader = DataLoader(tensors[0])
        report = nnlite.handle_report(context)
    by_kind = {row.kind: row for row in report.rows}
    assert [row.kind for row in report.rows] == ["context", "tensor", "module", "optimizer", "loader", "schedule"]
    counts = {kind: row.handles for kind, row in by_kind.items()}
    assert counts == {"context": 1, "tensor": 4, "module": 1, "optimizer": 1, "loader": 1, "schedule": 1}
    assert by_kind["tensor"].bytes == 40 + 40 + 24 and by_kind["module"].bytes == (6 + 2) * 4
    assert all((row.function, row.label, row.thread) == ("", "", 0) for row in report.rows)
    assert str(report) == report.table and report.table.splitlines()[-1] == "live handles: 9"
    assert sgd and schedule and loader


def test_a_report_of_all_contexts():
    before = {row.kind: row.handles for row in nnlite.handle_report().rows}
    context = nnlite.Context()
    here, there = nnlite.ones(1), nnlite.ones(1, context=context)
    with nnlite.Scope():
        after = {row.kind: row.handles for row in nnlite.handle_report().rows}
        own = {row.kind: row.handles for row in nnlite.handle_report(context).rows}
    assert after["tensor"] - before.get("tensor", 0) == 2 and after["scope"] == 1 and "handle report" not in after
    assert own == {"context": 1, "tensor": 1} and sum(after.values()) == nnlite.live_handles() + 1
    with pytest.raises(nnlite.InvalidHandleError) as info:
        context.release()
        nnlite.handle_report(context)
    assert info.value.function == "nnl_handle_report_create" and here and there


def test_tracing_notes_what_made_an_object(tracing):
    with nnlite.Context() as context:
        nnlite.set_handle_label("first")
        made = [nnlite.ones(2)]
        nnlite.set_handle_label("épo" * 20)
        made += [made[0] + made[0], made[0] + made[0]]
        thread = threading.Thread(target=lambda: made.append(made[0] * made[0]))
        thread.start()
        number = thread.native_id
        thread.join()
        rows = [row for row in nnlite.handle_report(context).rows if row.kind == "tensor"]
    mine = threading.get_native_id()
    label = ("épo" * 20).encode()[:31].decode(errors="ignore")
    assert [row[1:] for row in rows[:1]] == [(2, 16, "nnl_add", label, mine)]
    assert {row[1:] for row in rows[1:]} == {
        (1, 8, "nnl_tensor_full", "first", mine),
        (1, 8, "nnl_multiply", "", number),
    }
    nnlite.set_handle_tracing(False)
    (row,) = [row for row in nnlite.handle_report(context).rows if row.kind == "tensor"]
    assert row.handles == 4 and row.function == ""


def test_a_label_holds_no_nul(tracing):
    with pytest.raises(ValueError, match="NUL"):
        nnlite.set_handle_label("a\0b")


def test_the_table_is_for_people(tracing):
    with nnlite.Context() as context:
        nnlite.set_handle_label("here")
        kept = [nnlite.from_numpy(np.ones(3)) for _ in range(7)]
        lines = nnlite.handle_report(context).table.splitlines()
    (line,) = [line for line in lines if line.startswith("tensor")]
    assert line.split() == ["tensor", "nnl_tensor_borrow", "here", str(threading.get_native_id()), "7", "168"] and kept
