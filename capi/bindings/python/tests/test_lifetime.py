"""Objects go when Python lets go of them, on whichever thread, in whichever order, and at the interpreter's end."""

import copy
import gc
import os
import pickle
import subprocess
import sys
import textwrap
import threading
import weakref

import numpy as np
import pytest

import nnlite
from nnlite import nn, optim
from nnlite.data import DataLoader


def live_after(function):
    """Handles that a function leaves alive."""
    gc.collect()
    before = nnlite.live_handles()
    function()
    gc.collect()
    return nnlite.live_handles() - before


def test_a_training_leaves_nothing():
    def train():
        model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
        adam = optim.Adam(model.parameters())
        schedule = optim.lr_scheduler.StepLR(adam, 1)
        loader = DataLoader((nnlite.ones(8, 2), nnlite.ones(8, 1)), batch_size=4)
        for x, y in loader:
            loss = nn.functional.mse_loss(model(x), y)
            adam.zero_grad()
            loss.backward()
            adam.step()
        schedule.step()

    assert live_after(train) == 0


def test_failing_calls_leave_nothing():
    def fail():
        for _ in range(10):
            with pytest.raises(nnlite.Error):
                nnlite.zeros(2) + nnlite.zeros(3)
            with pytest.raises(nnlite.Error):
                nn.Linear(-1, 2)
            with pytest.raises(nnlite.Error):
                nn.Sequential(nn.ReLU(), nn.ReLU(context=nnlite.Context()))
            with pytest.raises(nnlite.Error):
                optim.SGD([])

    assert live_after(fail) == 0


def test_releasing_twice_is_harmless():
    for thing in (nnlite.ones(2), nn.ReLU(), DataLoader(nnlite.ones(2, 1)), nnlite.Context()):
        thing.release()
        thing.release()
    nnlite.default_context.release()
    assert nnlite.ones(1).item() == 1.0


def test_a_released_object_is_an_error_and_shows_it():
    model = nn.Linear(1, 1)
    model.release()
    with pytest.raises(nnlite.InvalidHandleError):
        model(nnlite.ones(1, 1))
    assert repr(model) == "<released Linear>"
    tensor = nnlite.ones(1)
    tensor.release()
    assert repr(tensor) == "<released Tensor>"


def test_objects_go_on_other_threads():
    def collect(things):
        things.clear()
        gc.collect()

    def make():
        things = [nnlite.ones(3), nn.Linear(2, 2), nnlite.Context()]
        cycle = [nnlite.ones(4)]
        cycle.append(cycle)
        del cycle
        thread = threading.Thread(target=collect, args=(things,))
        thread.start()
        thread.join()

    assert live_after(make) == 0


def test_a_release_while_another_thread_uses_the_object():
    for _ in range(200):
        tensor = nnlite.ones(1000)
        outcome = []

        def use():
            try:
                outcome.append(tensor.sum().item())
            except nnlite.InvalidHandleError:
                outcome.append("released")

        thread = threading.Thread(target=use)
        thread.start()
        tensor.release()
        thread.join()
        assert outcome in ([1000.0], ["released"])


def test_objects_outlive_their_parents():
    model = nn.Sequential(nn.Linear(2, 3))
    weight = next(model.parameters())
    child = model[0]
    context = nnlite.Context()
    tensor = nnlite.ones(2, context=context)
    optimizer = optim.SGD(model.parameters())
    schedule = optim.lr_scheduler.StepLR(optimizer, 1)
    del model, context, optimizer
    gc.collect()
    assert weight.shape == (3, 2)
    assert child(nnlite.ones(1, 2)).shape == (1, 3)
    assert (tensor + tensor).tolist() == [2.0, 2.0]
    schedule.step()
    x = nnlite.ones(2).requires_grad_()
    y = (x * 3).sum()
    gradient_of = x
    del x
    y.backward()
    assert gradient_of.grad.tolist() == [3.0, 3.0]


def test_objects_are_released_and_used_after_a_shutdown():
    def work():
        model = nn.Linear(300, 300)
        x = nnlite.ones(300, 300)
        nnlite.shutdown()
        model(x)
        del x
        nnlite.shutdown()
        assert model(nnlite.ones(1, 300)).shape == (1, 300)
        nnlite.shutdown()

    assert live_after(work) == 0


class Scale(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return x * self.factor


def test_a_module_in_python_outlives_its_object():
    """The library holds a child whose Python object has gone: its class and attributes do the work."""
    parent = nn.ModuleList([Scale(3.0)])
    other = copy.copy(parent)
    names = dict(other.__dict__)
    other.__dict__.clear()
    parent.__dict__.clear()
    gone = weakref.ref(names.pop("0"))
    gc.collect()
    assert gone() is None
    child = next(other.children())
    assert child.kind == "Scale"
    assert child(nnlite.ones(1)).item() == 3.0


def test_modules_in_python_go_at_once():
    scale = Scale(2.0)
    scale.inner = nn.Linear(1, 1)
    block = nn.Sequential(scale)
    del scale
    gc.collect()
    gc.disable()
    try:
        before = nnlite.live_handles()
        del block
        assert nnlite.live_handles() == before - 3
    finally:
        gc.enable()


def test_modules_in_python_may_hold_themselves_and_those_above():
    class Child(nn.Module):
        def forward(self, x):
            return self.hook(x)

        def hook(self, x):
            return self.parent[0].method(x)

        def method(self, x):
            return x * 2

    def make():
        seen = []

        class Noting(nn.Module):
            def forward(self, x):
                seen.append(self)
                return x

        child = Child()
        child.me, child.bound = [child], child.method
        parent = nn.Sequential(child, Noting())
        object.__setattr__(child, "parent", parent)
        assert parent(nnlite.ones(1)).item() == 2.0

    assert live_after(make) == 0


def test_modules_in_python_go():
    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = Scale(2.0)
            self.linear = nn.Linear(1, 1)

        def forward(self, x):
            return self.inner(self.linear(x))

    def make():
        model = nn.Sequential(Block(), Block())
        model(nnlite.ones(1, 1)).sum().backward()

    assert live_after(make) == 0


def test_borrowed_memory_lives_as_long_as_its_tensor():
    released = []
    array = np.arange(4.0)
    gone = weakref.ref(array)
    tensor = nnlite.from_numpy(array, on_release=lambda: released.append(threading.get_ident()))
    view = tensor[1:3]
    del array, tensor
    gc.collect()
    assert gone() is not None and not released
    assert view.tolist() == [1.0, 2.0]
    thread = threading.Thread(target=view.release)
    thread.start()
    thread.join()
    assert released == [thread.ident]
    gc.collect()
    assert gone() is None


def test_a_borrow_that_fails_keeps_nothing():
    array = np.arange(4.0)
    gone = weakref.ref(array)
    context = nnlite.Context()
    context.release()
    with pytest.raises(nnlite.InvalidHandleError):
        nnlite.from_numpy(array, context=context, on_release=lambda: 1 / 0)
    del array
    gc.collect()
    assert gone() is None


def test_tensors_can_be_pickled_and_copied():
    for tensor in (
        nnlite.tensor([[1.5, -2.0]], requires_grad=True),
        nnlite.tensor([1, 2**60]),
        nnlite.tensor(True),
        nn.Parameter(nnlite.ones(2)),
    ):
        for made in (pickle.loads(pickle.dumps(tensor)), copy.deepcopy(tensor)):
            assert type(made) is type(tensor) and made.dtype == tensor.dtype and made.shape == tensor.shape
            assert made.requires_grad == tensor.requires_grad
            assert made.tolist() == tensor.tolist()
    tensor = nnlite.zeros(2)
    shared, copied = copy.copy(tensor), copy.deepcopy(tensor)
    tensor.fill_(7)
    assert shared.tolist() == [7, 7] and copied.tolist() == [0, 0]


@pytest.mark.parametrize(
    "make", [lambda: nn.Linear(1, 1), lambda: optim.SGD([nnlite.ones(1)]), lambda: nnlite.Context(), lambda: Scale(1)]
)
def test_other_objects_refuse_pickling(make):
    with pytest.raises(TypeError, match="cannot pickle"):
        pickle.dumps(make())


def run_python(code, **environment):
    """Runs a program of its own; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True, text=True, timeout=120, env={**os.environ, **environment},
    )  # fmt: skip
    assert done.returncode == 0, (done.returncode, done.stderr)
    assert done.stderr == ""
    return done.stdout


def test_the_end_of_the_interpreter_is_quiet():
    code = """
        import builtins, gc, sys, threading
        import numpy as np
        import nnlite
        from nnlite import nn
        gc.disable()

        class Scale(nn.Module):
            def forward(self, x):
                return x * 2

        def released():
            pass

        cycle = [nnlite.ones(3), nn.Sequential(Scale()), nnlite.from_numpy(np.ones(2), on_release=released)]
        cycle.append(cycle)
        builtins.kept = [nnlite.from_numpy(np.ones(2), on_release=released), Scale(), nnlite.Context()]
        sys.kept = nnlite.autograd.custom_op("op", [nnlite.ones(1).requires_grad_()], lambda x: x * 1, lambda g: g)
        context = nnlite.Context()
        context.set_log(print)

        class Last:
            def __del__(self):
                kept[0] + 1.0

        last = Last()
        threading.Thread(target=lambda: nnlite.ones(10).sum(), daemon=True).start()
        print("done")
    """
    for _ in range(5):
        assert run_python(code) == "done\n"


def test_the_end_during_a_daemon_threads_training_is_quiet():
    code = """
        import threading, time
        import nnlite
        from nnlite import nn, optim
        from nnlite.data import DataLoader

        model = nn.Linear(8, 1)
        started = threading.Event()

        def train():
            loader = DataLoader((nnlite.ones(64, 8), nnlite.ones(64, 1)), batch_size=1)
            sgd = optim.SGD(model.parameters())
            nnlite.fit(model, nn.MSELoss(), sgd, loader, epochs=10**9, callback=lambda p: started.set())

        threading.Thread(target=train, daemon=True).start()
        started.wait()
        print("done")
    """
    for _ in range(5):
        assert run_python(code) == "done\n"


def test_a_forked_child_works():
    code = """
        import os
        import nnlite
        from nnlite import nn
        model = nn.Linear(300, 300)
        x = nnlite.ones(300, 300)
        model(x)
        child = os.fork()
        if child == 0:
            assert model(x).shape == (300, 300)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.WEXITSTATUS(status) if os.WIFEXITED(status) else "crashed")
    """
    assert run_python(code, PYTHONWARNINGS="ignore") == "0\n"
