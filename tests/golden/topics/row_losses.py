"""NLL, cosine embedding and triplet margin losses. settings: op, reduction and what the op takes; nll: input,
target, weight; cosine_embedding: a, b, target, margin; triplet_margin: anchor, positive, negative, margin, p
("inf" for the infinite one), eps, swap -> output, and the gradients of the floating inputs.
"""

import torch
import torch.nn.functional as F

from common import Draw, differentiated, error_case, exact, indices

REDUCTIONS = ("mean", "sum", "none")


def nll(name, input, target, weight=None, **settings):
    constants = {"target": target}
    if weight is not None:
        constants["weight"] = exact(weight)
    return differentiated(
        "nll_" + name, dict(settings, op="nll"), lambda input, **rest: F.nll_loss(input, **rest, **settings),
        {"input": input}, constants,
    )


def nll_cases():
    result = []
    shapes = {
        "one_sample": (3,), "2d": (4, 3), "3d": (2, 3, 2), "4d": (2, 3, 2, 2), "empty": (0, 3), "one": (1, 1),
    }
    for label, shape in shapes.items():
        for reduction in REDUCTIONS:
            draw = Draw(f"row_losses/nll/{label}")
            classes = shape[0] if len(shape) == 1 else shape[1]
            input = draw.normal(*shape)
            target = draw.below(classes, *(shape[:0] if len(shape) == 1 else shape[:1] + shape[2:]))
            result.append(nll(f"{label}_{reduction}", input, target, reduction=reduction))
            weight = draw.uniform(0.25, 2, classes)
            result.append(nll(f"{label}_weight_{reduction}", input, target, weight, reduction=reduction))
    draw = Draw("row_losses/nll/ignored")
    input, weight = draw.normal(4, 3), draw.uniform(0.25, 2, 3)
    for reduction in REDUCTIONS:
        some, all_of_them = indices([1, -100, 0, -100]), indices([-100] * 4)
        result.append(nll(f"ignored_{reduction}", input, some, weight, reduction=reduction))
        result.append(nll(f"all_ignored_{reduction}", input, all_of_them, weight, reduction=reduction))
        result.append(
            nll(f"ignore_a_class_{reduction}", input, indices([1, 2, 1, 0]), reduction=reduction, ignore_index=1)
        )
        result.append(
            nll(f"zero_weights_{reduction}", input, indices([1, 2, 1, 0]), torch.zeros(3), reduction=reduction)
        )
    return result


def cosine(name, a, b, target, **settings):
    return differentiated(
        "cosine_" + name,
        dict(settings, op="cosine_embedding"),
        lambda a, b, target: F.cosine_embedding_loss(a, b, target, **settings),
        {"a": a, "b": b},
        {"target": target},
    )


def cosine_cases():
    result = []
    for margin in (0.0, 0.5, -0.5):
        for reduction in REDUCTIONS:
            draw = Draw("row_losses/cosine")
            a, b, target = draw.normal(4, 3), draw.normal(4, 3), indices([1, -1, -1, 1])
            settings = {"margin": margin, "reduction": reduction}
            result.append(cosine(f"margin_{margin}_{reduction}", a, b, target, **settings))
    draw = Draw("row_losses/cosine/shapes")
    result.append(cosine("one_sample", draw.normal(3), draw.normal(3), indices(-1), margin=-1.0))
    result.append(cosine("empty", draw.normal(0, 3), draw.normal(0, 3), indices([]), reduction="sum"))
    result.append(cosine("empty_mean", draw.normal(0, 3), draw.normal(0, 3), indices([])))
    result.append(cosine("broadcast", draw.normal(1, 3), draw.normal(4, 3), indices([1, -1, 1, -1])))
    result.append(cosine("zero_row", torch.zeros(1, 3), draw.normal(1, 3), indices([1])))
    result.append(
        cosine("other_targets_do_not_count", draw.normal(3, 2), draw.normal(3, 2), indices([0, 2, 1]))
    )
    return result


def triplet(name, anchor, positive, negative, **settings):
    p = float(settings.get("p", 2.0))
    return differentiated(
        "triplet_" + name,
        dict(settings, op="triplet_margin"),
        lambda anchor, positive, negative: F.triplet_margin_loss(
            anchor, positive, negative, **dict(settings, p=p)
        ),
        {"anchor": anchor, "positive": positive, "negative": negative},
    )


def triplet_cases():
    result = []
    for p in (1.0, 2.0, 3.0, 1.5, 0.5, "inf"):
        for swap in (False, True):
            draw = Draw(f"row_losses/triplet/{p}")
            rows = [draw.normal(4, 3) for _ in range(3)]
            result.append(triplet(f"p_{p}_swap_{swap}".lower(), *rows, p=p, swap=swap, reduction="none"))
    for reduction in REDUCTIONS:
        draw = Draw("row_losses/triplet/reduction")
        rows = [draw.normal(3, 2) for _ in range(3)]
        result.append(triplet(f"margin_3_{reduction}", *rows, margin=3.0, eps=0.0, reduction=reduction))
    draw = Draw("row_losses/triplet/shapes")
    result.append(triplet("one_sample", *(draw.normal(3) for _ in range(3))))
    result.append(triplet("3d", *(draw.normal(2, 2, 3) for _ in range(3)), margin=2.0))
    result.append(triplet("broadcast", draw.normal(1, 3), draw.normal(4, 3), draw.normal(4, 3)))
    result.append(triplet("empty", *(draw.normal(0, 3) for _ in range(3)), reduction="sum"))
    same = draw.normal(2, 3)
    result.append(triplet("equal_rows_have_no_gradient", same, same, same, eps=0.0))
    result.append(triplet("swap_tie", torch.zeros(1, 2), torch.zeros(1, 2), torch.ones(1, 2), eps=0.0, swap=True, margin=4.0))
    edge = [torch.zeros(1, 1), torch.ones(1, 1), torch.full((1, 1), 2.0)]
    result.append(triplet("at_the_edge", *edge, eps=0.0, p=1.0))
    return result


def errors():
    result = []

    def add(name, settings, inputs, call):
        result.append(error_case(name, settings, inputs, lambda: call(**inputs)))

    scores = torch.zeros(2, 3)
    add("nll_target_too_large", {"op": "nll"}, {"input": scores, "target": indices([0, 3])}, F.nll_loss)
    add("nll_target_negative", {"op": "nll"}, {"input": scores, "target": indices([0, -1])}, F.nll_loss)
    add("nll_rows_differ", {"op": "nll"}, {"input": scores, "target": indices([0])}, F.nll_loss)
    add(
        "nll_weights_of_another_size",
        {"op": "nll"},
        {"input": scores, "target": indices([0, 1]), "weight": torch.ones(2)},
        F.nll_loss,
    )
    add(
        "triplet_ranks_differ",
        {"op": "triplet_margin"},
        {"anchor": scores, "positive": scores, "negative": torch.zeros(3)},
        F.triplet_margin_loss,
    )
    add(
        "cosine_target_of_a_single_row",
        {"op": "cosine_embedding"},
        {"a": scores, "b": scores, "target": indices(1)},
        lambda a, b, target: F.cosine_embedding_loss(a, b, target),
    )
    return result


def cases():
    return nll_cases() + cosine_cases() + triplet_cases() + errors()
