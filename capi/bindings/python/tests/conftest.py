"""Every test ends with as many live handles as it began with, and with recording on."""

import gc

import pytest

import nnlite


@pytest.fixture(autouse=True)
def no_leaks():
    gc.collect()
    before = nnlite.live_handles()
    yield
    gc.collect()
    assert nnlite.live_handles() == before
    assert nnlite.is_grad_enabled()
