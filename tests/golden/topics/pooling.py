"""max_pool2d, avg_pool2d and adaptive_avg_pool2d. settings: op and its arguments, pairs as lists; output_size with
-1 for None; swapped: the operation gets input with its last two axes exchanged. input -> output and its gradient.
"""

import torch
import torch.nn.functional as F

from common import Draw, differentiated, error_case

NAN, INFINITY = float("nan"), float("inf")


def pool(op, swapped=False, **settings):
    def call(input):
        x = input.transpose(-1, -2) if swapped else input
        if op == "adaptive_avg":
            return F.adaptive_avg_pool2d(x, [None if n == -1 else n for n in settings["output_size"]])
        return getattr(F, op + "_pool2d")(x, **settings)

    return call


def pooling(op, name, input, **settings):
    name = f"{op}_{name}"
    if isinstance(input, tuple):
        input = Draw("pooling/" + name).normal(*input)
    settings = {key: [n] * 2 if key in PAIRS and isinstance(n, int) else n for key, n in settings.items()}
    return name, dict(settings, op=op), input


PAIRS = ("kernel_size", "stride", "padding", "dilation", "output_size")


def right(*arguments, **settings):
    name, settings, input = pooling(*arguments, **settings)
    return differentiated(name, settings, pool(**settings), {"input": input})


def wrong(*arguments, **settings):
    name, settings, input = pooling(*arguments, **settings)
    return error_case(name, settings, {"input": input}, lambda: pool(**settings)(input))


def shared_cases(op):
    return [
        right(op, "two_by_two", (2, 2, 4, 6), kernel_size=2),
        right(op, "without_batch", (2, 4, 5), kernel_size=[2, 3]),
        right(op, "overlapping", (1, 2, 5, 6), kernel_size=3, stride=[1, 2]),
        right(op, "gaps", (1, 2, 7, 7), kernel_size=[1, 2], stride=3),
        right(op, "padding", (1, 2, 5, 4), kernel_size=3, stride=2, padding=1),
        right(op, "padding_per_axis", (1, 2, 3, 4), kernel_size=[2, 4], stride=1, padding=[0, 2]),
        right(op, "ceil", (1, 2, 5, 6), kernel_size=2, stride=[2, 3], ceil_mode=True),
        right(op, "ceil_padding", (1, 2, 6, 5), kernel_size=3, stride=[2, 3], padding=1, ceil_mode=True),
        right(op, "ceil_window_larger_than_the_image", (1, 1, 2, 4), kernel_size=3, stride=2, ceil_mode=True),
        right(op, "ceil_window_begins_behind_the_image", (1, 1, 3, 3), kernel_size=2, stride=3, padding=1,
              ceil_mode=True),
        right(op, "whole_image", (2, 3, 3, 5), kernel_size=[3, 5]),
        right(op, "one_element", (1, 1, 1, 1), kernel_size=1),
        right(op, "empty_batch", (0, 2, 4, 4), kernel_size=2),
        right(op, "swapped_axes", (2, 2, 5, 4), kernel_size=[2, 3], stride=1, swapped=True),
        wrong(op, "window_larger_than_the_image", (1, 1, 2, 4), kernel_size=3),
        wrong(op, "padding_more_than_half", (1, 1, 4, 4), kernel_size=3, padding=2),
        wrong(op, "negative_padding", (1, 1, 4, 4), kernel_size=3, padding=-1),
        wrong(op, "too_few_axes", (4, 4), kernel_size=2),
        wrong(op, "too_many_axes", (1, 1, 1, 4, 4), kernel_size=2),
        wrong(op, "no_channels", (1, 0, 4, 4), kernel_size=2),
        wrong(op, "empty_image", (1, 1, 0, 4), kernel_size=2),
        wrong(op, "zero_kernel", (1, 1, 4, 4), kernel_size=0, stride=1),
    ]


def max_cases():
    ties = torch.tensor([[[1.0, 3.0, 3.0, 2.0], [3.0, 1.0, 2.0, 3.0], [0.0, 0.0, 0.0, 0.0]]])
    odd = torch.tensor([[[NAN, 3.0, 1.0, -INFINITY], [5.0, NAN, INFINITY, 2.0]]])
    lowest = torch.full((1, 3, 3), -INFINITY)
    return [
        right("max", "dilation", (1, 2, 6, 7), kernel_size=[2, 3], stride=1, dilation=[3, 2]),
        right("max", "dilation_padding_ceil", (1, 2, 6, 5), kernel_size=3, stride=2, padding=1, dilation=2,
              ceil_mode=True),
        right("max", "first_of_equal", ties, kernel_size=2, stride=1),
        right("max", "nan_and_infinity", odd, kernel_size=2, stride=1),
        right("max", "all_nan", torch.full((1, 2, 3), NAN), kernel_size=2, stride=1),
        right("max", "all_the_least", lowest, kernel_size=2, stride=1, padding=1),
        wrong("max", "dilated_window_larger", (1, 1, 4, 4), kernel_size=3, dilation=2),
    ]


def average_cases():
    return [
        right("avg", "padding_not_counted", (1, 2, 5, 4), kernel_size=3, stride=2, padding=1,
              count_include_pad=False),
        right("avg", "ceil_padding_not_counted", (1, 2, 6, 5), kernel_size=3, stride=[2, 3], padding=1,
              ceil_mode=True, count_include_pad=False),
        right("avg", "divisor", (1, 2, 4, 4), kernel_size=3, padding=1, stride=2, divisor_override=5),
        right("avg", "negative_divisor", (1, 1, 4, 4), kernel_size=2, divisor_override=-2),
        right("avg", "nan_and_infinity", torch.tensor([[[NAN, 1.0, 2.0, INFINITY, -INFINITY, 1.0]]]),
              kernel_size=[1, 2]),
        right("adaptive_avg", "even", (2, 2, 4, 6), output_size=[2, 3]),
        right("adaptive_avg", "uneven", (1, 2, 5, 7), output_size=[3, 4]),
        right("adaptive_avg", "global", (2, 3, 3, 4), output_size=1),
        right("adaptive_avg", "more_than_there_are", (1, 1, 2, 3), output_size=[5, 4]),
        right("adaptive_avg", "kept", (1, 2, 3, 4), output_size=[-1, 2]),
        right("adaptive_avg", "without_batch", (2, 3, 4), output_size=[2, 1]),
        right("adaptive_avg", "empty_batch", (0, 2, 3, 4), output_size=2),
        right("adaptive_avg", "swapped_axes", (2, 2, 3, 4), output_size=[3, 2], swapped=True),
        wrong("adaptive_avg", "negative", (1, 1, 4, 4), output_size=[-2, 1]),
        wrong("adaptive_avg", "empty_image", (0, 1, 0, 4), output_size=2),
        wrong("adaptive_avg", "too_few_axes", (4, 4), output_size=2),
        wrong("adaptive_avg", "too_many_axes", (1, 1, 1, 4, 4), output_size=2),
    ]


def cases():
    return shared_cases("max") + max_cases() + shared_cases("avg") + average_cases()
