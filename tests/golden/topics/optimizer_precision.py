"""How far float32 steps end from float64 ones, in PyTorch: settings.worst_float32 for a parameter of 64
elements that starts at (i - 32) / 16, after settings.steps steps with the gradients
((7 step + 13 i) mod 64 - 31) / 64 (as a row-sparse gradient of all rows for SparseAdam); outputs param in
float64. settings.optimizer and settings.groups are as in optimizers.py.
"""

import torch

from common import case

STEPS, COUNT = 200, 64


def final(kind, options, dtype):
    p = torch.nn.Parameter((torch.arange(COUNT, dtype=dtype) - 32) / 16)
    optimizer = kind([p], **options)
    for step in range(STEPS):
        gradient = ((7 * step + 13 * torch.arange(COUNT)) % 64 - 31).to(dtype) / 64
        if kind is torch.optim.SparseAdam:
            gradient = torch.sparse_coo_tensor(torch.arange(COUNT).unsqueeze(0), gradient, p.shape)
        p.grad = gradient
        optimizer.step()
    return p.detach().double()


def cases():
    result = []
    for name, kind, options in [
        ("sgd", torch.optim.SGD, {"lr": 0.01, "momentum": 0.9, "weight_decay": 0.01}),
        ("adam", torch.optim.Adam, {"lr": 0.01}),
        ("adam_decay", torch.optim.Adam, {"lr": 0.01, "weight_decay": 0.01, "amsgrad": True}),
        ("adamw", torch.optim.AdamW, {"lr": 0.01}),
        ("sparse_adam", torch.optim.SparseAdam, {"lr": 0.01}),
        ("adagrad", torch.optim.Adagrad, {"lr": 0.1, "lr_decay": 0.01}),
        ("rmsprop", torch.optim.RMSprop, {"lr": 0.01}),
        ("rmsprop_centered", torch.optim.RMSprop, {"lr": 0.01, "centered": True, "momentum": 0.5}),
    ]:
        exact, rounded = final(kind, options, torch.float64), final(kind, options, torch.float32)
        settings = {
            "optimizer": kind.__name__,
            "groups": [{"parameters": [0], **options}],
            "steps": STEPS,
            "worst_float32": (exact - rounded).abs().max().item(),
        }
        result.append(case(name, settings, outputs={"param": exact}))
    return result
