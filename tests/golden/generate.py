#!/usr/bin/env python3
"""Writes the reference numbers that the tests compare with, one JSON file per topic beside this script.

    OMP_NUM_THREADS=1 /usr/bin/python3 tests/golden/generate.py [--check] [TOPIC...]

Needs PyTorch (Debian's python3-torch made the committed files; "torch" in each names the version).
--check writes nothing: it computes everything again and fails where a number differs from the committed
one, which shows whether another PyTorch agrees. PyTorch 2.15 does, but for BatchNorm with eps 0, which
it refuses in training.

A file is {"torch": version, "cases": [...]}; a case is {"name", "settings", "inputs", "outputs",
"gradients"}, where the last three map names to tensors {"dtype", "shape", "data"}. Data is row-major;
"nan", "inf" and "-inf" stand as strings. Everything is computed in float64 from inputs that float32
holds exactly. Gradients are those of sum(output * cotangent), with the cotangent among the inputs. Words
in settings that any topic may use:

    error      true: the call must fail; there are no outputs
    deviation  where nnlite departs from PyTorch on purpose: what it does instead of what is recorded
    note       what a reader of the numbers should know
"""

import importlib
import json
import math
import pathlib
import sys

import torch

TOPICS = [
    "embedding",
    "batch_norm",
    "linear",
    "activation",
    "cross_entropy",
    "mse_loss",
    "arithmetic",
    "sgd",
    "adam",
    "adagrad",
    "rmsprop",
    "optimizer_precision",
    "schedules",
    "init",
    "clip",
    "training",
    "pointwise",
    "comparison",
    "selection",
    "statistics",
    "indexing",
    "similarity",
    "pair_losses",
    "row_losses",
    "convolution",
    "row_norms",
    "batch_norm_uses",
    "pooling",
    "curves",
]
FOLDER = pathlib.Path(__file__).resolve().parent
TOLERANCE = 1e-12


def text(cases):
    """The file: one line for each tensor, so that a difference between two versions can be read."""

    def compact(value):
        return json.dumps(value, allow_nan=False, separators=(",", ":"))

    def entry(key, value):
        if key in ("name", "settings") or not value:
            return f" {json.dumps(key)}: {json.dumps(value, allow_nan=False)}"
        return (
            f" {json.dumps(key)}: {{\n"
            + ",\n".join(f"  {json.dumps(n)}: {compact(t)}" for n, t in value.items())
            + "}"
        )

    blocks = ["{\n" + ",\n".join(entry(*pair) for pair in case.items()) + "}" for case in cases]
    return f'{{"torch": {json.dumps(torch.__version__)}, "cases": [\n' + ",\n".join(blocks) + "\n]}\n"


def differences(old, new, path):
    """The places where two JSON values differ by more than rounding."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() != new.keys():
        missing = [f"{path} {key}: not from {torch.__version__}" for key in old.keys() - new.keys()]
        extra = [f"{path} {key}: only from {torch.__version__}" for key in new.keys() - old.keys()]
        both = [key for key in old if key in new]
        return missing + extra + differences({k: old[k] for k in both}, {k: new[k] for k in both}, path)
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return [d for key in old for d in differences(old[key], new[key], f"{path} {key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [d for i, pair in enumerate(zip(old, new)) for d in differences(*pair, f"{path}[{i}]")]
    if (
        isinstance(old, float)
        and isinstance(new, float)
        and math.isclose(old, new, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    ):
        return []
    return [] if old == new else [f"{path}: {old} here, {new} from {torch.__version__}"]


def check(topic, cases):
    committed = {case["name"]: case for case in json.loads((FOLDER / f"{topic}.json").read_text())["cases"]}
    fresh = {case["name"]: case for case in json.loads(text(cases))["cases"]}
    return differences(committed, fresh, topic)


def main(arguments):
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    checking = "--check" in arguments
    found = []
    for topic in [a for a in arguments if not a.startswith("--")] or TOPICS:
        cases = importlib.import_module(f"topics.{topic}").cases()
        names = [case["name"] for case in cases]
        if len(set(names)) != len(names):
            raise SystemExit(
                f"{topic}: a case name stands twice: {sorted(n for n in set(names) if names.count(n) > 1)}"
            )
        if checking:
            found += check(topic, cases)
        else:
            (FOLDER / f"{topic}.json").write_text(text(cases))
        print(f"{topic}: {len(cases)} cases")
    if found:
        raise SystemExit("\n".join(found))


if __name__ == "__main__":
    main(sys.argv[1:])
