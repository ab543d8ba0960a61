#!/usr/bin/env python3
"""Ends processes with 8 threads inside nnlite in every way that tests/threads/ending.cpp knows.

Usage: ending_test.py PROGRAM [TIMES]
Each way so many times (default 2); the exit status must be 7. A process that hangs is killed after 5 minutes.
"""
import collections
import subprocess
import sys


def end(program, way):
    try:
        run = subprocess.run([program, way], timeout=300, capture_output=True, text=True)
    except subprocess.TimeoutExpired:
        return "hangs"
    return "" if run.returncode == 7 else f"status {run.returncode}: {run.stdout[-2000:]}{run.stderr[-4000:]}"


def main():
    program = sys.argv[1]
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    ways = subprocess.run([program], check=True, capture_output=True, text=True).stdout.split()
    assert len(ways) >= 10
    wrong = collections.Counter(
        f"{way}: {problem}" for way in ways for _ in range(times) for problem in [end(program, way)] if problem
    )
    for problem, count in wrong.items():
        print(f"{count} times {problem}")
    print(f"{len(ways)} ways to end, {times} times each: {sum(wrong.values())} wrong")
    return bool(wrong)


sys.exit(main())
