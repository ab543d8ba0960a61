"""Instructions of a step are what more steps add, whoever counts."""

import contextlib
import io
import pathlib
import subprocess
import unittest
from unittest import mock

import rows  # noqa: F401, the path to the benchmark
import instructions


def counted(command):
    """1,000,000 to begin with; a step executes 500, and 10 more in the largest table."""
    _, table, steps, *_ = command
    return 1_000_000 + int(steps) * (510 if table == "10000000" else 500)


def printed_by(stderr):
    """Stands for subprocess.run of a counter."""
    return mock.patch.object(
        subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, stdout="", stderr=stderr)
    )


class Instructions(unittest.TestCase):
    def test_setting_up_is_not_counted(self):
        self.assertEqual(instructions.per_step(pathlib.Path("."), 10_000, 10_000, counted), 500)

    def test_reports_the_ratio_of_the_largest_table_to_the_smallest(self):
        for perf in (counted, lambda command: None):
            with mock.patch.object(instructions, "by_perf", perf), mock.patch.object(
                instructions, "by_callgrind", counted
            ), mock.patch("shutil.which", lambda name: name), contextlib.redirect_stdout(io.StringIO()) as printed:
                self.assertAlmostEqual(instructions.report(pathlib.Path(".")), 1.02)
            self.assertIn("10,000 rows 500, 10,000,000 rows 510: ratio 1.020", printed.getvalue())
            self.assertIn("by callgrind" if perf is not counted else "by perf", printed.getvalue())

    def test_says_so_where_nothing_can_count(self):
        with mock.patch.object(instructions, "by_perf", lambda command: None), mock.patch(
            "shutil.which", lambda name: None
        ), contextlib.redirect_stdout(io.StringIO()) as printed:
            self.assertIsNone(instructions.report(pathlib.Path(".")))
        self.assertIn("perf may not count here", printed.getvalue())

    def test_reads_what_the_counters_print(self):
        with mock.patch("shutil.which", lambda name: name):
            with printed_by("1234,,instructions:u,100,100.00,,\n"):
                self.assertEqual(instructions.by_perf(["x"]), 1234)
            with printed_by("<not supported>,,instructions:u,0,100.00,,\n"):
                self.assertIsNone(instructions.by_perf(["x"]))
        with printed_by("==1== Events    : Ir\n==1== Collected : 5678\n"):
            self.assertEqual(instructions.by_callgrind(["x"]), 5678)


if __name__ == "__main__":
    unittest.main()
