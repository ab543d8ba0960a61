"""The same training in PyTorch, where /usr/bin/python3 has it, from the same weights, which travel as files."""

import json
import subprocess

import numpy as np
import pytest

import nnlite
from nnlite import nn, optim

THEIRS = """
import json, sys
import numpy as np
import torch
from torch import nn

def model():
    return nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.GELU(), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(64, 8), nn.LayerNorm(8), nn.Tanh(), nn.Linear(8, 3)).double()

data = np.load(sys.argv[1])
net = model()
net.load_state_dict({name: torch.from_numpy(data[name]) for name in net.state_dict()})
x, y = torch.from_numpy(data["x"]), torch.from_numpy(data["y"])
make = getattr(torch.optim, sys.argv[2])
optimizer = make(net.parameters(), **json.loads(sys.argv[3]))
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.05, 20, cycle_momentum=False)
losses = []
for step in range(12):
    loss = nn.functional.cross_entropy(net(x), y, label_smoothing=0.1)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    losses.append(loss.item())
net.eval()
print(json.dumps([losses, net(x).tolist()]))
"""


def has_torch():
    probe = subprocess.run(["/usr/bin/python3", "-c", "import torch, numpy"], capture_output=True)
    return probe.returncode == 0


@pytest.mark.parametrize(
    "name, settings",
    [
        ("SGD", dict(lr=0.01, momentum=0.9, nesterov=True, weight_decay=0.01)),
        ("Adam", dict(lr=0.01, amsgrad=True)),
        ("AdamW", dict(lr=0.01, weight_decay=0.1)),
        ("RMSprop", dict(lr=0.01, centered=True)),
        ("Adagrad", dict(lr=0.01, lr_decay=0.1)),
    ],
)
def test_a_training_gives_pytorchs_numbers(name, settings, tmp_path):
    try:
        if not has_torch():
            pytest.skip("no PyTorch")
    except FileNotFoundError:
        pytest.skip("no /usr/bin/python3")
    f64 = dict(dtype="float64")
    nnlite.manual_seed(1)
    net = nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1, **f64), nn.BatchNorm2d(4, **f64), nn.GELU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(64, 8, **f64), nn.LayerNorm(8, **f64), nn.Tanh(), nn.Linear(8, 3, **f64),
    )  # fmt: skip
    random = np.random.default_rng(2)
    x, y = random.normal(size=(6, 1, 8, 8)), random.integers(0, 3, 6)
    np.savez(tmp_path / "data.npz", x=x, y=y, **{name: tensor.numpy() for name, tensor in net.state_dict().items()})
    command = ["/usr/bin/python3", "-c", THEIRS, tmp_path / "data.npz", name, json.dumps(settings)]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    losses, outputs = json.loads(done.stdout)

    optimizer = getattr(optim, name)(net.parameters(), **settings)
    schedule = optim.lr_scheduler.OneCycleLR(optimizer, 0.05, 20, cycle_momentum=False)
    xs, ys, ours = nnlite.tensor(x), nnlite.tensor(y), []
    for _ in range(12):
        loss = nn.functional.cross_entropy(net(xs), ys, label_smoothing=0.1)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        ours.append(loss.item())
    np.testing.assert_allclose(ours, losses, rtol=1e-8)
    np.testing.assert_allclose(net.eval()(xs).numpy(), outputs, rtol=1e-6, atol=1e-9)
