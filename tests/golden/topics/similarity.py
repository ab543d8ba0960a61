"""Batched products and angles. settings: op; axis and eps of cosine_similarity; inputs a, b -> output."""

import torch
import torch.nn.functional as F

from common import Draw, differentiated, error_case, exact


def label(shape):
    return "x".join(map(str, shape)) or "scalar"


def cosine_similarity(a, b, axis, eps):
    """As PyTorch 2.1 and later compute it. 1.13 uses the bounded norm in the norm's own gradient too."""
    a, b = torch.broadcast_tensors(a, b)
    norms = [torch.linalg.vector_norm(x, 2, axis, True).clone() for x in (a, b)]
    with torch.no_grad():
        for norm in norms:
            norm.clamp_min_(eps)
    return ((a / norms[0]) * (b / norms[1])).sum(axis)


def cases():
    result = []
    for left, right in [((2, 3, 4), (2, 4, 2)), ((1, 1, 3), (1, 3, 1)), ((0, 2, 3), (0, 3, 2)), ((2, 2, 0), (2, 0, 3))]:
        name = f"bmm_{label(left)}_{label(right)}"
        draw = Draw("similarity/" + name)
        inputs = {"a": draw.normal(*left), "b": draw.normal(*right)}
        result.append(differentiated(name, {"op": "bmm"}, lambda a, b: torch.bmm(a, b), inputs))
    for left, right in [((2, 3), (3, 2)), ((2, 3, 4), (1, 4, 2)), ((2, 3, 4), (2, 3, 2)), ((2, 3, 4), (4, 2))]:
        a, b = torch.ones(left), torch.ones(right)
        name = f"bmm_{label(left)}_{label(right)}_is_an_error"
        result.append(error_case(name, {"op": "bmm"}, {"a": a, "b": b}, lambda: torch.bmm(a, b)))

    def angle(name, a, b, axis, eps=1e-8):
        settings = {"op": "cosine_similarity", "axis": axis, "eps": eps}
        call = lambda a, b: cosine_similarity(a, b, axis, eps)
        assert torch.allclose(call(a, b), F.cosine_similarity(a, b, axis, eps))
        return differentiated("cosine_" + name, settings, call, {"a": a, "b": b})

    for left, right, axis in [
        ((3, 4), (3, 4), 1),
        ((3, 4), (3, 4), 0),
        ((2, 3, 4), (2, 3, 4), -2),
        ((3, 4), (1, 4), 1),
        ((4,), (3, 4), -1),
        ((3, 1), (1, 4), 1),
        ((5,), (5,), 0),
        ((), (), 0),
        ((0, 4), (0, 4), 1),
        ((2, 0), (2, 0), 1),
    ]:
        name = f"{label(left)}_{label(right)}_axis_{axis}"
        draw = Draw("similarity/" + name)
        result.append(angle(name, draw.normal(*left), draw.normal(*right), axis))
    a = exact([[1.0, 2.0], [0.0, 0.0], [0.0, 0.0], [1.0, 1.0], [-3.0, 4.0]])
    b = exact([[1.0, 2.0], [1.0, 2.0], [0.0, 0.0], [-1.0, -1.0], [4.0, 3.0]])
    result.append(angle("of_zeros_and_parallels", a, b, 1))
    short = exact([[0.125, 0.25], [0.0, 0.5], [3.0, 4.0]])
    result.append(angle("of_vectors_shorter_than_eps", short, exact([[1.0, 2.0], [0.5, 0.25], [0.0, 0.25]]), 1, 1.0))
    a, b = torch.ones(2, 3), torch.ones(2, 2)
    settings = {"op": "cosine_similarity", "axis": 1, "eps": 1e-8}
    call = lambda: F.cosine_similarity(a, b)
    result.append(error_case("cosine_2x3_2x2_is_an_error", settings, {"a": a, "b": b}, call))
    settings = {"op": "cosine_similarity", "axis": 2, "eps": 1e-8}
    call = lambda: F.cosine_similarity(a, a, 2)
    result.append(error_case("cosine_axis_2_is_an_error", settings, {"a": a, "b": a}, call))
    return result
