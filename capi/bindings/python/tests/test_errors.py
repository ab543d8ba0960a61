"""Failures arrive as exceptions with status, message, function and argument: those of the call that failed."""

import asyncio
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import nnlite
from nnlite import nn, optim

F = nn.functional


def caught(kind, function, *arguments, **options):
    with pytest.raises(kind) as info:
        function(*arguments, **options)
    return info.value


def test_an_error_says_what_where_and_which():
    table = nnlite.zeros(27, 4)
    places = nnlite.tensor([[0, 1, 30]])
    error = caught(nnlite.IndexOutOfRangeError, F.embedding, places, table)
    assert error.status == 50
    assert error.function == "nnl_embedding"
    assert error.argument == ""
    assert "index 30 at position [0, 2] is not in [0, 27)" in error.message
    assert str(error) == error.message
    assert isinstance(error, IndexError) and isinstance(error, RuntimeError)


def test_an_error_names_the_argument():
    tensor = nnlite.zeros(2)
    tensor.release()
    error = caught(nnlite.InvalidHandleError, tensor.exp)
    assert (error.status, error.function, error.argument) == (20, "nnl_exp", "x")


@pytest.mark.parametrize(
    "kind, builtin, status, call",
    [
        (nnlite.InvalidArgumentError, ValueError, 10, lambda: nn.Dropout(2.0)),
        (nnlite.ShapeMismatchError, ValueError, 30, lambda: nnlite.zeros(2) + nnlite.zeros(3)),
        (nnlite.DTypeMismatchError, TypeError, 40, lambda: nnlite.zeros(2) + nnlite.zeros(2, dtype="float64")),
        (nnlite.InvalidStateError, RuntimeError, 60, lambda: nnlite.zeros(2).grad_rows()),
        (nnlite.FileError, OSError, 80, lambda: nn.Linear(1, 1).load("/nonexistent/model.safetensors")),
        (nnlite.InvalidFileError, ValueError, 90, lambda: nn.Linear(1, 1).load(__file__)),
        (nnlite.NotFoundError, KeyError, 100, lambda: nn.Linear(1, 1).get_tensor("scale")),
        (nnlite.NotSupportedError, NotImplementedError, 130, lambda: nn.ModuleList()(nnlite.zeros(1))),
    ],
)
def test_each_status_has_a_class_of_its_own_and_pythons(kind, builtin, status, call):
    error = caught(kind, call)
    assert error.status == status
    assert isinstance(error, builtin) and isinstance(error, nnlite.Error)
    assert error.message and error.function.startswith("nnl_")


def test_the_memory_limit_is_a_memory_error():
    with nnlite.Context(memory_limit=1 << 20):
        error = caught(MemoryError, nnlite.zeros, 1 << 20)
    assert error.status == 70


def test_errors_survive_pickling():
    error = caught(nnlite.Error, lambda: nnlite.zeros(2) + nnlite.zeros(3))
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is nnlite.ShapeMismatchError
    assert (copy.status, copy.message, copy.function) == (error.status, error.message, "nnl_add")


def test_what_is_no_object_of_nnlite_is_a_type_error():
    assert "ndarray" in str(caught(TypeError, F.leaky_relu, np.zeros(2)))
    with pytest.raises(TypeError):
        nnlite.zeros(2) + "text"
    with pytest.raises(TypeError):
        nnlite.Tensor([1.0])
    with pytest.raises(ValueError, match="'mean'"):
        F.mse_loss(nnlite.zeros(1), nnlite.zeros(1), reduction="average")


def test_objects_of_another_kind_are_refused():
    error = caught(nnlite.InvalidHandleError, F.leaky_relu, nn.ReLU())
    assert error.argument == "x"


def fail(number):
    """Errs with a message that holds the number, and returns what the exception says."""
    table = nnlite.zeros(2, 1)
    places = nnlite.tensor([1000 + number])
    try:
        F.embedding(places, table)
    except nnlite.Error as error:
        return error.message
    return "no error"


def expected(number):
    return f"embedding: index {1000 + number} at position [0] is not in [0, 2)"


def test_a_thousand_threads_get_their_own_messages():
    together = threading.Barrier(50)

    def task(number):
        together.wait()
        return fail(number)

    with ThreadPoolExecutor(50) as pool:
        messages = list(pool.map(task, range(1000)))
    assert messages == [expected(number) for number in range(1000)]


def test_a_thousand_asyncio_tasks_get_their_own_messages():
    async def on_the_loop(number):
        await asyncio.sleep(0)
        message = fail(number)
        await asyncio.sleep(0)
        return message

    async def in_a_thread(number):
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, fail, number)

    async def main():
        tasks = [on_the_loop(n) if n % 2 else in_a_thread(n) for n in range(1000)]
        return await asyncio.gather(*tasks)

    assert asyncio.run(main()) == [expected(number) for number in range(1000)]


def test_a_call_that_fails_changes_nothing():
    model = nn.Linear(2, 1)
    before = model.weight.numpy()
    sgd = optim.SGD(model.parameters(), lr=1.0)
    x, y = nnlite.ones(3, 2), nnlite.ones(4, 1)
    with pytest.raises(nnlite.ShapeMismatchError):
        nnlite.train_step(model, nn.MSELoss(), sgd, x, y)
    assert (model.weight.numpy() == before).all() and model.weight.grad is None


def test_the_error_of_an_exception_that_was_caught_is_not_the_next_ones():
    def raises(x):
        raise KeyError("first")

    x = nnlite.ones(1)
    with pytest.raises(nnlite.CallbackFailedError):
        nnlite.autograd.custom_op("op", [x], raises)
    error = caught(nnlite.ShapeMismatchError, lambda: nnlite.zeros(2) + nnlite.zeros(3))
    assert error.__cause__ is None
