"""Rows as run.py makes them; importing this lets a test import the benchmark's modules."""

import pathlib
import sys

BENCH = pathlib.Path(__file__).parents[2] / "bench"
sys.path.insert(0, str(BENCH))

import run


def row(cell, threads=1, nnlite=1.0, peer=2.0, name="torch", share=None, limit_by=None):
    """Seconds, and the share that the limit has of nnlite's."""
    return run.row(cell, threads, nnlite, peer, name, share * nnlite if share else None, limit_by)
