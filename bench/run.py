"""Measures nnlite and PyTorch in turn, cell by cell, and sets both against what the machine allows.

    python3 run.py BUILD_DIR [--threads 1,2] [--cells REGEX] [--rounds N] [--seconds S] [--json FILE] [--svg FILE]
                   [--targets]

BUILD_DIR holds the programs; sh bench/run.sh builds them and calls this. Each figure is the median over the rounds of
a program's median; in a round each program runs once, as a process of its own. A cell that oneDNN or nnlite's bare
core has too gets another row for it; the means are of PyTorch's. JSON: a list of objects with the fields cell,
threads, nnlite_s, peer, peer_s, ratio, limit_s, limit_share, and limit_by ("memory" or "products") and what
("seconds", or "bytes" for sizes). --targets counts instructions too and checks the run against targets.py.
Exit status 3: the run was too noisy to be a result; 1: a target was missed.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

import chart
import instructions
import limits
import targets

PEER = "torch"
# Programs that have some of the cells, to compare with beside the peer.
OTHERS = ("onednn", "core")
# Rounds of one program may differ by so much in the median over all cells, the machine's own figures at the beginning
# and at the end by twice that, and other processes may take so much of the processors' time.
MOST_NOISE = 0.10
MACHINE = ("machine_copy", "machine_gemm")


# Where Debian has the OpenBLAS that shares the peer's threads. The one that is loaded otherwise may have a single thread,
# or threads of its own that fight with the peer's.
PEERS_BLAS = next(pathlib.Path("/usr/lib").glob("*/openblas-openmp"), None)


class Programs:
    """The built programs and how they are run."""

    def __init__(self, build, seconds):
        self.build, self.seconds = build, seconds

    @staticmethod
    def environment(threads=1):
        path = [str(PEERS_BLAS)] if PEERS_BLAS else []
        path += [found for found in [os.environ.get("LD_LIBRARY_PATH")] if found]
        own = {"LD_LIBRARY_PATH": ":".join(path)} if path else {}
        return {**os.environ, "OMP_NUM_THREADS": str(threads), "NNLITE_LOG": "off", **own}

    def blas(self, peer):
        """The shared BLAS that a program loads, if any."""
        needed = subprocess.run(
            ["ldd", self.build / f"bench_{peer}"], env=self.environment(), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        ).stdout
        return sorted(set(re.findall(r"lib\w*(?:blas|mkl)\S* => (\S+)", needed)))

    def has(self, name):
        return (self.build / name).exists()

    def output(self, *command, threads=1):
        return subprocess.run(
            [self.build / command[0], *command[1:]], check=True, env=self.environment(threads),
            stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL,
        ).stdout

    def cells(self, peer):
        names = self.output(f"bench_{peer}", "--benchmark_list_tests").split()
        return [name.removesuffix("/real_time") for name in names]

    def seconds_of(self, peer, cell, threads):
        """The median over repetitions in one process."""
        text = self.output(
            f"bench_{peer}", f"--threads={threads}", f"--benchmark_filter=^{re.escape(cell)}/real_time$",
            f"--benchmark_min_time={self.seconds}", "--benchmark_repetitions=5", "--benchmark_format=json",
            threads=threads,
        )
        runs = [run for run in json.loads(text)["benchmarks"] if run["run_type"] == "iteration"]
        return statistics.median(run["real_time"] for run in runs) * 1e-6


def in_turn(programs, peers, cell, threads, rounds):
    """Each peer's median, and by how much its rounds differ."""
    times = collections.defaultdict(list)
    for _ in range(rounds):
        for peer in peers:
            times[peer].append(programs.seconds_of(peer, cell, threads))
    return {peer: (statistics.median(all_), max(all_) / min(all_) - 1) for peer, all_ in times.items()}


def machine(programs, peers, threads):
    """Bytes a second when copying, and the flops a second of the better matrix product."""
    copy = programs.seconds_of("nnlite", "machine_copy", threads)
    gemm = min(programs.seconds_of(peer, "machine_gemm", threads) for peer in peers if peer not in OTHERS)
    return limits.COPIED_BYTES / copy, limits.GEMM_FLOPS / gemm


class Interference:
    """What others take of the processors' time while this object lives."""

    def __init__(self):
        self.start = self.now()

    @staticmethod
    def now():
        """Seconds of all processors since the machine started: ours, all that were worked, and all there were."""
        with open("/proc/stat", encoding="ascii") as file:
            user, nice, system, idle, wait, *rest = map(int, file.readline().split()[1:9])
        worked = user + nice + system + sum(rest)
        tick = os.sysconf("SC_CLK_TCK")
        return sum(os.times()[:4]), worked / tick, (worked + idle + wait) / tick

    def share(self):
        ours, worked, all_ = (end - start for start, end in zip(self.start, self.now()))
        return min(max(worked - ours, 0.0) / all_, 1.0) if all_ > 0 else 0.0  # counted in ticks, each apart


def complaints(spreads, machine_spread, others):
    """What makes a run no result: how much rounds differ, the machine's figures, and what other processes took."""
    found = []
    typical = statistics.median(spreads) if spreads else 0.0
    if typical > MOST_NOISE:
        found.append(f"rounds of one program differ by {typical:.0%}")
    if machine_spread > 2 * MOST_NOISE:
        found.append(f"the machine's own figures differ by {machine_spread:.0%}")
    if others > MOST_NOISE:
        found.append(f"other processes took {others:.0%} of the processors' time")
    return found


def row(cell, threads, nnlite, peer=None, peer_name=PEER, limit=None, limit_by=None, what="seconds"):
    return {
        "cell": cell,
        "threads": threads,
        "nnlite_s": nnlite,
        "peer": peer_name if peer else None,
        "peer_s": peer,
        "ratio": peer / nnlite if peer else None,
        "limit_s": limit,
        "limit_share": limit / nnlite if limit else None,
        "limit_by": limit_by,
        "what": what,
    }


def rows_of(cell, threads, times, rates):
    """The cell's row, and one more for each program beside the peer that has it."""
    limit, limit_by = limits.least_seconds(cell, *rates), limits.limited_by(cell, *rates)
    nnlite = times["nnlite"][0]
    names = [name for name in (PEER, *OTHERS) if name in times] or [PEER]
    return [row(cell, threads, nnlite, times.get(name, [None])[0], name, limit, limit_by) for name in names]


def loading(programs, peers, rounds):
    """load_to_first_step, memory_at_rest and library_size."""
    seconds, memory = {}, {}
    for peer in [peer for peer in peers if peer not in OTHERS]:
        library = str(programs.build / f"first_step_{peer}.so")
        pairs = [programs.output("first_step", library).split() for _ in range(max(rounds, 3))]
        seconds[peer] = statistics.median(float(pair[0]) for pair in pairs)
        memory[peer] = statistics.median(int(pair[1]) for pair in pairs)
    sizes = {peer: library_bytes(programs.build / f"first_step_{peer}.so", peer) for peer in seconds}
    yield row("load_to_first_step", 1, seconds["nnlite"], seconds.get(PEER))
    yield row("memory_at_rest", 1, memory["nnlite"], memory.get(PEER), what="bytes")
    yield row("library_size", 1, sizes["nnlite"], sizes.get(PEER), what="bytes")


def library_bytes(user, peer):
    """The stripped size of the peer's own shared libraries among those that a file needs."""
    needed = subprocess.run(["ldd", user], check=True, stdout=subprocess.PIPE, text=True).stdout
    own = {"nnlite": "libnnlite", PEER: "libtorch|libc10|libcaffe2"}[peer]
    stripped, total = user.with_suffix(".stripped"), 0
    for path in re.findall(rf"(?:{own})\S* => (\S+)", needed):
        subprocess.run(["strip", "-o", stripped, path], check=True)
        total += stripped.stat().st_size
        stripped.unlink()
    return total


def show(row, spread=0.0):
    """One line of the table; a cell whose rounds differ by more than a result may is marked with it."""

    def number(value):
        if value is None:
            return "-"
        return f"{value / 1e6:.2f} MB" if row["what"] == "bytes" else f"{value * 1e6:,.2f}"

    def share(value, sign=""):
        return "-" if value is None else f"{value:.2f}{sign}"

    print(
        f"{row['cell']:<44} {row['threads']:>2} {number(row['nnlite_s']):>14} {row['peer'] or '-':>7} "
        f"{number(row['peer_s']):>14} {share(row['ratio']):>8} {number(row['limit_s']):>12} "
        f"{share(row['limit_share']):>6}" + (f"  +-{spread:.0%}" if spread > MOST_NOISE else ""),
        flush=True,
    )


def describe(programs, peers):
    print(f"processor: {processor()}; {len(os.sched_getaffinity(0))} to run on; load {os.getloadavg()[0]:.2f}")
    for peer in peers:
        print("; ".join([f"{peer}: " + programs.output(f"bench_{peer}", "--describe").strip(), *programs.blas(peer)]))


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown"


def geometric_means(rows):
    """Number of threads to the mean of the ratios to the peer, and how many cells it is of."""
    ratios = collections.defaultdict(list)
    for one in rows:
        if one["peer"] == PEER and one["what"] == "seconds":
            ratios[one["threads"]].append(one["ratio"])
    return {threads: (statistics.geometric_mean(all_), len(all_)) for threads, all_ in sorted(ratios.items())}


def show_speed_ups(rows):
    ours = targets.speed_ups(rows)
    peer = {cell: one / two for cell, one, two in targets.speed_ups(rows, "peer_s")}
    limit = {one["cell"]: one["limit_by"] for one in rows}
    if ours:
        print(f"\n{'two threads against one':<44} {'nnlite':>7} {'peer':>7} limit")
    for cell, one, two in ours:
        print(f"{cell:<44} {one / two:>7.2f} {f'{peer[cell]:.2f}' if cell in peer else '-':>7} {limit[cell] or '-'}")


def measure(programs, peers, args):
    """The rows, by how much rounds differ, and by how much the machine's own figures do."""
    rows, spreads, machine_spread = [], [], 0.0
    cells = {peer: programs.cells(peer) for peer in peers}
    print(
        f"\n{'cell':<44} {'th':>2} {'nnlite us':>14} {'peer':>7} {'peer us':>14} {'ratio':>8} {'limit us':>12} {'share':>6}"
    )
    for threads in map(int, args.threads.split(",")):
        first = machine(programs, peers, threads)
        for cell in cells["nnlite"]:
            if cell in MACHINE or not re.search(args.cells, cell):
                continue
            times = in_turn(programs, [peer for peer in peers if cell in cells[peer]], cell, threads, args.rounds)
            spreads += [spread for _, spread in times.values()]
            for one in rows_of(cell, threads, times, first):
                rows.append(one)
                show(one, max(spread for _, spread in times.values()))
        last = machine(programs, peers, threads)
        machine_spread = max([machine_spread] + [max(a, b) / min(a, b) - 1 for a, b in zip(first, last)])
        print(
            f"machine, threads {threads}: copy {first[0] / 1e9:.1f} GB/s, products {first[1] / 1e9:.0f} GFLOP/s; "
            f"at the end {last[0] / 1e9:.1f} and {last[1] / 1e9:.0f}"
        )
    if not args.cells:
        for one in loading(programs, peers, args.rounds):
            rows.append(one)
            show(one)
    return rows, spreads, machine_spread


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--threads", default="1,2", help="numbers of threads, as 1,2")
    parser.add_argument("--cells", default="", help="measure only cells that this matches")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.05, help="the least time of a repetition")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--svg", type=pathlib.Path)
    parser.add_argument("--targets", action="store_true", help="check the run against targets.py")
    args = parser.parse_args()
    programs = Programs(args.build.resolve(), args.seconds)
    peers = ["nnlite"] + [peer for peer in (PEER, *OTHERS) if programs.has(f"bench_{peer}")]
    if PEER not in peers:
        print("no peer: libtorch was not found (sh bench/run.sh --install-peer)")
    describe(programs, peers)

    interference = Interference()
    rows, spreads, machine_spread = measure(programs, peers, args)
    others = interference.share()
    show_speed_ups(rows)
    print()
    for threads, (mean, count) in geometric_means(rows).items():
        print(f"geometric mean of the ratios of {count} cells to PyTorch, threads {threads}: {mean:.2f}")
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n")
    if args.svg:
        args.svg.write_text(chart.draw(rows))
    well = targets.report(rows, instructions.report(programs.build)) if args.targets else True
    typical = statistics.median(spreads) if spreads else 0.0
    print(
        f"rounds of one program differ by {typical:.0%} in the median, the machine's own figures by "
        f"{machine_spread:.0%}; other processes took {others:.0%} of the processors' time"
    )
    wrong = complaints(spreads, machine_spread, others)
    if wrong:
        print("NOT A RESULT, the machine was too noisy: " + "; ".join(wrong))
        return 3
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
