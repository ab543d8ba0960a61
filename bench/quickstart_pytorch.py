#!/usr/bin/env python3
"""The quickstart's training in PyTorch on one thread: milliseconds a step, to hold against what
`quickstart --threads 1` prints."""
import argparse
import math
import re
import time

import torch
from torch import nn

CONTEXT, STEPS_OF_SCHEDULE, WARM_UP = 5, 20_000, 50


def samples(path):
    contexts, targets = [], []
    with open(path, encoding="utf-8") as file:
        words = [line for line in file.read().split("\n") if re.fullmatch("[a-z]+", line)]
    for i, word in enumerate(words):
        if i % 10 == 9:
            continue
        symbols = [0] * CONTEXT + [ord(letter) - 96 for letter in word] + [0]
        for end in range(CONTEXT, len(symbols)):
            contexts.append(symbols[end - CONTEXT : end])
            targets.append(symbols[end])
    return torch.tensor(contexts), torch.tensor(targets)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", default="/usr/share/dict/words")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=256)
    args = parser.parse_args()
    torch.set_num_threads(1)
    contexts, targets = samples(args.file)
    model = nn.Sequential(
        nn.Embedding(27, 16),
        nn.Flatten(),
        nn.Linear(80, 256, bias=False),
        nn.BatchNorm1d(256),
        nn.Tanh(),
        nn.Linear(256, 27),
    )
    sgd = torch.optim.SGD(model.parameters(), lr=0.5)
    for step in range(WARM_UP + args.steps):
        if step == WARM_UP:
            start = time.perf_counter()
        sgd.param_groups[0]["lr"] = 0.25 * (1 + math.cos(math.pi * step / STEPS_OF_SCHEDULE))
        drawn = torch.randint(0, len(targets), (args.batch,))
        loss = nn.functional.cross_entropy(model(contexts[drawn]), targets[drawn])
        sgd.zero_grad(set_to_none=True)
        loss.backward()
        sgd.step()
        value = loss.item()
    elapsed = time.perf_counter() - start
    print(f"PyTorch {torch.__version__}: {1000 * elapsed / args.steps:.3f} ms a step, last loss {value:.4f}")


if __name__ == "__main__":
    main()
