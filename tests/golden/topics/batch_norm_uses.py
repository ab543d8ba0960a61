"""What is done with batch norms in a model, by use.

settings: use (frozen, micro_batches, recalibrate, fold), layer, momentum, and training (recalibrate: whether the
model is in training mode). Parameters and buffers stand among inputs and outputs under their names.

frozen         inputs x, cotangent; outputs output and buffers; gradients of x, weight, bias: a batch norm in
               evaluation mode inside a model in training mode
micro_batches  inputs micro_i; outputs buffers after one batch of all of them
recalibrate    inputs x, of which batches of settings.batch_size are taken; outputs buffers after update_bn
fold           inputs x, linear.weight, linear.bias; outputs output (in evaluation mode), folded.weight, folded.bias
"""

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_linear_bn_eval
from torch.optim.swa_utils import update_bn

from common import Draw, case, leaf
from topics.batch_norm import layer


def _state(module):
    return {name: value.clone() for name, value in module.state_dict().items()}


def _buffers(module):
    return {name: value.clone() for name, value in module.named_buffers()}


def frozen(name, shape):
    norm = layer("uses/" + name, shape)
    draw = Draw("batch_norm_uses/" + name)
    model = nn.Sequential(norm)
    model.train()
    norm.eval()
    x, cotangent = leaf(draw.normal(*shape)), draw.normal(*shape)
    inputs = {"x": x.detach(), "cotangent": cotangent, **_state(norm)}
    output = model(x)
    output.backward(cotangent)
    return case(
        name,
        {"use": "frozen", "layer": type(norm).__name__},
        inputs,
        {"output": output, **_buffers(norm)},
        {"x": x.grad, "weight": norm.weight.grad, "bias": norm.bias.grad},
    )


def micro_batches(name, shapes, momentum=0.1, mean=0.0):
    norm = layer("uses/" + name, shapes[0], momentum=momentum)
    draw = Draw("batch_norm_uses/" + name)
    parts = [draw.normal(*shape, mean=mean + 2 * i) for i, shape in enumerate(shapes)]
    inputs = {**{f"micro_{i}": part for i, part in enumerate(parts)}, **_state(norm)}
    norm.train()(torch.cat(parts))
    return case(
        name,
        {"use": "micro_batches", "layer": type(norm).__name__, "momentum": momentum, "batches": len(parts)},
        inputs,
        _buffers(norm),
    )


def recalibrate(name, shape, batch_size, training, model=None):
    model = nn.Sequential(layer("uses/" + name, shape)) if model is None else model
    x = Draw("batch_norm_uses/" + name).normal(*shape, scale=2.0, mean=1.0)
    inputs = {"x": x, **_state(model)}
    model.train(training)
    update_bn(list(x.split(batch_size)), model)
    return case(
        name,
        {
            "use": "recalibrate",
            "layer": type(model[0]).__name__,
            "batch_size": batch_size,
            "training": training,
        },
        inputs,
        _buffers(model),
    )


def deep_model():
    draw = Draw("batch_norm_uses/deep_model")
    model = nn.Sequential(
        nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Tanh(), nn.Linear(4, 2), nn.BatchNorm1d(2, momentum=None)
    )
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(draw.normal(*parameter.shape))
    return model


def fold(name, bias, **options):
    draw = Draw("batch_norm_uses/" + name)
    linear, norm = nn.Linear(3, 2, bias=bias), layer("uses/" + name, (4, 2), **options)
    with torch.no_grad():
        for parameter in linear.parameters():
            parameter.copy_(draw.normal(*parameter.shape))
    x = draw.normal(4, 3)
    linear.eval()
    norm.eval()
    if options.get("affine", True):
        fused = fuse_linear_bn_eval(linear, norm)
    else:  # PyTorch 1.13 wants a weight
        full = nn.BatchNorm1d(2).eval()
        full.load_state_dict(norm.state_dict(), strict=False)
        fused = fuse_linear_bn_eval(linear, full)
    inputs = {"x": x, "linear.weight": linear.weight, **_state(norm)}
    if bias:
        inputs["linear.bias"] = linear.bias
    return case(
        name,
        {"use": "fold", "affine": options.get("affine", True), "eps": norm.eps},
        inputs,
        {"output": norm(linear(x)), "folded.weight": fused.weight, "folded.bias": fused.bias},
    )


def cases():
    return [
        frozen("frozen_2d", (3, 2)),
        frozen("frozen_3d", (2, 2, 3)),
        frozen("frozen_4d", (2, 2, 1, 2)),
        frozen("frozen_5d", (2, 2, 1, 2, 1)),
        frozen("frozen_one_value", (1, 2)),
        micro_batches("micro_batches_2d", [(3, 2), (2, 2), (4, 2)]),
        micro_batches("micro_batches_3d", [(2, 2, 3), (1, 2, 3)]),
        micro_batches("micro_batches_4d", [(1, 2, 2, 2), (2, 2, 2, 2)]),
        micro_batches("micro_batches_5d", [(1, 2, 2, 1, 2), (2, 2, 2, 1, 2)]),
        micro_batches("micro_batches_cumulative", [(3, 2), (2, 2)], momentum=None),
        micro_batches("micro_batches_with_an_empty_one", [(3, 2), (0, 2), (2, 2)]),
        micro_batches("micro_batches_all_empty", [(0, 2), (0, 2)]),
        micro_batches("micro_batches_far_from_zero", [(3, 2), (2, 2)], mean=1024.0),
        recalibrate("recalibrate_2d", (8, 2), 3, True),
        recalibrate("recalibrate_3d", (5, 2, 3), 2, False),
        recalibrate("recalibrate_4d", (5, 2, 1, 2), 2, True),
        recalibrate("recalibrate_5d", (4, 2, 1, 2, 1), 2, False),
        recalibrate("recalibrate_deep_model_in_training", (11, 3), 4, True, deep_model()),
        recalibrate("recalibrate_deep_model_in_inference", (11, 3), 4, False, deep_model()),
        fold("fold", True),
        fold("fold_without_bias", False),
        fold("fold_plain_batch_norm", True, affine=False),
        fold("fold_eps", True, eps=0.1),
    ]
