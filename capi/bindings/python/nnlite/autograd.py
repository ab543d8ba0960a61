"""Operations written in Python, and the check of gradients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Sequence

from ._callbacks import callback, calling, lend, lent, on_release, take_back
from ._context import run_in_context_of
from ._errors import check
from ._grad_mode import follow
from ._handles import handles, options, utf8, wrap_tensor
from ._library import ffi, lib
from ._tensor import Tensor
from .nn.module import borrowed, given

if TYPE_CHECKING:
    from ._abi import CData


class Gradient(NamedTuple):
    """What the gradients of an operation are computed from. None of the tensors may be written."""

    inputs: list[Tensor]
    output: Tensor
    output_gradient: Tensor
    wanted: list[bool]  # for each input


class _Operation(NamedTuple):
    forward: Callable[..., Tensor]
    backward: Callable[[Gradient], Any] | None


@callback("nnl_function_callback")
def _on_forward(count: int, inputs: CData, output: CData, user_data: CData) -> int:
    def body() -> int:
        output[0] = given(lent(user_data).forward(*borrowed(count, inputs)))
        return 0

    return run_in_context_of(lib.nnl_tensor_context, inputs[0], body)


@callback("nnl_backward_callback")
def _on_backward(
    count: int, inputs: CData, output: CData, gradient: CData, wanted: CData, gradients: CData, user_data: CData
) -> int:
    def body() -> int:
        out, grad = borrowed(2, (output, gradient))
        asked = [bool(flag) for flag in wanted[0:count]]
        made = lent(user_data).backward(Gradient(borrowed(count, inputs), out, grad, asked))
        results = [made] if made is None or isinstance(made, Tensor) else list(made)
        if len(results) != count:
            raise ValueError(f"backward gave {len(results)} gradients for {count} inputs")
        for place, result in enumerate(results):
            if result is not None and asked[place]:
                gradients[place] = given(result)
        return 0

    return run_in_context_of(lib.nnl_tensor_context, gradient, body)


def custom_op(
    name: str,
    inputs: Sequence[Tensor],
    forward: Callable[..., Tensor],
    backward: Callable[[Gradient], Any] | None = None,
) -> Tensor:
    """Runs forward(*inputs), an operation of your own, now, and backward(gradient) when a gradient comes, on the thread
    that walks backward; it returns a gradient for each input, None for none, or a single one for a single input. Both
    run without recording, on tensors cut off from the graph. Without `backward`, walking back is NotSupportedError. What
    either raises comes out of the call that runs it as the cause of a CallbackFailedError."""
    held = list(inputs)
    count, array = handles(held)
    follow()
    user_data = lend(_Operation(forward, backward))
    cell = ffi.new("int64_t *")
    back = ffi.NULL if backward is None else _on_backward
    status = calling(lib.nnl_custom_op, utf8(name), count, array, _on_forward, back, on_release, user_data, cell)
    if status:
        take_back(user_data)
    check(status)
    return wrap_tensor(cell[0])


class FunctionContext:
    """What the forward of a Function hands to its backward: any attributes, and tensors saved by save_for_backward. The
    inputs, the output and which inputs want a gradient are there in backward without saving them."""

    def __init__(self) -> None:
        self.saved_tensors: tuple[Any, ...] = ()
        self.inputs: list[Tensor] = []
        self.output: Tensor | None = None
        self.needs_input_grad: tuple[bool, ...] = ()

    def save_for_backward(self, *tensors: Any) -> None:
        """Keeps tensors for backward, as `saved_tensors`."""
        self.saved_tensors = tensors

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__[name] = value

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"forward has set no '{name}'")


class Function:
    """An operation as a class, as torch.autograd.Function: static methods forward(ctx, *arguments), which returns a
    tensor, and backward(ctx, gradient), which returns a gradient or None for each argument. Run it with `apply`; the
    arguments that are no tensors pass through."""

    @staticmethod
    def forward(ctx: FunctionContext, *arguments: Any) -> Tensor:
        raise NotImplementedError

    @staticmethod
    def backward(ctx: FunctionContext, gradient: Tensor) -> Any:
        raise NotImplementedError

    @classmethod
    def apply(cls, *arguments: Any) -> Tensor:
        """The result of forward, recorded for backward where a tensor among the arguments requires a gradient."""
        places = [place for place, argument in enumerate(arguments) if isinstance(argument, Tensor)]
        context = FunctionContext()

        def forward(*inputs: Tensor) -> Tensor:
            filled = list(arguments_without_tensors)
            for place, tensor in zip(places, inputs):
                filled[place] = tensor
            return cls.forward(context, *filled)

        def backward(given: Gradient) -> list[Any]:
            wanted = dict(zip(places, given.wanted))
            context.inputs, context.output = given.inputs, given.output
            context.needs_input_grad = tuple(wanted.get(place, False) for place in range(count))
            made = cls.backward(context, given.output_gradient)
            results = made if isinstance(made, tuple) else (made,)
            context.inputs, context.output = [], None
            if len(results) != count:
                raise ValueError(f"{cls.__name__}.backward gave {len(results)} gradients for {count} arguments")
            return [results[place] for place in places]

        count = len(arguments)
        arguments_without_tensors = [None if isinstance(argument, Tensor) else argument for argument in arguments]
        tensors = [arguments[place] for place in places]
        return custom_op(cls.__name__, tensors, forward, backward)


class GradcheckError(AssertionError):
    """Gradients that differ from differences; the text lists the first ones."""


def gradcheck(
    function: Callable[..., Tensor],
    inputs: Sequence[Tensor],
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
) -> bool:
    """Compares the derivatives that backward gives for function(*inputs) with central differences, for every input (float64)
    that requires a gradient: |analytical - numerical| <= atol + rtol * |numerical|. Where they differ it raises
    GradcheckError, or returns False without raise_exception."""
    held = list(inputs)
    count, array = handles(held)
    settings = options("gradcheck_options", eps=eps, atol=atol, rtol=rtol)
    passed, report = ffi.new("int32_t *"), ffi.new("char[]", 4096)
    user_data = lend(_Operation(function, None))
    try:
        check(calling(lib.nnl_gradcheck, _on_forward, user_data, count, array, settings, passed, report, 4096, ffi.NULL))
    finally:
        take_back(user_data)
    if not passed[0] and raise_exception:
        raise GradcheckError(ffi.string(report).decode("utf-8"))
    return bool(passed[0])
