"""Scopes: what they release, what is kept, whose they are."""

import gc
import threading

import pytest

import nnlite
from nnlite import nn, optim
from nnlite.data import DataLoader


def released(*things):
    return [thing._handle < 0 or not _is_live(thing) for thing in things]


def _is_live(thing):
    try:
        thing.context
    except nnlite.InvalidHandleError:
        return False
    return True


def test_a_scope_releases_what_was_made_in_it():
    before = nnlite.ones(1)
    with nnlite.Scope() as scope:
        tensor, module = nnlite.ones(2), nn.Linear(1, 1)
        kept = scope.keep(tensor + tensor)
    assert released(before, tensor, module, kept) == [False, True, True, False]
    assert kept.tolist() == [2, 2]
    with pytest.raises(nnlite.InvalidHandleError):
        tensor + before
    tensor.release()
    del tensor, module, kept
    assert nnlite.ones(1).tolist() == [1]


def test_what_a_scope_released_shows_it():
    context = nnlite.Context()
    with nnlite.Scope():
        model = nn.Sequential(nn.Linear(1, 1))
        things = [nnlite.ones(1), model, model[0], optim.SGD(model.parameters()), DataLoader(nnlite.ones(2, 1)), context]
        things.append(optim.lr_scheduler.StepLR(things[3], 1))
        assert not any("released" in repr(thing) for thing in things)
    names = ["Tensor", "Sequential", "Linear", "SGD", "DataLoader", "StepLR"]
    assert repr(things.pop(5)).startswith("Context(threads")
    assert [repr(thing) for thing in things] == [f"<released {name}>" for name in names]


def test_a_scope_ends_with_an_exception_and_can_be_used_again():
    scope = nnlite.Scope()
    for number in range(3):
        with pytest.raises(ZeroDivisionError):
            with scope:
                tensor = nnlite.ones(1)
                tensor.item() / 0
        assert released(tensor) == [True]
    with scope:
        with pytest.raises(nnlite.InvalidStateError, match="begun already"):
            with scope:
                pass
        inside = nnlite.ones(1)
        scope.release()
        assert released(inside) == [True]
    with pytest.raises(nnlite.InvalidHandleError):
        scope.keep(nnlite.ones(1))


def test_a_training_loop_in_a_scope_holds_nothing():
    model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
    sgd = optim.SGD(model.parameters(), lr=0.1)
    loader = DataLoader((nnlite.rand(8, 2), nnlite.ones(8, 1)), 4)
    handles, held, losses = nnlite.live_handles(), [], []
    for _ in range(10):
        with nnlite.Scope():
            for x, y in loader:
                loss = nn.functional.mse_loss(model(x), y)
                sgd.zero_grad()
                loss.backward()
                sgd.step()
                held.append((x, y, loss))  # which a scope need not mind
                losses.append(loss.item())
        assert nnlite.live_handles() == handles
    assert losses[-1] < losses[0] / 2


def test_scopes_lie_within_each_other():
    with nnlite.Scope() as outer:
        with nnlite.Scope() as inner:
            first, second, third = nnlite.ones(1), nnlite.ones(1), nnlite.ones(1)
            inner.keep(first)
            outer.keep(inner.keep(second))
        assert released(first, second, third) == [False, False, True]
    assert released(first, second) == [True, False]
    outer = nnlite.Scope()
    with pytest.raises(nnlite.InvalidHandleError):
        with nnlite.Scope() as inner:
            outer.__enter__()
            tensor = nnlite.ones(1)
            inner.release()
            assert released(tensor) == [True]
            outer.keep(second)
    outer.release()


def test_more_scopes_than_can_be_open():
    scopes = []
    with pytest.raises(nnlite.NotSupportedError, match="1024 scopes") as info:
        for _ in range(1025):
            scopes.append(nnlite.Scope().__enter__())
    assert info.value.function == "nnl_scope_begin" and len(scopes) == 1024
    scopes[0].release()


def test_what_an_object_holds_is_kept_with_it():
    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.scale = nn.Parameter(nnlite.full(1, value=2.0))
            self.parts = nn.ModuleList([nn.Linear(1, 1)])
            self.register_buffer("shift", nnlite.ones(1))
            self.notes = {"seen": [nnlite.ones(3)]}

        def forward(self, x):
            return self.parts[0](x) * self.scale + self.shift

    with nnlite.Scope() as scope:
        block = scope.keep(Block())
        parameters = list(block.parameters())
        schedule = scope.keep(optim.lr_scheduler.StepLR(optim.Adam(parameters, lr=0.5), 1))
        pair = scope.keep((nnlite.ones(1), {"b": [nnlite.ones(2)]}))
        cycle = [nnlite.ones(4)]
        cycle.append(cycle)
        scope.keep(cycle)
    assert block.scale.item() == 2 and block.shift.item() == 1 and block.notes["seen"][0].tolist() == [1, 1, 1]
    block(nnlite.ones(1, 1)).sum().backward()
    adam = schedule.optimizer
    assert adam.param_groups[0]["params"][0].tolist() == [2]
    adam.step()
    schedule.step()
    assert abs(block.scale.item() - 2) == pytest.approx(0.5, rel=1e-4) and adam.param_groups[0]["lr"] < 0.5
    assert pair[0].tolist() == [1] and pair[1]["b"][0].tolist() == [1, 1] and cycle[0].tolist() == [1] * 4


def test_what_cannot_be_kept():
    with nnlite.Scope() as scope:
        gone = nnlite.ones(1)
        gone.release()
        with pytest.raises(nnlite.InvalidHandleError):
            scope.keep(gone)
        with pytest.raises(nnlite.InvalidArgumentError):
            scope.keep(scope)
        with pytest.raises(TypeError, match="object of nnlite"):
            scope.keep(5)
        outside = nnlite.ones(1)
    with pytest.raises(nnlite.InvalidHandleError):
        scope.keep(outside)


def test_a_scope_belongs_to_its_thread():
    """Others make objects meanwhile, which are none of its own, and cannot keep in it or end it."""
    made, errors = [], []

    def work():
        made.append(nnlite.ones(5))
        for use in (lambda: scope.keep(made[0]), lambda: scope.__exit__(None, None, None)):
            try:
                use()
            except nnlite.InvalidStateError as error:
                errors.append((error.status, error.message))

    with nnlite.Scope() as scope:
        inside = nnlite.ones(1)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert inside.item() == 1
    assert made[0].tolist() == [1] * 5 and released(inside) == [True]
    assert errors == [(60, "scope: it was begun on another thread")] * 2


def test_a_scope_goes_on_another_thread_or_with_its_own():
    def begin():
        scope = nnlite.Scope()
        scope.__enter__()
        scopes.append(scope)
        del scope
        things.append(nnlite.ones(1))
        ready.set()
        collected.wait()
        things.append(nnlite.ones(1))  # which the scope, released by the other thread, does not get
        with nnlite.Scope():
            pass

    scopes, things, ready, collected = [], [], threading.Event(), threading.Event()
    thread = threading.Thread(target=begin)
    thread.start()
    ready.wait()
    scopes.clear()
    gc.collect()
    collected.set()
    thread.join()
    assert released(*things) == [True, False]


def test_scopes_and_callbacks():
    """What a callback makes is the scope's around the call; one that it leaves open ends with it; its own keep."""
    seen = []

    class Block(nn.Module):
        def forward(self, x):
            seen.append(x * 2)
            with nnlite.Scope() as scope:
                seen.append(x * 3)
                result = scope.keep(x * 4)
            if open_to_the_end:
                seen.append(nnlite.Scope().__enter__())
            return result

    open_to_the_end = False
    block = Block()
    with nnlite.Scope() as scope:
        result = scope.keep(block(nnlite.ones(1)))
        assert released(*seen) == [False, True]
    assert released(*seen) == [True, True] and result.item() == 4
    open_to_the_end = True
    with pytest.raises(nnlite.InvalidHandleError, match="output"):  # which was of that scope
        block(nnlite.ones(1))
    with pytest.raises(nnlite.InvalidHandleError):
        seen.pop().__exit__(None, None, None)


def test_a_failing_callback_in_a_scope():
    class Block(nn.Module):
        def forward(self, x):
            with nnlite.Scope():
                return x * 2  # not kept

    block = Block()
    with pytest.raises(nnlite.CallbackFailedError) as info:
        with nnlite.Scope():
            block(nnlite.ones(1))
    assert isinstance(info.value.__cause__, nnlite.InvalidHandleError)
