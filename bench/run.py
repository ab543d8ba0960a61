"""Measures nnlite and PyTorch in turn, cell by cell, and sets both against what the machine allows.

    python3 run.py BUILD_DIR [--threads 1,2] [--cells REGEX] [--rounds N] [--seconds S] [--json FILE] [--svg FILE]

BUILD_DIR holds the programs; sh bench/run.sh builds them and calls this. Each figure is the median over the rounds of
a program's median; in a round each program runs once, as a process of its own. JSON: a list of objects with the
fields cell, threads, nnlite_s, peer, peer_s, ratio, limit_s, limit_share; "what" is set where the figures are bytes.
Exit status 3: the run was too noisy to be a result.
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
import limits

PEER = "torch"
# Rounds of one program may differ by so much in the median over all cells, and the machine's own figures at the
# beginning and at the end by twice that.
MOST_NOISE = 0.10
MACHINE = ("machine_copy", "machine_gemm")


class Programs:
    """The built programs and how they are run."""

    def __init__(self, build, seconds):
        self.build, self.seconds = build, seconds

    def has(self, name):
        return (self.build / name).exists()

    def output(self, *command, threads=1):
        variables = {**os.environ, "OMP_NUM_THREADS": str(threads), "NNLITE_LOG": "off"}
        return subprocess.run(
            [self.build / command[0], *command[1:]], check=True, env=variables, stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL,
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
    gemm = min(programs.seconds_of(peer, "machine_gemm", threads) for peer in peers)
    return limits.COPIED_BYTES / copy, limits.GEMM_FLOPS / gemm


def row(cell, threads, nnlite, peer, limit, what="seconds"):
    return {
        "cell": cell,
        "threads": threads,
        "nnlite_s": nnlite,
        "peer": PEER if peer else None,
        "peer_s": peer,
        "ratio": peer / nnlite if peer else None,
        "limit_s": limit,
        "limit_share": limit / nnlite if limit else None,
        "what": what,
    }


def loading(programs, peers, rounds):
    """load_to_first_step, memory_at_rest and library_size."""
    seconds, memory = {}, {}
    for peer in peers:
        library = str(programs.build / f"first_step_{peer}.so")
        pairs = [programs.output("first_step", library).split() for _ in range(max(rounds, 3))]
        seconds[peer] = statistics.median(float(pair[0]) for pair in pairs)
        memory[peer] = statistics.median(int(pair[1]) for pair in pairs)
    sizes = {peer: library_bytes(programs.build / f"first_step_{peer}.so", peer) for peer in peers}
    yield row("load_to_first_step", 1, seconds["nnlite"], seconds.get(PEER), None)
    yield row("memory_at_rest", 1, memory["nnlite"], memory.get(PEER), None, "bytes")
    yield row("library_size", 1, sizes["nnlite"], sizes.get(PEER), None, "bytes")


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


def show(row):
    def number(value):
        if value is None:
            return "-"
        return f"{value / 1e6:.2f} MB" if row["what"] == "bytes" else f"{value * 1e6:,.2f}"

    def share(value, sign=""):
        return "-" if value is None else f"{value:.2f}{sign}"

    print(
        f"{row['cell']:<44} {row['threads']:>2} {number(row['nnlite_s']):>14} {number(row['peer_s']):>14} "
        f"{share(row['ratio']):>8} {number(row['limit_s']):>12} {share(row['limit_share']):>6}",
        flush=True,
    )


def describe(programs, peers):
    print(f"processor: {processor()}; {os.cpu_count()} in all; load {os.getloadavg()[0]:.2f}")
    for peer in peers:
        print(f"{peer}: " + programs.output(f"bench_{peer}", "--describe").strip())


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown"


def geometric_mean(values):
    return statistics.geometric_mean(values) if values else float("nan")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--threads", default="1,2", help="numbers of threads, as 1,2")
    parser.add_argument("--cells", default="", help="measure only cells that this matches")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.05, help="the least time of a repetition")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--svg", type=pathlib.Path)
    args = parser.parse_args()
    programs = Programs(args.build, args.seconds)
    peers = ["nnlite"] + ([PEER] if programs.has(f"bench_{PEER}") else [])
    if PEER not in peers:
        print("no peer: libtorch was not found (sh bench/run.sh --install-peer)")
    describe(programs, peers)

    rows, noise, machine_noise = [], [], 0.0
    cells = {peer: programs.cells(peer) for peer in peers}
    print(f"\n{'cell':<44} {'th':>2} {'nnlite us':>14} {'peer us':>14} {'ratio':>8} {'limit us':>12} {'share':>6}")
    for threads in map(int, args.threads.split(",")):
        first = machine(programs, peers, threads)
        for cell in cells["nnlite"]:
            if cell in MACHINE or not re.search(args.cells, cell):
                continue
            times = in_turn(programs, [p for p in peers if cell in cells[p]], cell, threads, args.rounds)
            noise += [spread for _, spread in times.values()]
            limit = limits.least_seconds(cell, *first)
            rows.append(row(cell, threads, times["nnlite"][0], times.get(PEER, [None])[0], limit))
            show(rows[-1])
        last = machine(programs, peers, threads)
        machine_noise = max([machine_noise] + [max(a, b) / min(a, b) - 1 for a, b in zip(first, last)])
        print(
            f"machine, {threads} threads: copy {first[0] / 1e9:.1f} GB/s, products {first[1] / 1e9:.0f} GFLOP/s; "
            f"at the end {last[0] / 1e9:.1f} and {last[1] / 1e9:.0f}"
        )
    if not args.cells:
        for line in loading(programs, peers, args.rounds):
            rows.append(line)
            show(line)
    print(f"\ngeometric mean of the ratios: {geometric_mean([r['ratio'] for r in rows if r['ratio']]):.2f}")
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n")
    if args.svg:
        args.svg.write_text(chart.draw(rows))
    typical = statistics.median(noise) if noise else 0.0
    print(f"rounds of one program differ by {typical:.0%} in the median, the machine's own figures by {machine_noise:.0%}")
    if typical > MOST_NOISE or machine_noise > 2 * MOST_NOISE:
        print("NOT A RESULT: the machine was too noisy")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
