#!/usr/bin/env python3
"""The training of quickstart.c from Python, with nothing but ctypes and nnlite.h: the same losses to the last bit."""
import argparse
import array
import ctypes
import math
import re
import sys
import time

import nnlite_header


SYMBOLS, CONTEXT, DIM, HIDDEN = 27, 5, 16, 256


def read_words(path):
    with open(path, "rb") as file:
        lines = (line[:-1] if line.endswith(b"\r") else line for line in file.read().split(b"\n"))
        return [line for line in lines if re.fullmatch(rb"[a-z]+", line)]


def make_samples(words):
    contexts, targets = array.array("i"), array.array("i")
    for word in words:
        symbols = [0] * CONTEXT + [letter - ord("a") + 1 for letter in word] + [0]
        for end in range(CONTEXT, len(symbols)):
            contexts.extend(symbols[end - CONTEXT : end])
            targets.append(symbols[end])
    return contexts, targets


def make_data(nn, context, samples):
    """Two tensors: contexts [count, CONTEXT] and targets [count]."""
    shape = (ctypes.c_int64 * 2)(len(samples[1]), CONTEXT)
    return [
        nn.make("nnl_tensor_from_data", context, nn.NNL_I32, rank, shape, data.tobytes(), 4 * len(data))
        for rank, data in zip((2, 1), samples)
    ]


def make_model(nn, context):
    layers = [
        nn.make("nnl_embedding_create", context, SYMBOLS, DIM, None),
        nn.make("nnl_flatten_create", context),
        nn.make("nnl_linear_create", context, CONTEXT * DIM, HIDDEN, nn.options("linear", bias=0)),
        nn.make("nnl_batch_norm1d_create", context, HIDDEN, None),
        nn.make("nnl_tanh_create", context),
        nn.make("nnl_linear_create", context, HIDDEN, SYMBOLS, None),
    ]
    model = nn.make("nnl_sequential_create", context, len(layers), (ctypes.c_int64 * len(layers))(*layers))
    for layer in layers:
        nn.nnl_module_release(layer)
    return model


def make_sgd(nn, model):
    count = nn.make("nnl_module_num_parameters", model)
    parameters = [nn.make("nnl_module_parameter", model, i) for i in range(count)]
    optimizer = nn.make("nnl_sgd_create", count, (ctypes.c_int64 * count)(*parameters), None)
    for parameter in parameters:
        nn.nnl_tensor_release(parameter)
    return optimizer


def next_batch(nn, loader):
    """Contexts and targets, or two zeros at the end of an epoch."""
    batch = (ctypes.c_int64 * 2)()
    nn.nnl_loader_next(loader, 2, batch)
    return list(batch)


def batch_loss(nn, model, batch):
    logits = nn.make("nnl_module_forward", model, batch[0])
    loss = nn.make("nnl_cross_entropy", logits, batch[1], None)
    nn.nnl_tensor_release(logits)
    return loss


def train_step(nn, model, optimizer, loader, learning_rate):
    """One step; the loss."""
    batch = next_batch(nn, loader)
    if batch[0] == 0:
        batch = next_batch(nn, loader)
    loss = batch_loss(nn, model, batch)
    nn.nnl_optimizer_zero_grad(optimizer)
    nn.nnl_tensor_backward(loss, 0, 0)
    nn.nnl_optimizer_set_learning_rate(optimizer, 0, learning_rate)
    nn.nnl_optimizer_step(optimizer)
    value = nn.make("nnl_tensor_item", loss)
    for tensor in (loss, *batch):
        nn.nnl_tensor_release(tensor)
    return value


def train(nn, model, data, options):
    """Every step's loss."""
    optimizer = make_sgd(nn, model)
    settings = nn.options(
        "loader",
        sampling=nn.NNL_SAMPLING_REPLACEMENT,
        last_batch=nn.NNL_LAST_BATCH_DROP,
        batch_size=options.batch,
        seed=options.seed,
    )
    loader = nn.make("nnl_loader_create", 2, (ctypes.c_int64 * 2)(*data), settings)
    losses = []
    start = time.monotonic()
    for step in range(options.steps):
        learning_rate = 0.5 * 0.5 * (1.0 + math.cos(math.pi * step / options.steps))
        losses.append(train_step(nn, model, optimizer, loader, learning_rate))
        done = step + 1
        if done % 1000 == 0 or done == options.steps:
            rate = done / (time.monotonic() - start)
            print(f"{done}/{options.steps}  loss {losses[-1]:.4f}  {rate:.0f} steps/s", file=sys.stderr)
    nn.nnl_loader_release(loader)
    nn.nnl_optimizer_release(optimizer)
    return losses


def evaluate(nn, model, data):
    """The mean loss over all samples, in inference mode."""
    nn.nnl_module_train(model, 0)
    nn.nnl_set_grad_enabled(0)
    loader = nn.make("nnl_loader_create", 2, (ctypes.c_int64 * 2)(*data), nn.options("loader", batch_size=4096))
    total, samples = 0.0, 0
    while (batch := next_batch(nn, loader))[0] != 0:
        loss = batch_loss(nn, model, batch)
        count = nn.make("nnl_tensor_count", batch[1])
        total += nn.make("nnl_tensor_item", loss) * count
        samples += count
        for tensor in (loss, *batch):
            nn.nnl_tensor_release(tensor)
    nn.nnl_loader_release(loader)
    nn.nnl_set_grad_enabled(1)
    return total / samples


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("library", help="libnnlite.so")
    parser.add_argument("header", help="nnlite.h")
    parser.add_argument("--file", default="/usr/share/dict/words", help="the word list (%(default)s)")
    parser.add_argument("--steps", type=int, default=20000, help="training steps (%(default)s)")
    parser.add_argument("--batch", type=int, default=256, help="samples a step (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="start of all random numbers (%(default)s)")
    parser.add_argument("--threads", type=int, default=0, help="threads; 0 uses all processors (%(default)s)")
    parser.add_argument("--losses", help="write each step's loss there as a hexadecimal float")
    return parser.parse_args()


def main():
    options = parse_options()
    nn = nnlite_header.Library(options.library, options.header)
    words = read_words(options.file)
    samples = [
        make_samples([word for i, word in enumerate(words) if (i % 10 == 9) == validation])
        for validation in (False, True)
    ]
    if not samples[1][1] or len(samples[0][1]) < options.batch:
        raise ValueError(f"{options.file}: has too few words")
    context = nn.make("nnl_context_create", None)
    nn.nnl_context_set_threads(context, options.threads)
    nn.nnl_context_seed(context, options.seed)
    training, validation = (make_data(nn, context, part) for part in samples)
    model = make_model(nn, context)
    losses = train(nn, model, training, options)
    if options.losses:
        with open(options.losses, "w", encoding="ascii") as file:
            file.writelines(f"{loss.hex()}\n" for loss in losses)
    print(f"Validation loss {evaluate(nn, model, validation):.4f} nats a character")
    nn.nnl_module_release(model)
    for tensor in (*training, *validation):
        nn.nnl_tensor_release(tensor)
    nn.nnl_context_release(context)


if __name__ == "__main__":
    try:
        main()
    except (nnlite_header.Error, OSError, ValueError) as error:
        sys.exit(f"quickstart.py: {error}")
