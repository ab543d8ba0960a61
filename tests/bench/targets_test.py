"""A run against targets: reached, missed, or not measured."""

import contextlib
import io
import unittest

from rows import row
import targets


def one(target, rows, instructions=None):
    """Whether the target is reached, and the figures from the worst on."""
    [(_, good, cells)] = targets.check(rows, instructions, [target])
    return good, [round(cell[2], 6) for cell in cells]


class Targets(unittest.TestCase):
    def test_at_least_begins_with_the_lowest(self):
        at_least_one = ("", "ratio", r"^relu", None, 1.0, None)
        rows = [row("relu/1", peer=3.0), row("relu/2", 2, peer=2.0), row("tanh/1", peer=0.5)]
        self.assertEqual(one(at_least_one, rows), (True, [2, 3]))
        self.assertEqual(one(at_least_one, [*rows, row("relu/3", peer=0.9)]), (False, [0.9, 2, 3]))

    def test_holds_only_on_the_threads_that_it_names(self):
        rows = [row("relu/1", 1, peer=0.5), row("relu/1", 2, peer=1.5)]
        self.assertEqual(one(("", "ratio", ".", 2, 1.0, None), rows), (True, [1.5]))

    def test_the_ratio_to_pytorch_is_of_pytorch_alone(self):
        rows = [row("a", peer=2.0), row("a", peer=0.5, name="onednn"), row("b", peer=None)]
        self.assertEqual(one(("", "ratio", ".", None, 1.0, None), rows), (True, [2]))

    def test_over_another_program_is_nnlites_time_over_its(self):
        rows = [row("batchnorm2d_train/1", nnlite=1.2, peer=1.0, name="onednn"), row("batchnorm2d_train/1")]
        self.assertEqual(one(("", "over_onednn", ".", None, None, 1.15), rows), (False, [1.2]))
        self.assertEqual(one(("", "over_onednn", ".", None, None, 1.25), rows), (True, [1.2]))
        self.assertEqual(one(("", "over_core", ".", None, None, 1.05), rows), (None, []))

    def test_speed_up_counts_products_of_more_than_a_millisecond_on_both_numbers_of_threads(self):
        rows = [
            row("long", 1, nnlite=0.010, limit_by="products"), row("long", 2, nnlite=0.005, limit_by="products"),
            row("copy", 1, nnlite=0.010, limit_by="memory"), row("copy", 2, nnlite=0.009, limit_by="memory"),
            row("short", 1, nnlite=0.0009, limit_by="products"), row("short", 2, nnlite=0.0009, limit_by="products"),
            row("once", 1, nnlite=0.010, limit_by="products"),
        ]
        self.assertEqual(one(("", "speed_up", ".", 2, 1.7, None), rows), (True, [2]))
        self.assertEqual([cell for cell, *_ in targets.speed_ups(rows)], ["long", "copy"])

    def test_the_mean_is_of_each_number_of_threads(self):
        rows = [row("a", 1, peer=2.0), row("b", 1, peer=8.0), row("a", 2, peer=3.0), row("a", 1, peer=9.0, name="core")]
        self.assertEqual(one(("", "mean_ratio", ".", None, 3.5, None), rows), (False, [3, 4]))

    def test_shares_are_of_what_memory_bounds(self):
        rows = [row("a", limit_by="memory"), row("b", limit_by="products")]
        rows[0]["limit_share"], rows[1]["limit_share"] = 0.75, 0.5
        self.assertEqual(one(("", "share", ".", None, 0.7, None), rows), (True, [0.75]))

    def test_sizes_and_times_are_taken_as_they_are(self):
        rows = [row("library_size", nnlite=1.5e6)]
        self.assertEqual(one(("", "nnlite", "^library_size$", None, None, 2e6), rows), (True, [1.5e6]))

    def test_instructions_come_from_outside(self):
        target = ("", "instructions", ".", None, None, 1.1)
        self.assertEqual(one(target, [], 1.02), (True, [1.02]))
        self.assertEqual(one(target, [], 1.2), (False, [1.2]))
        self.assertEqual(one(target, []), (None, []))

    def test_what_was_not_measured_is_not_reached(self):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            self.assertFalse(targets.report([]))
        self.assertEqual(printed.getvalue().count("not measured"), len(targets.TARGETS))

    def test_the_report_names_what_was_missed(self):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            self.assertFalse(targets.report([row("relu/1", peer=0.75), row("tanh/1")]))
        self.assertIn("MISSED        no slower than PyTorch: 1 of 2", printed.getvalue())
        self.assertIn("0.75 relu/1, 1 thread\n", printed.getvalue())
        self.assertNotIn("tanh/1", printed.getvalue())


if __name__ == "__main__":
    unittest.main()
