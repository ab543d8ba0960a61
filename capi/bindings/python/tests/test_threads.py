"""The interpreter's lock is released during calls, and different objects are independent."""

import sys
import threading
import time

import numpy as np
import pytest

import nnlite
from nnlite import nn, optim
from nnlite.data import DataLoader


def test_other_threads_run_during_a_call():
    """A fit whose only Python is its callback between steps that take long: the main thread goes on meanwhile."""
    model = nn.Linear(512, 512)
    data = nnlite.rand(2048, 512)
    loader = DataLoader((data, data), batch_size=2048)
    sgd = optim.SGD(model.parameters())
    before = sys.getswitchinterval()
    sys.setswitchinterval(100)  # no thread is made to let go of the lock
    try:
        done = threading.Event()

        def train():
            nnlite.fit(model, nn.MSELoss(), sgd, loader, epochs=8)
            done.set()

        thread = threading.Thread(target=train)
        thread.start()
        turns = 0
        while not done.is_set():
            turns += 1
            time.sleep(0)
        thread.join()
    finally:
        sys.setswitchinterval(before)
    assert turns > 100


def test_trainings_side_by_side_give_the_bits_of_one_alone():
    x = np.random.default_rng(1).normal(size=(64, 16)).astype(np.float32)

    def train(result, place):
        with nnlite.Context(seed=5):
            model = nn.Sequential(nn.Linear(16, 32), nn.BatchNorm1d(32), nn.Tanh(), nn.Linear(32, 16))
            data = nnlite.tensor(x)
            nnlite.fit(
                model,
                nn.MSELoss(),
                optim.Adam(model.parameters()),
                DataLoader((data, data), 16, shuffle=True),
                epochs=5,
            )
            result[place] = [parameter.tolist() for parameter in model.parameters()]

    results = {}
    train(results, "alone")
    threads = [threading.Thread(target=train, args=(results, number)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 7 and all(result == results["alone"] for result in results.values())


def test_contexts_of_threads_do_not_meet():
    inside, looked = threading.Event(), threading.Event()
    seen = []

    def other():
        inside.wait()
        seen.append((nnlite.ones(1, context=nnlite.default_context) + nnlite.ones(1)).item())
        looked.set()

    thread = threading.Thread(target=other)
    thread.start()
    with nnlite.Context() as context:
        inside.set()
        looked.wait()
        with pytest.raises(nnlite.InvalidStateError):
            nnlite.ones(1) + nnlite.ones(1, context=nnlite.default_context)
        assert (nnlite.ones(1) + nnlite.ones(1, context=context)).item() == 2
    thread.join()
    assert seen == [2.0]
