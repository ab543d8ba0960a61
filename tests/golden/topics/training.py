"""Whole runs from given weights on given batches. inputs: the weights by state name, inputs and targets of
the batches, which are taken in turn for "steps" steps -> outputs: losses, the final weights and statistics by state name, and the total norms before
clipping where there is clipping. probe is an input whose output in inference mode is probe_output_before
and, at the end, probe_output. gradients: those of the first step by state name.
"""

import torch
import torch.nn.functional as F
from torch import nn

from common import Draw, case, exact


def inject(model, name):
    """Draws every parameter on the scale of its fan-in; statistics stay as constructed."""
    draw = Draw(f"training/{name}/weights")
    with torch.no_grad():
        for key, p in model.named_parameters():
            if isinstance(model.get_submodule(key.rsplit(".", 1)[0]), nn.modules.batchnorm._BatchNorm):
                continue
            scale = (
                p.shape[1] ** -0.5
                if p.dim() == 2 and not isinstance(model[int(key.split(".")[0])], nn.Embedding)
                else 1.0
            )
            p.copy_(draw.normal(*p.shape, scale=scale if p.dim() == 2 else 0.25))


def run(name, model, x, target, loss, sgd, max_norm=None, probe=None, steps=None, **settings):
    """One step for each x[i], target[i], or `steps` of them, again from the first after the last; probe is an
    input for the model in inference mode before and after."""
    steps = steps or len(x)
    inject(model, name)
    inputs = {key: value.clone() for key, value in model.state_dict().items()}
    inputs.update({"input": x, "target": target})
    outputs, gradients, losses, norms = {}, {}, [], []
    if probe is not None:
        inputs["probe"] = probe
        outputs["probe_output_before"] = model.eval()(probe)
    optimizer = torch.optim.SGD(model.parameters(), **sgd)
    model.train()
    for step in range(steps):
        optimizer.zero_grad()
        value = loss(model(x[step % len(x)]), target[step % len(x)])
        value.backward()
        if step == 0:
            gradients = {key: p.grad.clone() for key, p in model.named_parameters()}
        if max_norm is not None:
            norms.append(nn.utils.clip_grad_norm_(model.parameters(), max_norm))
        optimizer.step()
        losses.append(value.detach())
    outputs.update(model.state_dict())
    outputs["losses"] = torch.stack(losses)
    if norms:
        outputs["norms"] = torch.stack(norms)
    if probe is not None:
        outputs["probe_output"] = model.eval()(probe)
    settings.update(sgd, steps=steps, batch=x.shape[1], max_norm=max_norm, loss=loss.__name__)
    return case(name, settings, inputs, outputs, gradients)


def cases():
    result = []
    name = "language_model_embedding_batch_norm"
    draw = Draw("training/" + name)
    model = nn.Sequential(
        nn.Embedding(11, 4),
        nn.Flatten(),
        nn.Linear(12, 8, bias=False),
        nn.BatchNorm1d(8),
        nn.Tanh(),
        nn.Linear(8, 11),
    )
    result.append(
        run(
            name,
            model,
            draw.below(11, 20, 6, 3),
            draw.below(11, 20, 6),
            F.cross_entropy,
            {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 1e-2},
            probe=draw.below(11, 4, 3),
            layers="Embedding(11, 4), Flatten, Linear(12, 8, no bias), BatchNorm1d(8), Tanh, Linear(8, 11)",
        )
    )

    name = "regression_leaky_relu_clipped_by_norm"
    draw = Draw("training/" + name)
    model = nn.Sequential(nn.Linear(4, 6), nn.LeakyReLU(0.1), nn.Linear(6, 2))
    x = draw.normal(15, 5, 4)
    target = exact(torch.stack([x[..., 0] - x[..., 1], x[..., 2] * 0.5 + x[..., 3]], -1))
    result.append(
        run(
            name,
            model,
            x,
            target,
            F.mse_loss,
            {"lr": 0.125},
            max_norm=0.5,
            probe=draw.normal(3, 4),
            layers="Linear(4, 6), LeakyReLU(0.1), Linear(6, 2)",
        )
    )

    name = "embedding_padding_max_norm_frequency_batch_norm_3d"
    draw = Draw("training/" + name)

    class ChannelsFirst(nn.Module):
        def forward(self, x):
            return x.transpose(1, 2)

    model = nn.Sequential(
        nn.Embedding(7, 3, padding_idx=0, max_norm=1.5, scale_grad_by_freq=True),
        ChannelsFirst(),
        nn.BatchNorm1d(3, momentum=None),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(12, 5),
    )
    result.append(
        run(
            name,
            model,
            draw.below(7, 12, 5, 4),
            draw.below(5, 12, 5),
            F.cross_entropy,
            {"lr": 0.2, "momentum": 0.5, "dampening": 0.25, "weight_decay": 1e-2},
            probe=draw.below(7, 2, 4),
            layers="Embedding(7, 3, padding_idx 0, max_norm 1.5, scale_grad_by_freq), ChannelsFirst, "
            "BatchNorm1d(3, cumulative average), ReLU, Flatten, Linear(12, 5)",
            note="ChannelsFirst transposes axes 1 and 2; the padding row starts non-zero, so decay moves it; "
            "the first probe renormalises too",
        )
    )
    return result + long_cases()


def long_cases():
    """Fifty steps each with Nesterov's momentum and weight decay."""
    sgd = {"lr": 0.05, "momentum": 0.9, "nesterov": True, "weight_decay": 5e-3}
    name = "fifty_steps_of_an_mlp"
    draw = Draw("training/" + name)
    mlp = nn.Sequential(
        nn.Embedding(13, 5),
        nn.Flatten(),
        nn.Linear(20, 16),
        nn.BatchNorm1d(16),
        nn.ReLU(),
        nn.Linear(16, 8, bias=False),
        nn.BatchNorm1d(8),
        nn.Tanh(),
        nn.Linear(8, 6),
    )
    first = run(
        name,
        mlp,
        draw.below(13, 5, 8, 4),
        draw.below(6, 5, 8),
        F.cross_entropy,
        sgd,
        probe=draw.below(13, 3, 4),
        steps=50,
        layers="Embedding(13, 5), Flatten, Linear(20, 16), BatchNorm1d(16), ReLU, Linear(16, 8, no bias), "
        "BatchNorm1d(8), Tanh, Linear(8, 6)",
    )
    name = "fifty_steps_of_a_cnn"
    draw = Draw("training/" + name)
    cnn = nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1, bias=False),
        nn.BatchNorm2d(4),
        nn.LeakyReLU(0.1),
        nn.MaxPool2d(2),
        nn.Conv2d(4, 6, 3, stride=(1, 2), padding=(0, 1)),
        nn.BatchNorm2d(6),
        nn.LeakyReLU(0.1),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(6, 5),
    )
    second = run(
        name,
        cnn,
        draw.normal(4, 8, 1, 8, 8),
        draw.below(5, 4, 8),
        F.cross_entropy,
        sgd,
        probe=draw.normal(2, 1, 8, 8),
        steps=50,
        layers="Conv2d(1, 4, 3, padding 1, no bias), BatchNorm2d(4), LeakyReLU(0.1), MaxPool2d(2), "
        "Conv2d(4, 6, 3, stride (1, 2), padding (0, 1)), BatchNorm2d(6), LeakyReLU(0.1), AdaptiveAvgPool2d(1), "
        "Flatten, Linear(6, 5)",
    )
    return [first, second]
