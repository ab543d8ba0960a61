"""Learns which letter follows five others, from the words of this very text, and then invents a few words."""

import re

import numpy as np

import nnlite
from nnlite import nn, optim
from nnlite.data import DataLoader

LENGTH, LETTERS = 5, 27  # a to z, and 0 around a word

words = re.findall("[a-z]+", (nnlite.__doc__ + nn.Module.__doc__ + nnlite.fit.__doc__).lower())
rows, targets = [], []
for word in words:
    symbols = [0] * LENGTH + [ord(letter) - ord("a") + 1 for letter in word] + [0]
    for end in range(LENGTH, len(symbols)):
        rows.append(symbols[end - LENGTH : end])
        targets.append(symbols[end])

nnlite.manual_seed(1)  # initial weights and the loader's order are the same on every run
x, y = nnlite.tensor(rows), nnlite.tensor(targets)
model = nn.Sequential(
    nn.Embedding(LETTERS, 16),
    nn.Flatten(),
    nn.Linear(LENGTH * 16, 128, bias=False),
    nn.BatchNorm1d(128),
    nn.Tanh(),
    nn.Linear(128, LETTERS),
)
print(model.summary(x[:2]))

# The training loop as PyTorch has it; nnlite.fit does the same in one call.
sgd = optim.SGD(model.parameters(), lr=0.2, momentum=0.9)
schedule = optim.lr_scheduler.CosineAnnealingLR(sgd, T_max=20)
loader = DataLoader((x, y), batch_size=64, shuffle=True, drop_last=True, seed=1)
for epoch in range(20):
    for contexts, letters in loader:
        loss = nn.functional.cross_entropy(model(contexts), letters)
        sgd.zero_grad()
        loss.backward()
        sgd.step()
    schedule.step()
print(f"loss {loss.item():.3f} after {len(words)} words, {20 * len(loader)} steps")

# Inference: batch norms use their running statistics, and nothing is recorded.
model.eval()
random = np.random.default_rng(1)
with nnlite.no_grad():
    for _ in range(5):
        symbols = [0] * LENGTH
        while len(symbols) == LENGTH or (symbols[-1] != 0 and len(symbols) < 20):
            odds = model(nnlite.tensor([symbols[-LENGTH:]])).softmax(-1).numpy()[0].astype(float)
            symbols.append(int(random.choice(LETTERS, p=odds / odds.sum())))
        print("".join(chr(ord("a") + symbol - 1) for symbol in symbols if symbol))
