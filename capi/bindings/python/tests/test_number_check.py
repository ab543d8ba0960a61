"""Where NaN and infinities arise."""

import numpy as np
import pytest

import nnlite
from nnlite import nn


def test_the_first_is_reported():
    context = nnlite.Context()
    assert nnlite.number_check(context=context) == "off" and nnlite.number_report(context=context) is None
    nnlite.set_number_check("report", context=context)
    assert nnlite.number_check(context=context) == "report"
    x = nnlite.tensor(np.array([1.0, -1.0], dtype=np.float32), context=context)
    x.log()
    x.sqrt()
    report = nnlite.number_report(context=context)
    assert report.op == "log" and report.kind == "forward" and report.is_nan and report.inputs_finite
    assert report.input is None and report.position == 1 and report.step == 0 and report.layer == ""
    assert report.text == "log made NaN (forward, step 0): output [2] at [1], from finite numbers"


def test_a_module_that_is_given_nan():
    context = nnlite.Context()
    linear = nn.Linear(2, 1, context=context)
    nnlite.set_number_check("report", context=context)
    linear(nnlite.tensor(np.array([[1.0, np.nan]], dtype=np.float32), context=context))
    report = nnlite.number_report(context=context)
    assert (report.input, report.layer, report.op) == (0, "Linear", "")


def test_a_call_fails_if_wanted():
    context = nnlite.Context()
    x = nnlite.tensor(np.array([-1.0]), context=context)
    nnlite.set_number_check("fail", context=context)
    with pytest.raises(nnlite.InvalidStateError, match="log made NaN"):
        x.log()
    nnlite.set_number_check("off", context=context)
    x.log()
    with pytest.raises(ValueError, match="mode"):
        nnlite.set_number_check("always", context=context)
