"""Counts the instructions of a step of embedding_step with tables of 10^4 and 10^7 rows, and prints their ratio.

    python3 instructions.py BUILD_DIR [--rows 10000,10000000]

Counted by perf where it may, else by valgrind's callgrind, as the difference between runs of few and of many steps:
what sets up the table is not counted. "same repeats" looks up the same pattern of rows in each table, so that nothing
but its size differs; "uniform" is the cell itself, where a small table has more look-ups of the same row and so fewer
rows to update.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

FEW, MANY = 3, 13


def by_perf(command):
    """None where perf may not count."""
    if not shutil.which("perf"):
        return None
    run = subprocess.run(
        ["perf", "stat", "-x,", "-e", "instructions:u", *command],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )
    found = re.search(r"^(\d+),[^,]*,instructions", run.stderr, flags=re.M)
    return int(found[1]) if run.returncode == 0 and found else None


def by_callgrind(command):
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )
    return int(re.search(r"Collected\s*:\s*(\d+)", run.stderr)[1])


def per_step(build, rows, pattern, count):
    few, many = (count([build / "embedding_step", str(rows), str(steps), str(pattern)]) for steps in (FEW, MANY))
    return (many - few) / (MANY - FEW)


def measure(build, rows):
    """Name of the counter, and for each pattern of look-ups the instructions of a step for each number of rows."""
    counter, name = by_perf, "perf"
    if by_perf([build / "embedding_step", "100", "1"]) is None:
        counter, name = by_callgrind, "callgrind"
        if not shutil.which("valgrind"):
            return None, {}
    return name, {
        "same repeats": [per_step(build, count, min(rows), counter) for count in rows],
        "uniform": [per_step(build, count, count, counter) for count in rows],
    }


def report(build, rows=(10_000, 10_000_000)):
    """Prints the counts; the ratio with the same repeats, None where nothing can count."""
    name, found = measure(build, rows)
    if name is None:
        print("instructions: perf may not count here, and there is no valgrind")
        return None
    print(f"\ninstructions per step of embedding_step, by {name}")
    for pattern, counts in found.items():
        figures = ", ".join(f"{count:,} rows {steps:,.0f}" for count, steps in zip(rows, counts))
        print(f"{pattern:<13} {figures}: ratio {counts[-1] / counts[0]:.3f}")
    return found["same repeats"][-1] / found["same repeats"][0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--rows", default="10000,10000000", help="multiples of the first")
    args = parser.parse_args()
    return 0 if report(args.build.resolve(), [int(count) for count in args.rows.split(",")]) else 1


if __name__ == "__main__":
    sys.exit(main())
