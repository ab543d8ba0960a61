"""Whether two threads are slower than one where another process keeps a processor busy.

    python3 busy.py BUILD_DIR [--cells REGEX] [--rounds N]

BUILD_DIR holds the programs (sh bench/build.sh prints it). Beside a process that only counts, bench_nnlite runs the
cells on one thread and on two in turn; printed are the medians over the rounds and one thread's time over that of two.
"""

import argparse
import json
import multiprocessing
import pathlib
import statistics
import subprocess

CELLS = (
    "^(batchnorm2d_train/8x256x14x14|train_step_quickstart/256|train_step_cnn|relu_train/1000000"
    "|embedding_step_sparse/10000/uniform)/"
)


def count_for_ever():
    while True:
        pass


def seconds(build, cells, threads):
    """{cell: seconds} of one run."""
    command = [
        build / "bench_nnlite", f"--threads={threads}", f"--benchmark_filter={cells}", "--benchmark_min_time=0.3",
        "--benchmark_format=json",
    ]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return {run["name"].removesuffix("/real_time"): run["real_time"] * 1e-6 for run in json.loads(text)["benchmarks"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--cells", default=CELLS)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    busy = multiprocessing.Process(target=count_for_ever, daemon=True)
    busy.start()
    runs = {1: [], 2: []}
    for _ in range(args.rounds):
        for threads, found in runs.items():
            found.append(seconds(args.build, args.cells, threads))
    busy.terminate()
    print(f"{'cell':<44} {'1 thread us':>12} {'2 threads us':>12} {'ratio':>6}")
    for cell in runs[1][0]:
        one, two = (statistics.median(run[cell] for run in runs[threads]) * 1e6 for threads in (1, 2))
        print(f"{cell:<44} {one:>12,.1f} {two:>12,.1f} {one / two:>6.2f}")


if __name__ == "__main__":
    main()
