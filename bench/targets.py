"""What the benchmark is to reach, as data, and the check of a run against it.

    python3 targets.py FILE [--instructions RATIO]     FILE is what run.py wrote with --json

A target holds for every row that its pattern matches, on each number of threads that it names (none: on all). What was
not measured is no target reached. Exit status 1: one was missed or not measured.
"""

import argparse
import json
import pathlib
import re
import sys

# (what is asked, which measure, cells, threads or None, at least, at most)
TARGETS = [
    ("no slower than PyTorch", "ratio", r".", None, 1.0, None),
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
            print(f"{'':<15} {figure:>6.2f} {cell}, {threads} thread{'s' if threads > 1 else ''}")
    return well


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--instructions", type=float, help="what instructions.py printed last")
    args = parser.parse_args()
    return 0 if report(json.loads(args.file.read_text()), args.instructions) else 1


if __name__ == "__main__":
    sys.exit(main())
