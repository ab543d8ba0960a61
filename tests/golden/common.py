"""What every topic uses: numbers drawn for a case, and the case itself as JSON."""

import math
import random

import torch


class Draw:
    """Numbers for one case. They follow from its name alone, so a new case leaves the others as they are.
    Each is a multiple of 1/64 that float32 holds exactly: one file serves both dtypes and stays small."""

    def __init__(self, name):
        self._random = random.Random(name)

    def normal(self, *shape, scale=1.0, mean=0.0):
        return self._fill(shape, lambda: self._random.gauss(mean, scale))

    def uniform(self, low, high, *shape):
        return self._fill(shape, lambda: self._random.uniform(low, high))

    def below(self, bound, *shape):
        values = [self._random.randrange(bound) for _ in range(math.prod(shape))]
        return torch.tensor(values, dtype=torch.int64).reshape(shape)

    def _fill(self, shape, number):
        values = [round(number() * 64) / 64 for _ in range(math.prod(shape))]
        return exact(torch.tensor(values, dtype=torch.float64).reshape(shape))


def exact(values):
    """The values rounded to float32, as float64."""
    return torch.as_tensor(values, dtype=torch.float64).float().double()


def indices(values, dtype=torch.int64):
    return torch.tensor(values, dtype=dtype)


def leaf(values):
    """A copy that collects a gradient."""
    return values.detach().clone().requires_grad_()


def case(name, settings=None, inputs=None, outputs=None, gradients=None):
    def tensors(named):
        return {key: _tensor(value) for key, value in (named or {}).items() if value is not None}

    return {
        "name": name,
        "settings": settings or {},
        "inputs": tensors(inputs),
        "outputs": tensors(outputs),
        "gradients": tensors(gradients),
    }


def error_case(name, settings, inputs, call):
    """A case whose call must fail; it has no outputs and says "error": true."""
    try:
        call()
    except (RuntimeError, ValueError, IndexError, AssertionError):
        return case(name, dict(settings, error=True), inputs)
    raise SystemExit(f"{name}: PyTorch {torch.__version__} did not fail")


def differentiated(name, settings, call, inputs, constants=None):
    """The case of output = call(**inputs, **constants): its output and, for the loss sum(output * cotangent),
    the gradient of each input. The constants and the cotangent stand among the inputs of the case."""
    leaves = {key: leaf(value) for key, value in inputs.items()}
    output = call(**leaves, **(constants or {}))
    cotangent = Draw(name + "/cotangent").normal(*output.shape)
    output.backward(cotangent)
    gradients = {key: value.grad for key, value in leaves.items()}
    return case(
        name, settings, dict(inputs, **(constants or {}), cotangent=cotangent), {"output": output}, gradients
    )


_names = {torch.float64: "f64", torch.float32: "f32", torch.int64: "i64", torch.int32: "i32"}


def _tensor(value):
    value = torch.as_tensor(value).detach()
    return {
        "dtype": _names[value.dtype],
        "shape": list(value.shape),
        "data": [_number(x) for x in value.flatten().tolist()],
    }


def _number(x):
    if isinstance(x, int) or math.isfinite(x):
        return x
    return "nan" if math.isnan(x) else "inf" if x > 0 else "-inf"
