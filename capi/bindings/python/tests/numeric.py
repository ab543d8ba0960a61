"""Gradients by central differences, for the tests."""

import numpy as np

import nnlite


def array(*shape, seed=0, low=0.1, high=2.0):
    """Numbers in [low, high), of float64."""
    return np.random.default_rng(seed).uniform(low, high, shape)


def gradients(function, arrays, step=1e-6):
    """Of the sum of function(*arrays), a NumPy function, by each array."""
    result = []
    for which, base in enumerate(arrays):
        gradient = np.empty_like(base)
        for place in np.ndindex(base.shape):
            sums = []
            for sign in (1, -1):
                moved = [other.copy() for other in arrays]
                moved[which][place] += sign * step
                sums.append(np.sum(function(*moved)))
            gradient[place] = (sums[0] - sums[1]) / (2 * step)
        result.append(gradient)
    return result


def check(ours, theirs, *arrays, tolerance=1e-12, slope=1e-5):
    """Compares a function of tensors with one of arrays, and its gradients with differences."""
    tensors = [nnlite.tensor(values, requires_grad=True) for values in arrays]
    result = ours(*tensors)
    np.testing.assert_allclose(result.numpy(), theirs(*arrays), rtol=tolerance, atol=tolerance)
    result.sum().backward()
    for tensor, expected in zip(tensors, gradients(theirs, arrays)):
        np.testing.assert_allclose(tensor.grad.numpy(), expected, rtol=slope, atol=slope)
