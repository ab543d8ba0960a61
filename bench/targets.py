"""What the benchmark is to reach, as data, and the check of a run against it.

    python3 targets.py FILE [--instructions RATIO]     FILE is what run.py wrote with --json

A target holds for every row that its pattern matches, on each number of threads that it names (none: on all). What was
not measured is no target reached. Exit status 1: one was missed or not measured.
"""

import argparse
import json
import pathlib
import re
import statistics
import sys

# Most of their time goes by in OpenBLAS's products, which PyTorch calls too.
IN_OPENBLAS = r"linear_train/|train_step_mlp"

# They move more memory than a processor's caches of its own hold.
LARGE = (
    r"^(sgd_.*step|cross_entropy_train/1024x50000|batchnorm2d_train/32x64x56x56|batchnorm1d_train/8192x512"
    r"|embedding_(step|step_sparse)/1000000/)"
)

# (what is asked, which measure, cells, threads or None, at least, at most)
TARGETS = [
    ("no slower than PyTorch", "ratio", rf"^(?!{IN_OPENBLAS}|conv2d_)", None, 1.0, None),
    ("no slower where both are inside OpenBLAS", "ratio", rf"^({IN_OPENBLAS})", None, 0.97, None),
    ("convolution alone", "ratio", r"^conv2d_", None, 0.8, None),
    ("geometric mean of all cells", "mean_ratio", r".", None, 3.0, None),
    ("BatchNorm2d training", "ratio", r"^batchnorm2d_train/", None, 5.0, None),
    ("cross entropy of 1024x50000", "ratio", r"^cross_entropy_train/1024x50000", None, 5.0, None),
    ("look-up with max_norm", "ratio", r"^embedding_max_norm/", None, 20.0, None),
    ("embedding_step at 10^6 rows", "ratio", r"^embedding_step/1000000/", None, 50.0, None),
    ("operations on tiny tensors", "ratio", r"^tiny_", None, 8.0, None),
    ("quickstart's step, batch 32", "ratio", r"^train_step_quickstart/32$", None, 3.0, None),
    ("quickstart's step, batch 256", "ratio", r"^train_step_quickstart/256$", None, 2.0, None),
    ("share of the limit, large and bound by memory", "share", LARGE, None, 0.7, None),
    ("library, bytes", "nnlite", r"^library_size$", None, None, 2e6),
    ("memory at rest, bytes", "nnlite", r"^memory_at_rest$", None, None, 10e6),
    ("load to first step, seconds", "nnlite", r"^load_to_first_step$", None, None, 0.020),
    ("BatchNorm2d within 1.15 of oneDNN's blocked layout", "over_onednn", r"^batchnorm2d_train/", None, None, 1.15),
    ("two threads, where arithmetic is the limit", "speed_up", r".", 2, 1.7, None),
    ("one call no slower than the core called directly", "over_core", r"^step_one_call/", None, None, 1.05),
    ("embedding_step: instructions at 10^7 rows over 10^4", "instructions", r".", None, None, 1.1),
]

# Below this a second thread has nothing to win.
WORTH_THREADS = 1e-3


def speed_ups(rows, side="nnlite_s"):
    """(cell, one thread's seconds, two threads') of the cells above a millisecond that were measured with both."""
    seconds = {}
    for row in rows:
        if row.get("what", "seconds") == "seconds" and row["peer"] in (None, "torch") and row[side]:
            seconds[row["cell"], row["threads"]] = row[side]
    return [
        (cell, one, seconds[cell, 2])
        for (cell, threads), one in seconds.items()
        if threads == 1 and one > WORTH_THREADS and (cell, 2) in seconds
    ]


def measured(measure, rows, instructions=None):
    """(cell, threads, figure) of every row that has the measure."""
    if measure == "instructions":
        return [("embedding_step", 1, instructions)] if instructions else []
    if measure == "speed_up":
        arithmetic = {row["cell"] for row in rows if row.get("limit_by") == "products"}
        return [(cell, 2, one / two) for cell, one, two in speed_ups(rows) if cell in arithmetic]
    if measure == "share":
        return [
            (row["cell"], row["threads"], row["limit_share"])
            for row in rows
            if row.get("limit_by") == "memory" and row["limit_share"] and row["peer"] in (None, "torch")
        ]
    if measure == "nnlite":
        return [(row["cell"], row["threads"], row["nnlite_s"]) for row in rows if row["peer"] in (None, "torch")]
    if measure == "mean_ratio":
        ratios = [row for row in rows if row["peer"] == "torch" and row["ratio"]]
        return [
            ("all", threads, statistics.geometric_mean(row["ratio"] for row in ratios if row["threads"] == threads))
            for threads in sorted({row["threads"] for row in ratios})
        ]
    peer = {"over_onednn": "onednn", "over_core": "core"}.get(measure, "torch")
    found = [row for row in rows if row["peer"] == peer and row["ratio"]]
    return [
        (row["cell"], row["threads"], row["ratio"] if measure == "ratio" else 1 / row["ratio"]) for row in found
    ]


def reached(figure, least, most):
    return (least is None or figure >= least) and (most is None or figure <= most)


def check(rows, instructions=None, targets=None):
    """For each target its text, whether it is reached (None: not measured), and its cells from the worst on."""
    for text, measure, pattern, threads, least, most in TARGETS if targets is None else targets:
        found = [
            one
            for one in measured(measure, rows, instructions)
            if re.search(pattern, one[0]) and (threads is None or one[1] == threads)
        ]
        found.sort(key=lambda one: one[2], reverse=most is not None)
        yield text, all(reached(one[2], least, most) for one in found) if found else None, [
            (*one, reached(one[2], least, most)) for one in found
        ]


def report(rows, instructions=None):
    """Prints the check, with the missed cells or else the one nearest to a miss; whether all targets are reached."""
    well = True
    print("\ntargets")
    for text, good, cells in check(rows, instructions):
        well = well and bool(good)
        word = {True: "reached", False: "MISSED", None: "not measured"}[good]
        hits = sum(one[3] for one in cells)
        print(f"{word:<13} {text}" + (f": {hits} of {len(cells)}" if cells else ""))
        for cell, threads, figure, _ in [one for one in cells if not one[3]] or cells[:1]:
            print(f"{'':<15} {figure:>6.4g} {cell}, {threads} thread{'s' if threads > 1 else ''}")
    return well


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--instructions", type=float, help="what instructions.py printed last")
    args = parser.parse_args()
    return 0 if report(json.loads(args.file.read_text()), args.instructions) else 1


if __name__ == "__main__":
    sys.exit(main())
