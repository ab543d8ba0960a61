"""Recording belongs to the thread and to the asyncio task, whatever the scheduler does."""

import asyncio
import threading

import pytest

import nnlite
from nnlite import nn
from nnlite.autograd import custom_op


def records():
    """Whether an operation is recorded here, as the library itself sees it."""
    return (nnlite.ones(1).requires_grad_() * 2).requires_grad


def test_scopes_nest_and_end():
    assert records() and nnlite.is_grad_enabled()
    with nnlite.no_grad():
        assert not records() and not nnlite.is_grad_enabled()
        with nnlite.enable_grad():
            assert records()
        assert not records()
    assert records()
    with pytest.raises(KeyError):
        with nnlite.no_grad():
            raise KeyError
    assert records()


def test_one_scope_object_can_be_entered_again():
    scope = nnlite.no_grad()
    with scope:
        with scope:
            assert not records()
        assert not records()
    assert records()


def test_set_grad_enabled():
    nnlite.set_grad_enabled(False)
    assert not records()
    nnlite.set_grad_enabled(True)
    assert records()
    with nnlite.set_grad_enabled(False):
        assert not records()
    assert records()


def test_decorated_functions():
    @nnlite.no_grad()
    def function():
        return records()

    @nnlite.no_grad()
    async def coroutine():
        await asyncio.sleep(0)
        return records()

    assert function() is False and function.__name__ == "function"
    assert asyncio.run(coroutine()) is False
    assert records()
    with pytest.raises(TypeError, match="generator"):

        @nnlite.no_grad()
        def generator():
            yield 1


def test_threads_have_their_own():
    seen = {}
    inside, done = threading.Event(), threading.Event()

    def other():
        inside.wait()
        seen["new thread"] = records()
        done.set()

    thread = threading.Thread(target=other)
    thread.start()
    with nnlite.no_grad():
        inside.set()
        done.wait()
        assert not records()
    thread.join()
    assert seen == {"new thread": True}


def test_asyncio_tasks_have_their_own():
    async def task(number):
        for _ in range(3):
            if number % 2:
                with nnlite.no_grad():
                    await asyncio.sleep(0)
                    assert not records()
                    await asyncio.sleep(0)
            assert records()
            await asyncio.sleep(0)

    async def main():
        await asyncio.gather(*(task(number) for number in range(200)))

    asyncio.run(main())


def test_work_handed_to_a_thread_keeps_the_tasks_mode():
    async def main():
        with nnlite.no_grad():
            inside = await asyncio.to_thread(records)
        return inside, await asyncio.to_thread(records)

    assert asyncio.run(main()) == (False, True)


def test_callbacks_have_the_librarys_mode_and_cannot_leak_theirs():
    seen = []

    def forward(x):
        seen.append((nnlite.is_grad_enabled(), (x * 2).requires_grad))
        with nnlite.enable_grad():
            seen.append(records())
        seen.append(records())
        nnlite.set_grad_enabled(True)
        return x * 2

    x = nnlite.ones(1).requires_grad_()
    with nnlite.no_grad():
        custom_op("op", [x], forward)
        assert not records()
    assert records()
    custom_op("op", [x], forward)
    assert records()
    assert seen == [(False, False), True, False] * 2


def test_forwards_are_recorded_as_their_caller_says():
    class Doubling(nn.Module):
        def forward(self, x):
            seen.append(records())
            doubled = x * 2
            nnlite.set_grad_enabled(False)
            return doubled

    seen = []
    model, x = Doubling(), nnlite.ones(1).requires_grad_()
    assert model(x).requires_grad
    assert records()
    with nnlite.no_grad():
        assert not model(x).requires_grad
    with nnlite.enable_grad():
        assert model(x).requires_grad
    assert seen == [True, False, True]
