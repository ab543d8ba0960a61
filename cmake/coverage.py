"""Prints which part of the lines and branches of src and capi the tests have run, from gcov's counters; see coverage.sh.

    python3 cmake/coverage.py BUILD_FOLDER [--missing lines|branches]

What is compiled several times counts once: a line is run when one of its copies is, and so is a branch. Copies are the instances
of a template, inline functions, and the kernels of each instruction set. Of a line that is run only the copies that are run have
branches, since those of another instruction set differ; copies with a multiple of the branches of the shortest are laid over that.
Left out are the branches of calls, which return or throw. (gcovr 5 counts the branches of each copy for themselves.)
--missing names what is not run. Ends with status 1 below 95 % of the lines or 85 % of the branches.
"""

import argparse
import collections
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WANTED = {"lines": 95.0, "branches": 85.0}
COUNTED = re.compile(r"(src/.*|capi/[^/]*)")
# Code that the compiler adds to the end of a block has branches that nobody wrote.
END_OF_BLOCK = re.compile(r"[\s{}();,]*(//.*)?")


def without_exceptions(branches: list[dict]) -> tuple[bool, ...]:
    """Which branches are taken, without the two of each call: that it returns, and that it throws."""
    taken: list[bool | None] = []
    for branch in branches:
        if branch["throw"]:
            if taken and taken[-1] is not None:
                taken.pop()
            taken.append(None)
        else:
            taken.append(branch["count"] > 0)
    return tuple(entry for entry in taken if entry is not None)


def merged(copies: set[tuple[bool, ...]]) -> list[bool]:
    """The branches of a line, from those of its copies."""
    base = min(map(len, copies))
    result: dict[int, list[bool]] = {}
    for copy in copies:
        length = base if len(copy) % base == 0 else len(copy)
        branches = result.setdefault(length, [False] * length)
        for i, taken in enumerate(copy):
            branches[i % length] |= taken
    return [taken for branches in result.values() for taken in branches]


class Coverage:
    def __init__(self) -> None:
        self.lines: dict[tuple[str, int], bool] = collections.defaultdict(bool)
        # By place, and whether the copies were run.
        self.copies: dict[tuple[tuple[str, int], bool], set[tuple[bool, ...]]] = collections.defaultdict(set)

    def add(self, counters: Path) -> None:
        text = subprocess.run(
            ["gcov", "--json-format", "--stdout", "--branch-probabilities", counters.resolve()],
            check=True,
            capture_output=True,
            cwd=counters.parent,
        ).stdout
        for report in text.splitlines():
            content = json.loads(report)
            for file in content["files"]:
                path = (Path(content["current_working_directory"]) / file["file"]).resolve()
                if not path.is_relative_to(ROOT) or not COUNTED.fullmatch(str(path.relative_to(ROOT))):
                    continue
                for line in file["lines"]:
                    place = (str(path.relative_to(ROOT)), line["line_number"])
                    self.lines[place] |= line["count"] > 0
                    if branches := without_exceptions(line["branches"]):
                        self.copies[place, line["count"] > 0].add(branches)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=Path)
    parser.add_argument("--missing", choices=list(WANTED))
    options = parser.parse_args()

    coverage = Coverage()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(coverage.add, sorted(options.build.rglob("*.gcda"))))
    sources = {file: (ROOT / file).read_text().splitlines() for file, _ in coverage.lines}
    folders: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for (file, line), run in sorted(coverage.lines.items()):
        source = sources[file][line - 1] if line <= len(sources[file]) else ""
        copies = coverage.copies.get(((file, line), run))
        branches = merged(copies) if copies else []
        if END_OF_BLOCK.fullmatch(source):
            branches = []
        for name in (str(Path(file).parent), "total"):
            folders[name].update(
                {"lines": 1, "lines run": run, "branches": len(branches), "branches run": sum(branches)}
            )
        if options.missing == "lines" and not run:
            print(f"{file}:{line}: {source.strip()}")
        if options.missing == "branches" and run and not all(branches):
            print(f"{file}:{line}: {sum(branches)} of {len(branches)}: {source.strip()}")

    def percent(row: collections.Counter, what: str) -> float:
        return 100 * row[f"{what} run"] / row[what] if row[what] else 100.0

    print(f"{'folder':<18}{'lines':>8}{'run':>10}{'branches':>11}{'run':>10}")
    for name in sorted(folders, key=lambda name: (name == "total", name)):
        row = folders[name]
        print(
            f"{name:<18}{row['lines']:>8}{percent(row, 'lines'):>8.1f} %{row['branches']:>11}"
            f"{percent(row, 'branches'):>8.1f} %"
        )
    low = [what for what, wanted in WANTED.items() if percent(folders["total"], what) < wanted]
    for what in low:
        print(f"below {WANTED[what]:.0f} % of the {what}")
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
