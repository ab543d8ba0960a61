"""Prints gcovr's summary as a table by folder, and ends with status 1 where lines or branches are below what is wanted."""

import collections
import json
import os
import sys

WANTED = {"line": 95.0, "branch": 85.0}


def percent(covered: int, total: int) -> float:
    return 100 * covered / total if total else 100.0


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as summary:
        files = json.load(summary)["files"]
    folders: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for file in files:
        for name in (os.path.dirname(file["filename"]), "total"):
            for what in WANTED:
                for kind in ("covered", "total"):
                    folders[name][what, kind] += file[f"{what}_{kind}"]
    print(f"{'folder':<20}{'lines':>8}{'run':>9}{'branches':>12}{'run':>9}")
    for name in sorted(folders, key=lambda name: (name == "total", name)):
        row = folders[name]
        print(f"{name:<20}", end="")
        for what, width in (("line", 8), ("branch", 12)):
            covered, total = row[what, "covered"], row[what, "total"]
            print(f"{total:>{width}}{percent(covered, total):>7.1f} %", end="")
        print()
    failed = False
    for what, wanted in WANTED.items():
        row = folders["total"]
        if percent(row[what, "covered"], row[what, "total"]) < wanted:
            print(f"{what}: below {wanted:.0f} %")
            failed = True
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
