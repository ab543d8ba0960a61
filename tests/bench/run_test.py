"""run.py from end to end, with programs that only pretend to measure."""

import contextlib
import io
import json
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

from rows import row
import run

# A program of cells that take so many seconds; each process waits for nothing.
PROGRAM = """#!{python} -IS
import json, pathlib, re, sys
cells = {cells}
if "--describe" in sys.argv: print("pretended"); sys.exit()
if "--benchmark_list_tests" in sys.argv: print("\\n".join(name + "/real_time" for name in cells)); sys.exit()
options = dict(argument.lstrip("-").split("=", 1) for argument in sys.argv[1:])
count = pathlib.Path(__file__ + ".runs")
runs = int(count.read_text()) if count.exists() else 0
count.write_text(str(runs + 1))
[seconds] = [t for name, t in cells.items() if re.search(options["benchmark_filter"], name + "/real_time")]
seconds = (seconds[runs % len(seconds)] if isinstance(seconds, list) else seconds) / int(options["threads"])
print(json.dumps({{"benchmarks": [{{"run_type": "iteration", "real_time": seconds * 1e6}}]}}))
"""
MACHINE = {"machine_copy": 0.5, "machine_gemm": 1.0}


class Run(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.build = pathlib.Path(scratch.name)

    def program(self, name, cells):
        path = self.build / f"bench_{name}"
        path.write_text(PROGRAM.format(python=sys.executable, cells=cells))
        path.chmod(0o755)

    def run_it(self, *options, others=0.0):
        """The exit status, what was printed, and the rows."""
        out = self.build / "rows.json"
        arguments = ["run.py", str(self.build), "--cells", ".", "--rounds", "3", "--json", str(out), *options]
        with mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(io.StringIO()) as printed:
            with mock.patch.object(run.Interference, "share", lambda self: others):
                status = run.main()
        return status, printed.getvalue(), json.loads(out.read_text())

    def test_each_cell_gives_a_row_with_ratio_and_limit(self):
        self.program("nnlite", {**MACHINE, "sgd_step/8388608": 0.25, "c_abi_call": 1e-6})
        self.program("torch", {"machine_gemm": 2.0, "sgd_step/8388608": 0.5})
        status, _, rows = self.run_it("--threads", "1", "--svg", str(self.build / "picture.svg"))
        self.assertEqual(status, 0)
        sgd, call = rows
        self.assertLess(
            {"cell", "threads", "nnlite_s", "peer", "peer_s", "ratio", "limit_s", "limit_share"}, set(sgd)
        )
        self.assertEqual((sgd["cell"], sgd["threads"], sgd["peer"]), ("sgd_step/8388608", 1, "torch"))
        self.assertAlmostEqual(sgd["ratio"], 2)
        least = 3 * 4 * 8388608 / (2 * 2**28 / 0.5)
        self.assertAlmostEqual(sgd["limit_s"], least)
        self.assertAlmostEqual(sgd["limit_share"], least / 0.25)
        self.assertEqual((call["peer"], call["ratio"], call["limit_s"]), (None, None, None))
        self.assertTrue((self.build / "picture.svg").read_text().startswith("<svg"))

    def test_other_programs_have_rows_of_their_own_and_no_part_in_the_mean(self):
        cell = "batchnorm2d_train/8x256x14x14"
        self.program("nnlite", {**MACHINE, cell: 0.002})
        self.program("torch", {"machine_gemm": 2.0, cell: 0.008})
        self.program("onednn", {cell: 0.001})
        status, printed, rows = self.run_it("--threads", "1,2")
        self.assertEqual(status, 0)
        self.assertEqual([(one["peer"], one["threads"]) for one in rows],
                         [("torch", 1), ("onednn", 1), ("torch", 2), ("onednn", 2)])
        self.assertAlmostEqual(rows[1]["ratio"], 0.5)
        self.assertIn("of 1 cells to PyTorch, threads 1: 4.00", printed)
        self.assertIn("of 1 cells to PyTorch, threads 2: 4.00", printed)

    def test_two_threads_stand_against_one(self):
        self.program("nnlite", {**MACHINE, "relu/1000000": 0.004, "tiny_add": 1e-7})
        _, printed, _ = self.run_it("--threads", "1,2")
        table = printed.split("two threads against one")[1].split("\n\n")[0]
        self.assertRegex(table, r"relu/1000000 +2\.00")
        self.assertNotIn("tiny_add", table)

    def test_without_a_peer_it_says_so_and_goes_on(self):
        self.program("nnlite", {**MACHINE, "tiny_add": 1e-7})
        status, printed, rows = self.run_it("--threads", "1")
        self.assertEqual((status, rows[0]["peer"]), (0, None))
        self.assertIn("no peer", printed)

    def test_rounds_that_differ_are_no_result(self):
        self.program("nnlite", {"machine_copy": 0.5, "machine_gemm": 1.0, "tiny_add": [1e-7, 2e-7]})
        status, printed, _ = self.run_it("--threads", "1")
        self.assertEqual(status, 3)
        self.assertIn("NOT A RESULT", printed)
        self.assertIn("+-100%", printed)

    def test_a_machine_that_changes_its_pace_is_no_result(self):
        # runs: copy, gemm, 3 rounds, copy, gemm
        self.program("nnlite", {"machine_copy": [0.5] * 5 + [0.9, 0.9], "machine_gemm": 1.0, "tiny_add": 1e-7})
        status, printed, _ = self.run_it("--threads", "1")
        self.assertEqual(status, 3)
        self.assertIn("the machine's own figures differ by 80%", printed)

    def test_a_busy_machine_is_no_result(self):
        self.program("nnlite", {**MACHINE, "tiny_add": 1e-7})
        status, printed, _ = self.run_it("--threads", "1", others=0.4)
        self.assertEqual(status, 3)
        self.assertIn("other processes took 40%", printed)

    def test_a_missed_target_is_an_exit_status(self):
        self.program("nnlite", {**MACHINE, "tiny_add": 1e-7})
        with mock.patch.object(run.instructions, "report", lambda build: 1.0):
            status, printed, _ = self.run_it("--threads", "1", "--targets")
        self.assertEqual(status, 1)
        self.assertIn("not measured", printed)


class Noise(unittest.TestCase):
    def test_the_median_counts_and_not_one_cell(self):
        self.assertEqual(run.complaints([0.01, 0.02, 0.9], 0.0, 0.0), [])
        self.assertEqual(len(run.complaints([0.2, 0.3, 0.01], 0.0, 0.0)), 1)

    def test_each_cause_is_named(self):
        self.assertEqual(len(run.complaints([0.2], 0.3, 0.4)), 3)
        self.assertEqual(run.complaints([], 0.2, 0.1), [])

    def test_interference_is_a_share(self):
        share = run.Interference().share()
        self.assertGreaterEqual(share, 0)
        self.assertLessEqual(share, 1)


class Means(unittest.TestCase):
    def test_are_geometric_and_for_each_number_of_threads(self):
        rows = [row("a", peer=2.0), row("b", peer=8.0), row("a", 2, peer=3.0), row("b", peer=100.0, name="onednn"),
                {**row("library_size", peer=90.0), "what": "bytes"}]
        means = run.geometric_means(rows)
        self.assertEqual({threads: count for threads, (_, count) in means.items()}, {1: 2, 2: 1})
        self.assertAlmostEqual(means[1][0], 4)
        self.assertAlmostEqual(means[2][0], 3)


if __name__ == "__main__":
    unittest.main()
