"""The least bytes and flops of cells, counted by hand."""

import math
import unittest

import rows  # noqa: F401, the path to the benchmark
import limits


def least(cell):
    name, *variant = cell.split("/")
    return limits.LEAST[name](*variant)


class Limits(unittest.TestCase):
    def test_batch_norm_passes_five_times_over_its_tensor(self):
        self.assertEqual(least("batchnorm2d_train/8x256x14x14"), (5 * 4 * 8 * 256 * 14 * 14, 0))
        self.assertEqual(least("batchnorm2d_relu_train/8x256x14x14"), (5 * 4 * 8 * 256 * 14 * 14, 0))
        self.assertEqual(least("batchnorm1d_eval/64x128"), (2 * 4 * 64 * 128, 0))

    def test_optimizers_read_and_write_each_parameter_and_momentum(self):
        self.assertEqual(least("sgd_step/8388608"), (3 * 4 * 8388608, 0))
        self.assertEqual(least("sgd_nesterov_step/8388608"), (5 * 4 * 8388608, 0))

    def test_linear(self):
        moved, flops = least("linear_train/32x80x256")
        self.assertEqual(flops, 3 * 2 * 32 * 80 * 256)
        self.assertEqual(moved, 4 * (3 * 32 * 80 + 2 * 32 * 256 + 3 * 80 * 256))

    def test_convolution(self):
        moved, flops = least("conv2d_train/64x32x14x14x64")
        self.assertEqual(flops, 3 * 2 * 64 * 14 * 14 * 9 * 32 * 64)
        self.assertEqual(moved, 4 * (64 * 14 * 14 * (3 * 32 + 2 * 64) + 3 * 9 * 32 * 64))

    def test_uniform_look_ups_touch_the_expected_rows(self):
        self.assertAlmostEqual(limits.distinct(10_000, "uniform"), 10_000 * (1 - 0.9999**8192), places=3)
        self.assertLess(limits.distinct(10_000_000, "uniform"), 8192)

    def test_zipf_look_ups_touch_fewer_rows_and_never_more_than_there_are(self):
        for count in (10_000, 1_000_000):
            self.assertLess(limits.distinct(count, "zipf"), limits.distinct(count, "uniform"))
        self.assertLessEqual(limits.distinct(10, "zipf"), 10)

    def test_zipf_agrees_with_the_sum_over_single_rows(self):
        rows_, lookups = 500, 300
        exact = sum(1 - (1 - math.log((k + 2) / (k + 1)) / math.log(rows_ + 1)) ** lookups for k in range(rows_))
        self.assertAlmostEqual(limits.distinct(rows_, "zipf", lookups), exact, places=6)

    def test_an_embedding_step_costs_the_rows_that_it_touches(self):
        moved, flops = least("embedding_step/1000000/uniform")
        touched = limits.distinct(1_000_000, "uniform")
        self.assertAlmostEqual(moved, 64 * 4 * (3 * touched + 2 * 8192) + 8 * 8192)
        self.assertEqual(flops, 0)
        bag, _ = least("embedding_bag_sum/100000/uniform")
        self.assertAlmostEqual(
            bag, 64 * 4 * (3 * limits.distinct(100_000, "uniform") + 2 * 1024) + 8 * 8192
        )

    def test_a_model_counts_its_products_without_the_gradient_of_its_data(self):
        _, flops = least("train_step_mlp")
        self.assertEqual(flops, 256 * (4 * 512 * 1024 + 6 * 1024 * 1024 + 6 * 1024 * 10))

    def test_the_longer_of_both_limits(self):
        # three passes of 4 bytes over 8,388,608 at 1 GB/s; the products of a linear layer at 1 GFLOP/s
        self.assertAlmostEqual(limits.least_seconds("sgd_step/8388608", 1e9, 1e9), 0.100663296)
        self.assertEqual(limits.limited_by("sgd_step/8388608", 1e9, 1e9), "memory")
        self.assertAlmostEqual(limits.least_seconds("linear_train/32x80x256", 1e9, 1e9), 0.00393216)
        self.assertEqual(limits.limited_by("linear_train/32x80x256", 1e9, 1e9), "products")

    def test_what_only_overhead_limits_has_none(self):
        self.assertIsNone(limits.least_seconds("tiny_add", 1e9, 1e9))
        self.assertIsNone(limits.limited_by("tiny_add", 1e9, 1e9))


if __name__ == "__main__":
    unittest.main()
