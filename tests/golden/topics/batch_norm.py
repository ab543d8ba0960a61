"""BatchNorm: a layer that sees one or more batches, numbered from 0.

inputs: weight, bias, running_mean, running_var, num_batches_tracked as they begin (absent where the
layer has none), input_i, cotangent_i. outputs: output_i and the three statistics after batch i.
gradients: input_i, weight_i, bias_i, of batch i alone. settings.training has one flag for each batch;
momentum null is the cumulative average.
"""

import torch
from torch import nn

from common import Draw, case, error_case, exact, leaf

SHAPES = {"2d": (3, 2), "3d": (2, 2, 2), "4d": (2, 2, 1, 2), "5d": (2, 2, 1, 2, 1)}
KINDS = {2: nn.BatchNorm1d, 3: nn.BatchNorm1d, 4: nn.BatchNorm2d, 5: nn.BatchNorm3d}
BUFFERS = ("running_mean", "running_var", "num_batches_tracked")


def layer(name, shape, fresh=False, **options):
    """A BatchNorm for input of this shape, with drawn weights and statistics unless it is to be fresh."""
    result = KINDS[len(shape)](shape[1], **options)
    if not fresh:
        draw, n = Draw(f"batch_norm/{name}/layer"), shape[1]
        with torch.no_grad():
            if result.affine:
                result.weight.copy_(draw.normal(n))
                result.bias.copy_(draw.normal(n))
            if result.running_mean is not None:
                result.running_mean.copy_(draw.normal(n))
                result.running_var.copy_(draw.uniform(0.5, 2.0, n))
    return result


def sequence(name, norm, batches, training=True, shift=0.0, **extra):
    """training: one flag, or one for each batch. batches: shapes to draw, or tensors. A shift is added to
    input and running mean after the computation: PyTorch keeps only ten digits of the output at a mean of 1e6."""
    flags = training if isinstance(training, list) else [training] * len(batches)
    settings = {
        "layer": type(norm).__name__,
        "num_features": norm.num_features,
        "eps": norm.eps,
        "momentum": norm.momentum,
        "affine": norm.affine,
        "track_running_stats": norm.track_running_stats,
        "training": flags,
        **extra,
    }
    inputs, outputs, gradients = {k: v.clone() for k, v in norm.state_dict().items()}, {}, {}
    for i, (batch, flag) in enumerate(zip(batches, flags)):
        draw = Draw(f"batch_norm/{name}/{i}")
        x = leaf(batch if torch.is_tensor(batch) else draw.normal(*batch, scale=1.5, mean=0.5))
        norm.train(flag).zero_grad()
        y = norm(x)
        cotangent = draw.normal(*y.shape)
        inputs.update({f"input_{i}": x.detach() + shift, f"cotangent_{i}": cotangent})
        outputs[f"output_{i}"] = y
        outputs.update(
            {f"{k}_{i}": getattr(norm, k).clone() for k in BUFFERS if getattr(norm, k) is not None}
        )
        if shift:
            outputs[f"running_mean_{i}"] += shift
        if y.requires_grad:
            y.backward(cotangent)
            gradients[f"input_{i}"] = x.grad
            gradients.update(
                {f"{k}_{i}": p.grad.clone() for k, p in norm.named_parameters() if p.grad is not None}
            )
    return case(name, settings, inputs, outputs, gradients)


def every_mode():
    result = []
    for label, shape in SHAPES.items():
        for training in (True, False):
            for affine in (True, False):
                for tracking in (True, False):
                    name = "_".join(
                        [
                            label,
                            "train" if training else "eval",
                            "affine" if affine else "plain",
                            "tracking" if tracking else "without_statistics",
                        ]
                    )
                    norm = layer(name, shape, affine=affine, track_running_stats=tracking)
                    result.append(sequence(name, norm, [shape], training))
    return result


def statistics():
    result = []

    def add(name, batches, training=True, **options):
        shape = tuple(batches[0].shape) if torch.is_tensor(batches[0]) else batches[0]
        result.append(sequence(name, layer(name, shape, **options), batches, training))

    add("fresh_layer_with_defaults", [(3, 2)] * 2, fresh=True)
    add("several_batches_of_different_size", [(3, 2), (2, 2), (4, 2)])
    add("several_batches_3d", [(2, 2, 2), (1, 2, 3)])
    add("several_batches_4d", [(2, 2, 1, 2), (1, 2, 2, 2)])
    add("several_batches_5d", [(2, 2, 1, 2, 1), (1, 2, 1, 2, 2)])
    add("momentum_none_is_the_cumulative_average", [(3, 2), (2, 2), (4, 2)], momentum=None)
    add("momentum_none_3d_fresh", [(2, 2, 2), (1, 2, 3)], momentum=None, fresh=True)
    add("momentum_none_4d_fresh", [(2, 2, 1, 2), (1, 2, 1, 3)], momentum=None, fresh=True)
    add("momentum_none_5d_fresh", [(2, 2, 1, 2, 1), (1, 2, 3, 1, 1)], momentum=None, fresh=True)
    add("momentum_none_eval_batches_do_not_count", [(3, 2)] * 3, [True, False, True], momentum=None)
    add("momentum_zero_keeps_statistics_but_counts", [(3, 2)] * 2, momentum=0.0)
    add("momentum_one_takes_the_last_batch", [(4, 2), (3, 2)], momentum=1.0)
    add("momentum_0.9", [(3, 2)] * 2, momentum=0.9)
    add("train_eval_train_eval", [(3, 2)] * 4, [True, False, True, False])
    add("running_variance_is_unbiased_two_values", [(2, 2)], momentum=1.0)
    add("one_row_with_spatial_extent_3d", [(1, 2, 4)])
    add("one_row_with_spatial_extent_4d", [(1, 2, 1, 2)])
    add("one_row_with_spatial_extent_5d", [(1, 2, 1, 1, 2)])
    add("one_row_in_eval", [(1, 2)], False)
    add("one_value_in_eval_5d", [(1, 2, 1, 1, 1)], False)
    for eps in (1e-3, 0.1, 1e-12):
        add(f"eps_{eps}", [(3, 2)] * 2, [True, False], eps=eps)

    constant = torch.cat([torch.full((3, 1), 1.5), Draw("batch_norm/constant").normal(3, 1)], 1)
    add("zero_variance_with_eps_gives_bias", [constant], momentum=1.0)
    for label, shape, mean in (
        ("2d", (16, 1), 1e6),
        ("3d", (4, 1, 4), 1e6),
        ("4d", (4, 1, 2, 2), -1e6),
        ("5d", (4, 1, 2, 1, 2), 1e6),
    ):
        name = f"large_mean_{label}_float32_must_match"
        norm = layer(name, shape, fresh=True, momentum=1.0)
        batch = (
            torch.round(Draw("batch_norm/" + name).normal(*shape) * 16) / 16
        )  # as float32 holds it near 1e6
        result.append(sequence(name, norm, [batch], shift=mean, note="computed before the input was shifted"))
    for label, shape in (
        ("2d", (0, 2)),
        ("3d", (0, 2, 3)),
        ("4d", (0, 2, 2, 2)),
        ("5d", (0, 2, 2, 1, 2)),
        ("no_length", (2, 2, 0)),
    ):
        for training in (True, False):
            add(f"empty_batch_{label}_{'train_counts_only' if training else 'eval'}", [shape], training)
    add("empty_batch_momentum_none_then_full", [(0, 2), (3, 2)], momentum=None)
    return result


def special():
    result = []
    if torch.__version__.startswith("1."):
        name = "zero_variance_with_eps_zero_has_inverse_std_zero"
        norm = layer(name, (3, 2), eps=0.0)
        constant = torch.cat([torch.full((3, 1), 1.5), Draw("batch_norm/constant").normal(3, 1)], 1)
        result.append(
            sequence(
                name,
                norm,
                [constant],
                note="PyTorch 2 refuses eps 0 in training; these are the numbers of 1.13",
            )
        )

    name = "affine_without_bias"
    norm = layer(name, (3, 2))
    norm.bias = None
    result.append(sequence(name, norm, [(3, 2)] * 2, [True, False], bias=False))

    name = "frozen_weight_and_bias_still_update_statistics"
    norm = layer(name, (3, 2))
    norm.requires_grad_(False)
    result.append(sequence(name, norm, [(3, 2)] * 2, frozen=True))

    name = "no_grad_still_updates_statistics"
    with torch.no_grad():
        result.append(sequence(name, layer(name, (3, 2)), [(3, 2)] * 2, grad_mode=False))

    name = "tracking_off_leaves_existing_statistics_alone_in_training"
    norm = layer(name, (3, 2))
    norm.track_running_stats = False
    result.append(
        sequence(
            name,
            norm,
            [(3, 2)] * 2,
            [True, False],
            note="made with statistics, tracking switched off; eval reads them",
        )
    )

    name = "state_without_counter_loads_as_zero"
    norm = layer(name, (3, 2), momentum=None)
    state = {key: value for key, value in norm.state_dict().items() if key != "num_batches_tracked"}
    norm = nn.BatchNorm1d(2, momentum=None)
    norm.load_state_dict(state)
    result.append(sequence(name, norm, [(3, 2)] * 2, note="a state without num_batches_tracked was loaded"))

    name = "transposed_input"
    x = Draw("batch_norm/" + name).normal(2, 3, 4).transpose(0, 2)
    result.append(
        sequence(name, layer(name, (4, 3, 2)), [x], note="the input is a transposed view of (2, 3, 4)")
    )
    return result


def errors():
    result = []

    def add(name, norm, shape, training=True, **extra):
        settings = {
            "layer": type(norm).__name__,
            "num_features": norm.num_features,
            "training": [training],
            "track_running_stats": norm.track_running_stats,
            **extra,
        }
        result.append(
            error_case(
                name,
                settings,
                {"input_0": torch.ones(shape)},
                lambda: norm.train(training)(torch.ones(shape)),
            )
        )

    counted = {"note": "PyTorch counts the refused batch, nnlite does not"}
    add("one_value_per_channel_in_training_is_an_error", nn.BatchNorm1d(2), (1, 2), **counted)
    add("one_value_per_channel_3d_is_an_error", nn.BatchNorm1d(2), (1, 2, 1), **counted)
    add("one_value_per_channel_4d_is_an_error", nn.BatchNorm2d(2), (1, 2, 1, 1), **counted)
    add("one_value_per_channel_5d_is_an_error", nn.BatchNorm3d(2), (1, 2, 1, 1, 1), **counted)
    add(
        "one_value_per_channel_in_eval_without_statistics_is_an_error",
        nn.BatchNorm1d(2, track_running_stats=False),
        (1, 2),
        False,
    )
    add("channels_differ_in_training_is_an_error", nn.BatchNorm1d(2), (4, 3), **counted)
    add("channels_differ_in_eval_is_an_error", nn.BatchNorm1d(2), (4, 3), False)
    add("batch_norm_1d_refuses_1d", nn.BatchNorm1d(2), (2,))
    add("batch_norm_1d_refuses_4d", nn.BatchNorm1d(2), (2, 2, 2, 2))
    add("batch_norm_2d_refuses_2d", nn.BatchNorm2d(2), (4, 2))
    add("batch_norm_2d_refuses_3d", nn.BatchNorm2d(2), (2, 2, 2))
    add("batch_norm_2d_refuses_5d", nn.BatchNorm2d(2), (2, 2, 2, 2, 2))
    add("batch_norm_3d_refuses_4d", nn.BatchNorm3d(2), (2, 2, 2, 2))
    add("batch_norm_3d_refuses_6d", nn.BatchNorm3d(2), (2, 2, 2, 2, 2, 2))
    return result


def cases():
    return every_mode() + statistics() + special() + errors()
