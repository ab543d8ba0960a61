"""What is raised inside each kind of callback comes out of the call around it, and harms nothing."""

import gc
import os
import sys
import threading

import numpy as np
import pytest

import nnlite
from nnlite import nn, optim
from nnlite.autograd import Function, custom_op, gradcheck
from nnlite.data import DataLoader


class Boom(Exception):
    pass


def boom(*arguments):
    raise Boom("it broke here")


def assert_boom(info, function):
    error = info.value
    assert error.status == 140
    assert error.function == function
    assert "Boom: it broke here" in error.message
    assert type(error.__cause__) is Boom


def training():
    model = nn.Linear(2, 1)
    sgd = optim.SGD(model.parameters(), lr=0.1)
    return model, nn.MSELoss(), sgd, DataLoader((nnlite.ones(8, 2), nnlite.ones(8, 1)), batch_size=2)


class Failing(nn.Module):
    def forward(self, x):
        raise Boom("it broke here")


def test_module_forward():
    model = nn.Sequential(nn.Linear(2, 2), Failing())
    with pytest.raises(nnlite.CallbackFailedError) as info:
        model(nnlite.ones(1, 2))
    assert_boom(info, "nnl_module_forward")


def test_module_forward_in_train_step():
    model, loss, sgd, _ = training()
    failing = nn.Sequential(model, Failing())
    before = model.weight.numpy()
    with pytest.raises(nnlite.CallbackFailedError) as info:
        nnlite.train_step(failing, loss, sgd, nnlite.ones(2, 2), nnlite.ones(2, 1))
    assert_boom(info, "nnl_train_step")
    assert (model.weight.numpy() == before).all()


@pytest.mark.parametrize("call", ["summary", "batch_norm_report"])
def test_module_forward_in_tables(call):
    with pytest.raises(nnlite.CallbackFailedError) as info:
        getattr(nn.Sequential(nn.BatchNorm1d(2), Failing()), call)(nnlite.ones(3, 2))
    assert type(info.value.__cause__) is Boom


def test_a_forward_that_returns_no_tensor():
    class Wrong(nn.Module):
        def forward(self, x):
            return 3

    with pytest.raises(nnlite.CallbackFailedError, match="must return a Tensor, not int"):
        Wrong()(nnlite.ones(1))


def test_custom_op_forward():
    with pytest.raises(nnlite.CallbackFailedError) as info:
        custom_op("op", [nnlite.ones(1)], boom)
    assert_boom(info, "nnl_custom_op")


def test_custom_op_backward():
    x = nnlite.ones(2).requires_grad_()
    other = nnlite.ones(2).requires_grad_()
    y = custom_op("op", [x], lambda x: x.clone(), boom)
    with pytest.raises(nnlite.CallbackFailedError) as info:
        (y * other).sum().backward()
    assert_boom(info, "nnl_tensor_backward")
    assert x.grad is None and other.grad is None


def test_custom_op_backward_with_another_number_of_gradients():
    x = nnlite.ones(2).requires_grad_()
    y = custom_op("op", [x], lambda x: x.clone(), lambda given: [None, None])
    with pytest.raises(nnlite.CallbackFailedError, match="2 gradients for 1 inputs"):
        y.sum().backward()


def test_fit_callback():
    model, loss, sgd, loader = training()
    steps = []

    def callback(progress):
        steps.append(progress.step)
        if progress.step == 3:
            raise Boom("it broke here")

    with pytest.raises(nnlite.CallbackFailedError) as info:
        nnlite.fit(model, loss, sgd, loader, epochs=5, callback=callback)
    assert_boom(info, "nnl_fit")
    assert steps == [1, 2, 3]
    assert len(list(loader)) == 1  # the loader stands after the third of four batches


def test_gradcheck_function():
    with pytest.raises(nnlite.CallbackFailedError) as info:
        gradcheck(boom, [nnlite.ones(1, dtype="float64").requires_grad_()])
    assert_boom(info, "nnl_gradcheck")


def unraisable(monkeypatch):
    seen = []
    monkeypatch.setattr(sys, "unraisablehook", seen.append)
    return seen


def test_release_callback(monkeypatch):
    seen = unraisable(monkeypatch)
    tensor = nnlite.from_numpy(np.ones(3), on_release=boom)
    tensor.release()
    assert [type(report.exc_value) for report in seen] == [Boom]
    assert nnlite.ones(1).item() == 1.0


def test_log_callback(monkeypatch, tmp_path):
    seen = unraisable(monkeypatch)
    with nnlite.Context() as context:
        context.set_log(boom)
        nn.Linear(1, 1).save(tmp_path / "model.safetensors")
        context.set_log(None)
    assert [type(report.exc_value) for report in seen] == [Boom]
    assert os.listdir(tmp_path) == ["model.safetensors"]


def test_log_lines(tmp_path):
    lines = []
    with nnlite.Context(memory_limit=1 << 20) as context:
        context.set_log(lambda level, text: lines.append((level, text)), nnlite.LogLevel.info)
        nn.Linear(1, 1).save(tmp_path / "model.safetensors")
        with pytest.raises(nnlite.OutOfMemoryError):
            nnlite.zeros(1 << 20)
        context.set_log(None)
        nn.Linear(1, 1).save(tmp_path / "model.safetensors")
    assert [level for level, _ in lines] == [nnlite.LogLevel.info, nnlite.LogLevel.warning]
    assert "model.safetensors" in lines[0][1]


def test_keyboard_interrupts_go_through_as_they_are():
    def interrupt(*arguments):
        raise KeyboardInterrupt

    model, loss, sgd, loader = training()
    with pytest.raises(KeyboardInterrupt):
        nnlite.fit(model, loss, sgd, loader, callback=interrupt)
    with pytest.raises(KeyboardInterrupt):
        custom_op("op", [nnlite.ones(1)], interrupt)


def test_an_error_of_nnlite_inside_a_callback_is_the_cause():
    with pytest.raises(nnlite.CallbackFailedError) as info:
        custom_op("op", [nnlite.ones(2)], lambda x: x + nnlite.ones(3))
    cause = info.value.__cause__
    assert type(cause) is nnlite.ShapeMismatchError
    assert cause.message in info.value.message


def test_failures_nest():
    def outer(x):
        return custom_op("inner", [x], boom)

    with pytest.raises(nnlite.CallbackFailedError) as info:
        custom_op("outer", [nnlite.ones(1)], outer)
    assert type(info.value.__cause__) is nnlite.CallbackFailedError
    assert type(info.value.__cause__.__cause__) is Boom
    assert "it broke here" in info.value.message


def test_a_failure_that_a_callback_catches_is_none():
    def outer(x):
        try:
            custom_op("inner", [x], boom)
        except nnlite.Error:
            return x * 2

    assert custom_op("outer", [nnlite.ones(1)], outer).item() == 2.0


def test_texts_that_are_long_or_odd():
    def long(x):
        raise Boom("x" * 10000 + "\0\ud800")

    with pytest.raises(nnlite.CallbackFailedError) as info:
        custom_op("op", [nnlite.ones(1)], long)
    assert "Boom: xxx" in info.value.message
    assert len(info.value.message) <= 511
    assert len(str(info.value.__cause__)) == 10002


class Square(Function):
    @staticmethod
    def forward(ctx, x, scale):
        ctx.scale = scale
        ctx.save_for_backward(x)
        return scale * x * x

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        assert ctx.needs_input_grad == (True, False)
        return 2 * ctx.scale * x * gradient, None


def test_functions_in_pytorchs_way():
    x = nnlite.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = Square.apply(x, 3.0)
    assert y.tolist() == [3.0, 12.0, 27.0]
    y.sum().backward()
    assert x.grad.tolist() == [6.0, 12.0, 18.0]
    with nnlite.no_grad():
        assert not Square.apply(x, 1.0).requires_grad


def test_functions_of_several_tensors_and_gradcheck():
    class Product(Function):
        @staticmethod
        def forward(ctx, a, b):
            return a * b

        @staticmethod
        def backward(ctx, gradient):
            a, b = ctx.inputs
            return gradient * b, gradient * a

    a = nnlite.tensor(np.array([1.0, -2.0]), requires_grad=True)
    b = nnlite.tensor(np.array([0.5, 4.0]), requires_grad=True)
    assert gradcheck(Product.apply, [a, b])


def test_gradcheck_finds_a_wrong_gradient():
    class Wrong(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 3

        @staticmethod
        def backward(ctx, gradient):
            return gradient * 2

    x = nnlite.ones(2, dtype="float64").requires_grad_()
    assert not gradcheck(Wrong.apply, [x], raise_exception=False)
    with pytest.raises(AssertionError, match="input 0 at .*analytical 2, numerical 2.99"):
        gradcheck(Wrong.apply, [x])


def test_without_backward_walking_back_is_not_supported():
    x = nnlite.ones(1).requires_grad_()
    with pytest.raises(nnlite.NotSupportedError):
        custom_op("op", [x], lambda x: x * 2).backward()


def test_backward_runs_on_the_thread_that_walks():
    threads = []

    def backward(given):
        threads.append(threading.get_ident())
        return given.output_gradient

    x = nnlite.ones(1).requires_grad_()
    y = custom_op("op", [x], lambda x: x * 1, backward)
    walker = threading.Thread(target=y.backward)
    walker.start()
    walker.join()
    assert threads == [walker.ident]


def test_what_a_graph_holds_goes_with_it():
    class Thing:
        pass

    thing, gone = Thing(), []
    import weakref

    weakref.finalize(thing, gone.append, True)
    x = nnlite.ones(1).requires_grad_()
    y = custom_op("op", [x], lambda x, thing=thing: x * 1, lambda given: given.output_gradient)
    del thing
    gc.collect()
    assert not gone
    y.release()
    gc.collect()
    assert gone


def test_what_callbacks_make_lies_in_the_context_of_their_inputs():
    seen = []

    def note():
        seen.append(nnlite.current_context().threads)
        return nnlite.ones(1)

    class Block(nn.Module):
        def __init__(self, **options):
            super().__init__(**options)
            self.scale = nn.Parameter(nnlite.full(1, value=2.0, **options))

        def forward(self, x):
            return x * self.scale + note()

    class Doubled(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2 * note()

        @staticmethod
        def backward(ctx, gradient):
            return gradient * 2 * note()

    context = nnlite.Context(threads=5)
    x = nnlite.ones(1, context=context).requires_grad_()
    y = Block(context=context)(Doubled.apply(x))
    y.backward()
    assert y.item() == 5 and x.grad.item() == 4
    assert gradcheck(lambda a: a * nnlite.tensor([3.0], dtype="float64"), [x.detach().to("float64").requires_grad_()])
    assert seen == [5, 5, 5] and nnlite.current_context() is nnlite.default_context
    with context:
        Block(context=nnlite.default_context)(nnlite.ones(1, context=nnlite.default_context))
        assert seen.pop() == nnlite.default_context.threads and nnlite.current_context() is context
