"""The rules of BatchNorm that topic batch_norm shows for (N, C), for the other shapes; written like there."""

import torch

from common import Draw, error_case
from topics.batch_norm import KINDS, layer, sequence

SHAPES = {
    "3d": [(2, 2, 2), (1, 2, 2)],
    "4d": [(2, 2, 1, 2), (1, 2, 2, 1)],
    "5d": [(2, 2, 1, 1, 2), (1, 2, 1, 2, 1)],
}


def constant_channel(name, shape):
    """A batch whose first channel has the same value everywhere."""
    batch = Draw("batch_norm_shapes/" + name).normal(*shape)
    batch[:, 0] = 1.5
    return batch


def rules(label, shapes):
    first, second = shapes
    result = []

    def add(rule, batches=shapes, training=True, change=None, fresh=False, note=None, **options):
        name = f"{rule}_{label}"
        shape = tuple(batches[0].shape) if torch.is_tensor(batches[0]) else batches[0]
        norm = layer("shapes/" + name, shape, fresh=fresh, **options)
        extra = change(norm) if change else {}
        if note:
            extra = {**extra, "note": note}
        result.append(sequence(name, norm, batches, training, **extra))

    add("fresh_layer_with_defaults", fresh=True)
    add("momentum_none_is_the_cumulative_average", momentum=None)
    add("momentum_none_eval_batches_do_not_count", [first] * 3, [True, False, True], momentum=None)
    add("momentum_zero_keeps_statistics_but_counts", momentum=0.0)
    add("momentum_one_takes_the_last_batch", momentum=1.0)
    add("momentum_0.9", momentum=0.9)
    add("train_eval_train", [first, second, first], [True, False, True])
    add("running_variance_is_unbiased_two_values", [second], momentum=1.0)
    add("one_value_in_eval", [(1, 2) + (1,) * (len(first) - 2)], False)
    add("eps_0.1", training=[True, False], eps=0.1)
    add("zero_variance_with_eps_gives_bias", [constant_channel(label, first)], momentum=1.0)
    if torch.__version__.startswith("1."):
        add(
            "zero_variance_with_eps_zero_has_inverse_std_zero",
            [constant_channel(label, first)],
            eps=0.0,
            note="PyTorch 2 refuses eps 0 in training; these are the numbers of 1.13",
        )
    add("empty_batch_momentum_none_then_full", [(0,) + first[1:], first], momentum=None)
    add("empty_extent_train_counts_only", [first[:-1] + (0,)])
    add("empty_extent_eval", [first[:-1] + (0,)], False)

    def without_bias(norm):
        norm.bias = None
        return {"bias": False}

    def frozen(norm):
        norm.requires_grad_(False)
        return {"frozen": True}

    def tracking_off(norm):
        norm.track_running_stats = False
        return {"note": "made with statistics, tracking switched off; eval reads them"}

    def without_counter(norm):
        state = {key: value for key, value in norm.state_dict().items() if key != "num_batches_tracked"}
        norm.num_batches_tracked.fill_(7)
        loaded = KINDS[len(first)](2, momentum=None)
        loaded.load_state_dict(state)
        norm.load_state_dict(loaded.state_dict())
        return {"note": "a state without num_batches_tracked was loaded"}

    add("affine_without_bias", training=[True, False], change=without_bias)
    add("frozen_weight_and_bias_still_update_statistics", change=frozen)
    with torch.no_grad():
        add("no_grad_still_updates_statistics", change=lambda norm: {"grad_mode": False})
    add(
        "tracking_off_leaves_existing_statistics_alone_in_training",
        training=[True, False],
        change=tracking_off,
    )
    add("state_without_counter_loads_as_zero", change=without_counter, momentum=None)
    sizes = (2, 2, 2, 3, 1)[: len(first)]
    x = Draw("batch_norm_shapes/transposed/" + label).normal(*sizes).transpose(0, -1)
    add("transposed_input", [x], note="the input is a transposed view")
    return result


def errors(label, shapes):
    kind, result = KINDS[len(shapes[0])], []

    def add(name, shape, training=True, tracking=True, **extra):
        norm = kind(2, track_running_stats=tracking)
        result.append(
            error_case(
                f"{name}_{label}",
                {
                    "layer": kind.__name__,
                    "num_features": 2,
                    "training": [training],
                    "track_running_stats": tracking,
                    **extra,
                },
                {"input_0": torch.ones(shape)},
                lambda: norm.train(training)(torch.ones(shape)),
            )
        )

    one = (1, 2) + (1,) * (len(shapes[0]) - 2)
    add("one_value_per_channel_in_eval_without_statistics_is_an_error", one, False, False)
    more = shapes[0][:1] + (3,) + shapes[0][2:]
    add(
        "channels_differ_in_training_is_an_error",
        more,
        note="PyTorch counts the refused batch, nnlite does not",
    )
    add("channels_differ_in_eval_is_an_error", more, False)
    return result


def cases():
    result = []
    for label, shapes in SHAPES.items():
        result += rules(label, shapes) + errors(label, shapes)
    return result
