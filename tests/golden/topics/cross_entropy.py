"""Cross entropy. inputs input (logits), target (class indices or probabilities), weight where there are
class weights -> output, the gradient of input, and of target where it is probabilities. Defaults:
ignore_index -100, label_smoothing 0.
"""

import math

import torch
import torch.nn.functional as F

from common import Draw, case, differentiated, error_case, exact, indices

INF = math.inf
REDUCTIONS = ("mean", "sum", "none")
CLASSES = 3
LAYOUTS = {
    "2d": ((3, CLASSES), (3,)),
    "1d": ((CLASSES,), ()),
    "3d": ((2, CLASSES, 2), (2, 2)),
    "4d": ((1, CLASSES, 2, 2), (1, 2, 2)),
}


def one(name, logits, target, reduction, weight=None, **settings):
    def call(input, target, weight=None):
        return F.cross_entropy(input, target, weight=weight, reduction=reduction, **settings)

    inputs, constants = {"input": logits}, {}
    (inputs if target.is_floating_point() else constants)["target"] = target
    if weight is not None:
        constants["weight"] = weight
    return differentiated(name, dict(settings, reduction=reduction), call, inputs, constants)


def class_indices():
    result = []
    weight = exact([0.5, 2.0, 1.25])
    variants = {
        "plain": {},
        "ignore_index": {"ignore_index": 1},
        "class_weights": {"weight": weight},
        "smoothing": {"label_smoothing": 0.125},
        "weights_ignore_index": {"weight": weight, "ignore_index": 1},
        "smoothing_weights_ignore_index": {"label_smoothing": 0.125, "weight": weight, "ignore_index": 1},
    }
    for layout, (shape, target_shape) in LAYOUTS.items():
        for variant, options in variants.items():
            if layout == "4d" and variant not in ("plain", "smoothing_weights_ignore_index"):
                continue
            for reduction in REDUCTIONS:
                name = f"indices_{layout}_{variant}_{reduction}"
                draw = Draw(f"cross_entropy/{layout}/{variant}")
                target = draw.below(CLASSES, *target_shape)
                if target.dim():  # at least one ignored and one not
                    target.view(-1)[:2] = indices([1, 2])
                elif "ignore_index" in options:
                    target = indices(2)
                result.append(one(name, draw.normal(*shape, scale=2.0), target, reduction, **options))

    draw = Draw("cross_entropy/special")
    logits = draw.normal(3, CLASSES)
    for reduction in REDUCTIONS:

        def add(name, target, given=logits, **options):
            if reduction == "sum" and not ("ignored" in name or "empty" in name):
                return
            result.append(one(f"{name}_{reduction}", given, target, reduction, **options))

        add("indices_default_ignore_index_is_minus_100", indices([2, -100, 0]))
        add("indices_ignore_index_out_of_range_255", indices([2, 255, 0]), ignore_index=255)
        add("indices_all_ignored", indices([-100, -100, -100]))
        add("indices_all_ignored_smoothing", indices([-100, -100, -100]), label_smoothing=0.25)
        add("indices_all_ignored_weights", indices([-100, -100, -100]), weight=weight)
        add("indices_1d_ignored", indices(-100), given=logits[0])
        add("indices_weights_of_the_targets_are_zero", indices([1, 1, 1]), weight=exact([1.0, 0.0, 2.0]))
        add("indices_empty_batch", indices([]), given=torch.zeros(0, CLASSES))
        add(
            "indices_empty_batch_smoothing_weights",
            indices([]),
            given=torch.zeros(0, CLASSES),
            label_smoothing=0.25,
            weight=weight,
        )
        add("indices_empty_spatial", torch.zeros(2, 0, dtype=torch.int64), given=torch.zeros(2, CLASSES, 0))
        add("indices_smoothing_one", indices([2, 0, 1]), label_smoothing=1.0)
        add("indices_smoothing_and_default_ignore_index", indices([2, -100, 1]), label_smoothing=0.25)
        add(
            "indices_large_logits",
            indices([0, 1, 2]),
            given=exact([[1000.0, 1001.0, 999.0], [-1000.0, 1000.0, 0.0], [1e4, 1e4, -1e4]]),
        )
        add(
            "indices_minus_infinity_elsewhere_is_finite",
            indices([0, 1]),
            given=exact([[1.0, 2.0, -INF], [-INF, 0.0, -INF]]),
        )
        add(
            "indices_minus_infinity_at_the_target_is_infinite",
            indices([2, 1]),
            given=exact([[1.0, 2.0, -INF], [0.0, 0.0, 0.0]]),
        )
        add("indices_one_class", indices([0, 0]), given=exact([[1.5], [-3.0]]))
        add("indices_one_element", indices([0]), given=exact([[1.5]]), label_smoothing=0.25)
    return result


def probabilities():
    result = []
    weight = exact([0.5, 2.0, 1.25])
    variants = {
        "plain": {},
        "class_weights": {"weight": weight},
        "smoothing": {"label_smoothing": 0.125},
        "smoothing_weights": {"label_smoothing": 0.125, "weight": weight},
    }
    for layout in ("2d", "1d", "3d"):
        shape = LAYOUTS[layout][0]
        for variant, options in variants.items():
            for reduction in REDUCTIONS:
                draw = Draw(f"cross_entropy/probabilities/{layout}/{variant}")
                logits, raw = draw.normal(*shape, scale=2.0), draw.normal(*shape)
                target = exact(torch.softmax(raw, 0 if layout == "1d" else 1))
                result.append(
                    one(f"probabilities_{layout}_{variant}_{reduction}", logits, target, reduction, **options)
                )
    for reduction in REDUCTIONS:
        result.append(
            one(
                f"probabilities_need_not_sum_to_one_{reduction}",
                Draw("cross_entropy/any").normal(2, 3),
                exact([[0.5, 2.0, -1.0], [0.0, 0.0, 0.0]]),
                reduction,
            )
        )
        result.append(
            one(f"probabilities_empty_batch_{reduction}", torch.zeros(0, 3), torch.zeros(0, 3), reduction)
        )
        result.append(one(f"probabilities_one_element_{reduction}", exact([[1.5]]), exact([[0.5]]), reduction))
        result.append(
            one(
                f"probabilities_one_hot_{reduction}",
                Draw("cross_entropy/any").normal(2, 3),
                exact([[0, 1, 0], [1, 0, 0]]),
                reduction,
            )
        )
    return result


def errors():
    result = []
    logits = Draw("cross_entropy/errors").normal(2, 3)

    def add(name, target, given=logits, **options):
        settings = {key: value for key, value in options.items() if key != "weight"}
        result.append(
            error_case(
                name,
                settings,
                {
                    "input": given,
                    "target": target,
                    **({"weight": options["weight"]} if "weight" in options else {}),
                },
                lambda: F.cross_entropy(given, target, **options),
            )
        )

    add("target_equal_to_classes_is_an_error", indices([0, 3]))
    add("target_negative_is_an_error", indices([0, -1]))
    add("target_out_of_range_with_smoothing_is_an_error", indices([0, 3]), label_smoothing=0.25)
    add("default_ignored_value_is_an_error_when_another_is_ignored", indices([0, -100]), ignore_index=1)
    add("probabilities_with_ignore_index_is_an_error", torch.zeros(2, 3), ignore_index=0)
    add("target_rows_differ_is_an_error", indices([0, 1, 2]))
    add("probabilities_of_another_shape_is_an_error", torch.zeros(2, 2))
    add("weights_of_another_size_is_an_error", indices([0, 1]), weight=torch.ones(2))
    add("smoothing_above_one_is_an_error", indices([0, 1]), label_smoothing=1.5)
    return result


def cases():
    return class_indices() + probabilities() + errors()
