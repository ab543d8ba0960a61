"""Embedding. inputs weight (N, D) and indices -> output, and the gradient of weight.

With several look-ups in one case they are numbered: indices_0, cotangent_0, output_0, ... With max_norm,
outputs.weight is the table after the look-up. Settings left out are at their defaults: no padding_idx,
no max_norm, norm_type 2, scale_grad_by_freq false.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from common import Draw, case, differentiated, error_case, exact, indices, leaf

INF, NAN = math.inf, math.nan


def arguments(settings):
    known = ("padding_idx", "max_norm", "norm_type", "scale_grad_by_freq", "sparse")
    result = {key: settings[key] for key in known if key in settings}
    if result.get("norm_type") == "inf":
        result["norm_type"] = INF
    return result


def lookup(name, weight, index, **settings):
    """One look-up through F.embedding. It renormalises a copy, whose values are the weight afterwards."""
    inputs = {"weight": weight}
    if "max_norm" not in settings:
        return differentiated(
            name,
            settings,
            lambda weight, indices: F.embedding(indices, weight, **arguments(settings)),
            inputs,
            {"indices": index},
        )
    table = leaf(weight)
    output = F.embedding(index, table, **arguments(settings))
    cotangent = Draw("embedding/" + name + "/cotangent").normal(*output.shape)
    output.backward(cotangent)
    return case(
        name,
        settings,
        {"weight": weight, "indices": index, "cotangent": cotangent},
        {"output": output, "weight": table},
        {"weight": table.grad},
    )


def plain():
    result = []
    for dtype, name in ((torch.int64, "i64"), (torch.int32, "i32")):
        for label, shape in [
            ("0d", ()),
            ("1d", (4,)),
            ("2d", (2, 3)),
            ("3d", (2, 1, 3)),
            ("empty", (0,)),
            ("empty_2d", (2, 0)),
        ]:
            draw = Draw(f"embedding/{label}")
            result.append(
                lookup(f"lookup_{name}_{label}", draw.normal(5, 3), draw.below(5, *shape).to(dtype))
            )
    draw = Draw("embedding/repeated")
    result.append(
        lookup("gradient_sums_over_occurrences", draw.normal(4, 2), indices([[1, 3, 1], [1, 0, 3]]))
    )
    result.append(lookup("one_dimension", draw.normal(3, 1), indices([2, 0, 2])))
    result += [
        lookup("table_of_one_element", exact([[1.5]]), indices([0])),
        lookup("table_of_one_element_max_norm", exact([[-3.0]]), indices([[0, 0]]), max_norm=1.0),
        lookup("table_without_columns", torch.zeros(3, 0), indices([2, 0])),
    ]
    weight = draw.normal(4, 2)
    for label, bad in (
        ("negative", [0, -1]),
        ("equal_to_num_embeddings", [4, 0]),
        ("far_out", [[0], [1000000]]),
    ):
        result.append(
            error_case(
                f"index_{label}_is_an_error",
                {},
                {"weight": weight, "indices": indices(bad)},
                lambda: F.embedding(indices(bad), weight),
            )
        )
    return result


def padding():
    result = []
    draw = Draw("embedding/padding")
    weight, index = draw.normal(5, 3), indices([[2, 0, 2], [4, 2, 0]])
    for given in (2, 0, 4, -1, -3, -5):
        row = given % 5
        result.append(
            lookup(
                f"padding_idx_{given}_of_5_gradient_zero_output_as_stored", weight, index, padding_idx=given
            )
        )
        layer = nn.Embedding(5, 3, padding_idx=given)
        result.append(
            case(
                f"padding_idx_{given}_of_5_zeroes_its_row_of_a_new_table",
                {"num_embeddings": 5, "embedding_dim": 3, "padding_idx": given, "row": row},
                {},
                {"padding_row": layer.weight[row], "rows_not_zero": (layer.weight != 0).any(1).sum()},
            )
        )
    for given in (5, -6):
        result.append(
            error_case(
                f"padding_idx_{given}_of_5_is_an_error",
                {"num_embeddings": 5, "embedding_dim": 3, "padding_idx": given},
                {},
                lambda: nn.Embedding(5, 3, padding_idx=given),
            )
        )
    result.append(lookup("padding_only_gives_zero_gradient", weight, indices([2, 2]), padding_idx=2))
    result.append(lookup("padding_absent_from_the_batch", weight, indices([1, 3]), padding_idx=2))

    source = weight.clone()
    layer = nn.Embedding.from_pretrained(source, padding_idx=2)
    source[0, 0] = 7.0
    result.append(
        case(
            "from_pretrained_freezes_shares_storage_and_keeps_the_padding_row",
            {"padding_idx": 2, "requires_grad": layer.weight.requires_grad, "then_source_0_0_becomes": 7.0},
            {"weight": weight, "indices": index},
            {"output": layer(index)},
        )
    )
    return result


def training(name, weight, lookups, sgd, padding_from=0, **settings):
    """SGD steps on one table, one look-up each. The padding index counts from step padding_from on."""
    table = leaf(weight)
    optimizer = torch.optim.SGD([table], **sgd)
    inputs, outputs, gradients = {"weight": weight}, {}, {}
    for step, index in enumerate(lookups):
        used = arguments(settings)
        if step < padding_from:
            used.pop("padding_idx")
        optimizer.zero_grad()
        output = F.embedding(index, table, **used)
        cotangent = Draw(f"embedding/{name}/{step}").normal(*output.shape)
        output.backward(cotangent)
        optimizer.step()
        inputs.update({f"indices_{step}": index, f"cotangent_{step}": cotangent})
        outputs.update({f"output_{step}": output, f"weight_{step}": table.clone()})
        gradients[f"weight_{step}"] = table.grad.clone()
    return case(
        name,
        {**settings, **sgd, "steps": len(lookups), "padding_from_step": padding_from},
        inputs,
        outputs,
        gradients,
    )


def steps():
    draw = Draw("embedding/steps")
    weight = draw.normal(4, 2)
    lookups = [indices([1, 2, 1]), indices([2, 0]), indices([1, 1]), indices([3, 2])]
    result = [
        training(
            "padding_row_moves_under_weight_decay",
            weight,
            lookups,
            {"lr": 0.25, "weight_decay": 0.1},
            padding_idx=1,
        ),
        training("padding_row_stays_under_plain_sgd", weight, lookups, {"lr": 0.25}, padding_idx=1),
        training(
            "padding_row_moves_under_old_momentum",
            weight,
            lookups,
            {"lr": 0.25, "momentum": 0.5},
            padding_from=1,
            padding_idx=1,
        ),
        training(
            "rows_without_gradient_move_under_momentum_and_decay",
            weight,
            lookups,
            {"lr": 0.25, "momentum": 0.75, "weight_decay": 0.1, "nesterov": True},
        ),
        training(
            "rows_without_gradient_move_with_dampening",
            weight,
            lookups + [indices([3])],
            {"lr": 0.25, "momentum": 0.75, "weight_decay": 0.1, "dampening": 0.5},
        ),
        training(
            "step_of_padding_alone_still_decays",
            weight,
            [indices([1, 1]), indices([0, 1]), indices([1])],
            {"lr": 0.25, "momentum": 0.75, "weight_decay": 0.1},
            padding_idx=1,
        ),
        training(
            "max_norm_before_each_step",
            weight * 4,
            lookups,
            {"lr": 0.25, "momentum": 0.5, "weight_decay": 0.1},
            max_norm=1.0,
        ),
    ]
    return result


def max_norm():
    result = []
    # Row 0 far above the bounds below, row 1 below, row 2 above, row 3 never looked up, row 4 zero.
    weight = exact(
        [[3.0, -4.0, 12.0], [0.125, 0.25, -0.125], [-1.5, 2.0, 0.75], [9.0, 9.0, 9.0], [0.0, 0.0, 0.0]]
    )
    index = indices([[0, 1], [2, 4]])
    for norm_type in (1.0, 2.0, 3.0, 0.5, "inf"):
        result.append(
            lookup(
                f"max_norm_rows_above_only_norm_{norm_type}",
                weight,
                index,
                max_norm=1.75,
                norm_type=norm_type,
            )
        )
    for norm_type, bound in ((1.0, 7.0), (2.0, 5.0), ("inf", 4.0)):
        result.append(
            lookup(
                f"max_norm_row_at_the_bound_stays_norm_{norm_type}",
                exact([[3.0, -4.0], [3.0, -4.25]]),
                indices([0, 1]),
                max_norm=bound,
                norm_type=norm_type,
            )
        )
    result += [
        lookup("max_norm_gradient_ignores_the_factor", weight, indices([0, 2, 0]), max_norm=1.0),
        lookup("max_norm_repeated_row_scaled_once", weight, indices([0, 0, 0]), max_norm=1.0),
        lookup("max_norm_includes_the_padding_row", weight, index, max_norm=1.0, padding_idx=0),
        lookup("max_norm_without_look_ups_changes_nothing", weight, indices([[], []]), max_norm=1.0),
        lookup("max_norm_i32", weight, indices([0, 2], torch.int32), max_norm=1.0),
        lookup("max_norm_0d", weight, indices(0), max_norm=1.0),
        lookup("max_norm_nan_row_stays", exact([[NAN, 5.0], [3.0, 4.0]]), indices([0, 1]), max_norm=1.0),
        lookup(
            "max_norm_infinite_row",
            exact([[INF, 5.0], [3.0, 4.0]]),
            indices([0, 1]),
            max_norm=1.0,
            deviation="a row whose norm is not finite is left as it is",
        ),
        lookup(
            "max_norm_scale_grad_by_freq", weight, indices([0, 2, 0]), max_norm=1.0, scale_grad_by_freq=True
        ),
    ]
    layer = nn.Embedding.from_pretrained(weight.clone(), freeze=True, max_norm=1.0).eval()
    output = layer(index)
    result.append(
        case(
            "max_norm_renormalises_in_eval_and_frozen",
            {"max_norm": 1.0, "training": False, "requires_grad": False},
            {"weight": weight, "indices": index},
            {"output": output, "weight": layer.weight},
        )
    )
    table = weight.clone()
    with torch.no_grad():
        output = F.embedding(index, table, max_norm=1.0)
    result.append(
        case(
            "max_norm_renormalises_without_grad_mode",
            {"max_norm": 1.0, "grad_mode": False},
            {"weight": weight, "indices": index},
            {"output": output, "weight": table},
        )
    )
    for bound in (0.0, -1.0):
        table = weight.clone()
        output = F.embedding(index, table, max_norm=bound)
        result.append(
            case(
                f"max_norm_{bound}",
                {"max_norm": bound, "deviation": "max_norm must be positive: an error"},
                {"weight": weight, "indices": index},
                {"output": output, "weight": table},
            )
        )
    table = weight.clone()
    result.append(
        error_case(
            "max_norm_bad_index_leaves_the_table",
            {"max_norm": 1.0, "note": "PyTorch has rescaled row 0 before it fails, nnlite has not"},
            {"weight": weight, "indices": indices([0, 5])},
            lambda: F.embedding(indices([0, 5]), table, max_norm=1.0),
        )
    )
    result += [two_lookups(weight), tied(weight, True), tied(weight, False)]
    return result


def renormalised(weight, index, bound):
    return torch.embedding_renorm_(weight.detach().clone(), index, bound, 2.0)


def two_lookups(weight):
    """Each look-up renormalises first. 1.13 refuses the backward (2.15 does not), so each reads its own
    table."""
    name, inputs, outputs = "max_norm_two_look_ups_in_one_graph", {"weight": weight}, {}
    gradient = torch.zeros_like(weight)
    for i, (index, bound) in enumerate(((indices([0, 2]), 2.0), (indices([2, 3, 2]), 1.0))):
        weight = leaf(renormalised(weight, index, bound))
        output = F.embedding(index, weight)
        cotangent = Draw(f"embedding/{name}/{i}").normal(*output.shape)
        output.backward(cotangent)
        gradient += weight.grad
        inputs.update({f"indices_{i}": index, f"cotangent_{i}": cotangent})
        outputs.update({f"output_{i}": output, f"weight_{i}": weight})
    return case(name, {"max_norm_0": 2.0, "max_norm_1": 1.0}, inputs, outputs, {"weight": gradient})


def tied(weight, product_first):
    """A product x·Wᵀ with the same table before the look-up (of a clone, as PyTorch needs) or after it."""
    name = f"max_norm_look_up_{'after_a_product_with_a_clone' if product_first else 'before_a_tied_product'}"
    draw, index, table = Draw("embedding/" + name), indices([0, 1, 0]), leaf(weight)
    x, cotangent, product_cotangent = leaf(draw.normal(2, 3)), draw.normal(3, 3), draw.normal(2, 5)
    product = x @ table.clone().t() if product_first else None
    output = F.embedding(index, table, max_norm=2.0)
    product = product if product_first else x @ table.t()
    torch.autograd.backward([output, product], [cotangent, product_cotangent])
    settings = {"max_norm": 2.0, "product_first": product_first}
    if product_first:
        settings["note"] = (
            "without the clone the backward is an error: the table has changed since the product"
        )
    return case(
        name,
        settings,
        {
            "weight": weight,
            "indices": index,
            "x": x,
            "cotangent": cotangent,
            "product_cotangent": product_cotangent,
        },
        {"output": output, "product": product, "weight": table},
        {"weight": table.grad, "x": x.grad},
    )


def frequency_and_sparse():
    draw = Draw("embedding/frequency")
    weight, index = draw.normal(5, 3), indices([[1, 3, 1], [4, 1, 3]])
    result = [
        lookup("scale_grad_by_freq_counts_the_whole_input", weight, index, scale_grad_by_freq=True),
        lookup("scale_grad_by_freq_i32", weight, index.int(), scale_grad_by_freq=True),
        lookup("scale_grad_by_freq_with_padding", weight, index, scale_grad_by_freq=True, padding_idx=1),
    ]
    for name, given, padding_idx in [
        ("uncoalesced", index, None),
        ("without_padding", index, 1),
        ("of_padding_alone_is_empty", indices([1, 1]), 1),
        ("of_no_look_ups_is_empty", indices([]), None),
    ]:
        table = leaf(weight)
        output = F.embedding(given, table, padding_idx=padding_idx, sparse=True)
        cotangent = Draw(f"embedding/sparse/{name}").normal(*output.shape)
        output.backward(cotangent)
        raw, rows = table.grad, table.grad.coalesce()
        result.append(
            case(
                f"sparse_gradient_{name}",
                {
                    "padding_idx": padding_idx,
                    "sparse": True,
                    "deviation": "nnlite's rows are coalesced: coalesced_rows and coalesced_values",
                },
                {"weight": weight, "indices": given, "cotangent": cotangent},
                {"output": output},
                {
                    "rows": raw._indices()[0],
                    "values": raw._values(),
                    "coalesced_rows": rows.indices()[0],
                    "coalesced_values": rows.values(),
                    "dense": raw.to_dense(),
                },
            )
        )
    result.append(
        error_case(
            "scale_grad_by_freq_with_sparse",
            {
                "scale_grad_by_freq": True,
                "sparse": True,
                "deviation": "row-sparse gradients work with frequency scaling",
            },
            {"weight": weight, "indices": index},
            lambda: F.embedding(index, leaf(weight), scale_grad_by_freq=True, sparse=True).sum().backward(),
        )
    )
    return result


def cases():
    return plain() + padding() + steps() + max_norm() + frequency_and_sparse()
