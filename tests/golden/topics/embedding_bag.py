"""EmbeddingBag. inputs weight (N, D), indices, offsets and per_sample_weights where there are any -> output,
and the gradients of weight and per_sample_weights. With max_norm, outputs.weight is the table after the
look-up. Settings left out are at their defaults: mode mean, no padding_idx, no max_norm, norm_type 2,
scale_grad_by_freq and include_last_offset false.

With scale_grad_by_freq the gradient is what PyTorch documents: that of each row over its count in the call.
outputs.torch_gradient is what PyTorch computes instead.
"""

import math

import torch
import torch.nn.functional as F

from common import Draw, case, error_case, exact, indices, leaf

NAN = math.nan
MODES = ("sum", "mean", "max")


def bag(name, weight, index, offsets=None, per_sample_weights=None, **settings):
    table = leaf(weight)
    shares = None if per_sample_weights is None else leaf(per_sample_weights)
    output = F.embedding_bag(index, table, offsets, per_sample_weights=shares, **settings)
    cotangent = Draw("embedding_bag/" + name + "/cotangent").normal(*output.shape)
    output.backward(cotangent)
    inputs = {"weight": weight, "indices": index, "offsets": offsets, "cotangent": cotangent}
    inputs["per_sample_weights"] = per_sample_weights
    outputs = {"output": output, "weight": table if "max_norm" in settings else None}
    gradients = {
        "weight": table.grad,
        "per_sample_weights": None if shares is None else shares.grad,
    }
    return case(name, settings, inputs, outputs, gradients)


def plain():
    result = []
    draw = Draw("embedding_bag/plain")
    weight = draw.normal(6, 3)
    index = indices([4, 1, 4, 0, 5, 1, 1])
    offsets = indices([0, 3, 3, 5, 7])
    grid = indices([[4, 1, 4], [0, 0, 5]])
    for mode in MODES:
        result += [
            bag(f"{mode}_with_empty_bags", weight, index, offsets, mode=mode),
            bag(f"{mode}_rows_of_indices", weight, grid, mode=mode),
            bag(f"{mode}_bags_of_one", weight, index, torch.arange(7), mode=mode),
            bag(f"{mode}_one_bag", weight, index, indices([0]), mode=mode),
            bag(
                f"{mode}_include_last_offset",
                weight,
                index,
                indices([0, 2, 2, 7]),
                mode=mode,
                include_last_offset=True,
            ),
            bag(f"{mode}_i32", weight, index.int(), offsets.int(), mode=mode),
            bag(f"{mode}_i32_indices_i64_offsets", weight, index.int(), offsets, mode=mode),
            bag(f"{mode}_i64_indices_i32_offsets", weight, index, offsets.int(), mode=mode),
            bag(f"{mode}_empty_bags_alone", weight, indices([]), indices([0, 0]), mode=mode),
            bag(f"{mode}_no_bag", weight, torch.zeros(0, 3, dtype=torch.int64), mode=mode),
            bag(
                f"{mode}_include_last_offset_no_bag",
                weight,
                indices([]),
                indices([0]),
                mode=mode,
                include_last_offset=True,
            ),
            bag(f"{mode}_one_column", draw.normal(6, 1), index, offsets, mode=mode),
            bag(f"{mode}_table_of_one_element", exact([[-1.5]]), indices([0]), indices([0]), mode=mode),
            bag(f"{mode}_repeated_in_two_bags", weight, indices([1, 1, 1, 1]), indices([0, 2]), mode=mode),
        ]
        for padding_idx in (1, 0, -2):
            result += [
                bag(
                    f"{mode}_padding_idx_{padding_idx}",
                    weight,
                    index,
                    offsets,
                    mode=mode,
                    padding_idx=padding_idx,
                ),
                bag(
                    f"{mode}_rows_of_indices_padding_idx_{padding_idx}",
                    weight,
                    grid,
                    mode=mode,
                    padding_idx=padding_idx,
                ),
            ]
        result += [
            bag(f"{mode}_bag_of_padding", weight, indices([1, 1, 2]), indices([0, 2]), mode=mode, padding_idx=1),
            bag(f"{mode}_padding_alone", weight, indices([1, 1]), indices([0, 1]), mode=mode, padding_idx=1),
            bag(f"{mode}_max_norm", weight * 4, index, offsets, mode=mode, max_norm=2.0),
            bag(
                f"{mode}_max_norm_of_padding_too",
                weight * 4,
                index,
                offsets,
                mode=mode,
                max_norm=1.5,
                norm_type=1.0,
                padding_idx=1,
            ),
        ]
    ties = exact([[1.0, 2.0], [1.0, 3.0], [0.5, 3.0], [1.0, 3.0]])
    result.append(bag("max_first_of_equal_elements", ties, indices([2, 1, 0, 3, 1]), indices([0, 3]), mode="max"))
    holes = exact([[NAN, 1.0], [0.0, 2.0], [3.0, NAN]])
    result.append(
        bag("max_nan_wins_only_as_the_first", holes, indices([0, 1, 2, 1, 0, 2]), indices([0, 2, 4]), mode="max")
    )
    return result


def sample_weights():
    draw = Draw("embedding_bag/sample_weights")
    weight, index, offsets = draw.normal(6, 3), indices([4, 1, 4, 0, 5, 1, 1]), indices([0, 3, 3, 5, 7])
    return [
        bag("sample_weights", weight, index, offsets, draw.normal(7), mode="sum"),
        bag("sample_weights_rows", weight, indices([[4, 1, 4], [0, 0, 5]]), None, draw.normal(2, 3), mode="sum"),
        bag("sample_weights_padding", weight, index, offsets, draw.normal(7), mode="sum", padding_idx=1),
        bag("sample_weights_max_norm", weight * 4, index, offsets, draw.normal(7), mode="sum", max_norm=2.0),
        bag(
            "sample_weights_include_last_offset",
            weight,
            index,
            indices([0, 0, 7]),
            draw.normal(7),
            mode="sum",
            include_last_offset=True,
        ),
        bag("sample_weights_of_nothing", weight, indices([]), indices([0]), draw.normal(0), mode="sum"),
    ]


def frequency():
    result = []
    draw = Draw("embedding_bag/frequency")
    weight = draw.normal(5, 2)
    for mode, index, padding_idx in [
        ("sum", [1, 1, 2, 3], None),
        ("mean", [1, 1, 2, 3], None),
        ("sum", [4, 1, 4, 0, 4, 1, 3], 0),
        ("mean", [4, 1, 4, 0, 4, 1, 3], 0),
    ]:
        index = indices(index)
        settings = {"mode": mode, **({} if padding_idx is None else {"padding_idx": padding_idx})}
        name = f"{mode}_scale_grad_by_freq{'' if padding_idx is None else '_with_padding'}"
        found = bag(name, weight, index, indices([0, 2]), scale_grad_by_freq=True, **settings)
        plain = leaf(weight)
        output = F.embedding_bag(index, plain, indices([0, 2]), **settings)
        output.backward(torch.tensor(found["inputs"]["cotangent"]["data"]).reshape(output.shape))
        counts = torch.bincount(index, minlength=5).clamp(min=1)
        documented = case(name, {}, {}, {}, {"weight": plain.grad / counts[:, None]})["gradients"]["weight"]
        found["outputs"]["torch_gradient"] = found["gradients"]["weight"]
        found["gradients"]["weight"] = documented
        found["settings"]["note"] = "the documented gradient; PyTorch's own is torch_gradient"
        result.append(found)
    return result


def sparse():
    result = []
    draw = Draw("embedding_bag/sparse")
    weight, index, offsets = draw.normal(6, 3), indices([4, 1, 4, 0, 5, 1, 1]), indices([0, 3, 3, 5, 7])
    for mode in ("sum", "mean"):
        table = leaf(weight)
        output = F.embedding_bag(index, table, offsets, mode=mode, sparse=True)
        cotangent = Draw(f"embedding_bag/sparse/{mode}").normal(*output.shape)
        output.backward(cotangent)
        rows = table.grad.coalesce()
        result.append(
            case(
                f"{mode}_sparse_gradient",
                {"mode": mode, "sparse": True},
                {"weight": weight, "indices": index, "offsets": offsets, "cotangent": cotangent},
                {"output": output},
                {"coalesced_rows": rows.indices()[0], "coalesced_values": rows.values()},
            )
        )
    return result


def errors():
    result = []
    draw = Draw("embedding_bag/errors")
    weight = draw.normal(4, 2)

    def error(name, index, offsets=None, per_sample_weights=None, **settings):
        inputs = {
            "weight": weight,
            "indices": index,
            "offsets": offsets,
            "per_sample_weights": per_sample_weights,
        }
        result.append(
            error_case(
                name + "_is_an_error",
                settings,
                inputs,
                lambda: F.embedding_bag(
                    index, weight, offsets, per_sample_weights=per_sample_weights, **settings
                ),
            )
        )

    three = indices([1, 2, 3])
    error("offsets_beginning_above_0", three, indices([1, 2]))
    error("an_offset_beyond_the_indices", three, indices([0, 4]))
    error("offsets_of_two_axes", three, indices([[0]]))
    error("offsets_for_rows", indices([[1, 2]]), indices([0]))
    error("no_offsets", three)
    error("indices_of_three_axes", indices([[[1]]]), None)
    error("indices_without_axes", indices(1), None)
    error("include_last_offset_without_any", indices([]), indices([]), include_last_offset=True)
    error("sample_weights_for_the_mean", three, indices([0]), draw.normal(3), mode="mean")
    error("sample_weights_for_the_max", three, indices([0]), draw.normal(3), mode="max")
    error("sample_weights_of_another_shape", three, indices([0]), draw.normal(2), mode="sum")
    error("max_scale_grad_by_freq", three, indices([0]), mode="max", scale_grad_by_freq=True)
    error("padding_idx_beyond", three, indices([0]), padding_idx=4)
    error("padding_idx_below", three, indices([0]), padding_idx=-5)
    error("an_index_beyond", indices([1, 4]), indices([0]))
    error("an_index_below", indices([1, -1]), indices([0]))
    return result


def cases():
    return plain() + sample_weights() + frequency() + sparse() + errors()
