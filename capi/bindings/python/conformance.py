"""The conformance program (see ../CONFORMANCE.md)."""

import os

import numpy as np

import nnlite
from nnlite import nn, optim
from nnlite.autograd import custom_op
from nnlite.data import DataLoader

F = nn.functional


class Numbers:
    def __init__(self):
        self.state = 1

    def draw(self):
        self.state = self.state * 16807 % 2147483647
        return self.state

    def draw_unit(self):
        return self.draw() % 1000 / 500 - 1


def hexadecimal(value):
    """As C's %.13a."""
    head, power = value.hex().split("p")
    return f"{head}p{power}" if "." in head else f"{head}.{'0' * 13}p{power}"


def print_loss(name, step, value):
    print(name, step, hexadecimal(value))


def print_file(name, model):
    path = f"conformance-python-{name}.safetensors"
    model.save(path)
    with open(path, "rb") as file:
        data = file.read()
    os.remove(path)
    fnv = 14695981039346656037
    for byte in data:
        fnv = (fnv ^ byte) * 1099511628211 % 2**64
    print(name, "file", len(data), f"{fnv:016x}")


def words():
    numbers = Numbers()
    letters = np.array([numbers.draw() % 27 for _ in range(4096 + 5)], np.int32)
    contexts = nnlite.tensor(np.stack([letters[i : i + 5] for i in range(4096)]))
    targets = nnlite.tensor(letters[5:])
    model = nn.Sequential(
        nn.Embedding(27, 16),
        nn.Flatten(),
        nn.Linear(80, 256, bias=False),
        nn.BatchNorm1d(256),
        nn.Tanh(),
        nn.Linear(256, 27),
    )
    sgd = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    loader = DataLoader((contexts, targets), batch_size=32, shuffle=True, seed=3, drop_last=True)
    for step, (x, y) in zip(range(1, 201), loader.forever()):
        loss = F.cross_entropy(model(x), y)
        sgd.zero_grad()
        loss.backward()
        sgd.step()
        print_loss("words", step, loss.item())
    print_file("words", model)


def images():
    numbers = Numbers()
    pixels = np.array([numbers.draw_unit() for _ in range(64 * 144)]).astype(np.float32)
    pictures = nnlite.tensor(pixels.reshape(64, 1, 12, 12))
    labels = nnlite.tensor([numbers.draw() % 4 for _ in range(64)])
    model = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.LeakyReLU(0.1),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(16, 4),
    )
    adamw = optim.AdamW(model.parameters(), lr=0.01)
    loader = DataLoader((pictures, labels), batch_size=16)
    loss = nn.CrossEntropyLoss()
    for step, (x, y) in zip(range(1, 61), loader.forever()):
        print_loss("images", step, nnlite.train_step(model, loss, adamw, x, y))
    model.eval()
    with nnlite.no_grad():
        print("images mean", hexadecimal(model(pictures).mean().item()))
    print_file("images", model)


def cube(x):
    x = x.numpy(copy=False)
    return nnlite.tensor(x * x * x)


def cube_backward(given):
    x, gradient = given.inputs[0].numpy(copy=False), given.output_gradient.numpy(copy=False)
    return nnlite.tensor(3 * x * x * gradient)


def no_cube(x):
    raise RuntimeError("no cube today")


def custom():
    numbers = Numbers()
    inputs = nnlite.tensor(np.array([numbers.draw_unit() for _ in range(96)]).reshape(32, 3))
    targets = nnlite.tensor(np.array([numbers.draw_unit() for _ in range(32)]).reshape(32, 1))
    first = nn.Linear(3, 4, dtype=nnlite.float64)
    second = nn.Linear(4, 1, dtype=nnlite.float64)
    sgd = optim.SGD([*first.parameters(), *second.parameters()], lr=0.05)
    for step in range(1, 51):
        loss = F.mse_loss(second(custom_op("cube", [first(inputs)], cube, cube_backward)), targets)
        sgd.zero_grad()
        loss.backward()
        sgd.step()
        print_loss("custom", step, loss.item())
    try:
        custom_op("cube", [inputs], no_cube)
    except nnlite.Error as error:
        if "no cube today" in str(error):
            print("custom failed", error.status)


for case in (words, images, custom):
    with nnlite.Context(seed=7):
        case()
left = nnlite.live_handles()
if left != 0:
    raise SystemExit(f"conformance: {left} handles were not released")
