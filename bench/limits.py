"""The least that a cell must do: bytes moved to and from memory, and flops in matrix products."""

import functools
import math

LOOKUPS, COLUMNS = 8192, 64
FLOAT = 4
GEMM_FLOPS = 2 * 2048**3
COPIED_BYTES = 2 * (256 << 20)


@functools.lru_cache
def distinct(rows, distribution, lookups=LOOKUPS):
    """How many rows so many look-ups are expected to touch; the distributions are those of cells.h."""
    if distribution == "uniform":
        return rows * -math.expm1(lookups * math.log1p(-1 / rows))
    total, first = 0.0, 0
    while first < rows:
        width = min(max(1, first // 1000), rows - first)
        share = math.log((first + 1 + width) / (first + 1)) / math.log(rows + 1) / width
        total += width * -math.expm1(lookups * math.log1p(-share))
        first += width
    return total


def sizes(text):
    return [int(size) for size in text.split("x")]


def embedding(passes_over_rows, passes_over_lookups):
    def least(rows, distribution):
        touched = distinct(int(rows), distribution)
        return COLUMNS * FLOAT * (passes_over_rows * touched + passes_over_lookups * LOOKUPS) + 8 * LOOKUPS, 0

    return least


def passes(count):
    """So many passes over a tensor of that shape."""
    return lambda shape: (count * FLOAT * math.prod(sizes(shape)), 0)


# Of a layer with weights: inputs read forward and backward and their gradient written, outputs written and their
# gradient read, weights read twice and their gradient written; three products.
def linear(shape):
    batch, inputs, outputs = sizes(shape)
    return FLOAT * (batch * (3 * inputs + 2 * outputs) + 3 * inputs * outputs), 6 * batch * inputs * outputs


def conv2d(shape):
    batch, inputs, height, width, outputs = sizes(shape)
    return (
        FLOAT * (batch * height * width * (3 * inputs + 2 * outputs) + 3 * 9 * inputs * outputs),
        6 * batch * height * width * inputs * outputs * 9,
    )


def dense(batch, *widths, first_gradient):
    """Flops of a perceptron's training step, and its parameters' bytes: read, read, and updated."""
    products = [a * b for a, b in zip(widths, widths[1:])]
    flops = 6 * batch * sum(products) - (0 if first_gradient else 2 * batch * products[0])
    return 4 * FLOAT * sum(products), flops


def quickstart(batch):
    return dense(int(batch), 80, 256, 27, first_gradient=True)


def mlp():
    return dense(256, 512, 1024, 1024, 10, first_gradient=False)


def cnn():
    first, second = 64 * 28 * 28, 64 * 14 * 14
    flops = 4 * first * 32 * 9 + 6 * second * 32 * 64 * 9
    # Each normalised layer: written by the convolution, five passes of batch norm, its gradient read again.
    return 7 * FLOAT * (32 * first + 64 * second), flops


def recommender():
    tables, rows, columns, batch = 26, 100_000, 16, 2048
    moved, flops = dense(batch, tables * columns, 256, 64, 1, first_gradient=True)
    touched = distinct(rows, "zipf", batch)
    return moved + tables * columns * FLOAT * (3 * touched + 2 * batch), flops


LEAST = {
    "embedding_forward": embedding(1, 1),
    "embedding_step": embedding(3, 2),
    "embedding_step_sparse": embedding(3, 2),
    "embedding_step_momentum": embedding(5, 2),
    "embedding_max_norm": embedding(1, 1),
    "embedding_bag_sum": embedding(3, 2 / 8),
    "embedding_bag_mean": embedding(3, 2 / 8),
    "batchnorm1d_train": passes(5),
    "batchnorm2d_train": passes(5),
    "batchnorm2d_relu_train": passes(5),
    "batchnorm1d_eval": passes(2),
    "batchnorm2d_eval": passes(2),
    "linear_train": linear,
    "conv2d_train": conv2d,
    "cross_entropy_train": passes(3),
    "sgd_step": passes(3),
    "sgd_momentum_step": passes(5),
    "sgd_nesterov_step": passes(5),
    "train_step_quickstart": quickstart,
    "train_step_mlp": mlp,
    "train_step_cnn": cnn,
    "train_step_recommender": recommender,
    **{name: passes(2) for name in ("relu", "leaky_relu", "sigmoid", "tanh", "gelu")},
    **{f"{name}_train": passes(5) for name in ("relu", "leaky_relu", "sigmoid", "tanh", "gelu")},
}


def times(cell, bytes_per_second, flops_per_second):
    """The seconds of a cell's bytes and of its flops; None where nothing but overhead limits it."""
    name, *variant = cell.split("/")
    if name not in LEAST:
        return None
    moved, flops = LEAST[name](*variant)
    return moved / bytes_per_second, flops / flops_per_second


def least_seconds(cell, bytes_per_second, flops_per_second):
    """The least time that a machine allows, or None."""
    found = times(cell, bytes_per_second, flops_per_second)
    return max(found) if found else None


def limited_by(cell, bytes_per_second, flops_per_second):
    """Which of the two it is, or None."""
    found = times(cell, bytes_per_second, flops_per_second)
    return ("products" if found[1] > found[0] else "memory") if found else None
