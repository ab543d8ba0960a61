"""conv1d and conv2d. settings: op, stride, padding (a list, or "same"), dilation, groups; swapped: the operation
gets input with its last two axes exchanged. input, weight, bias or none -> output and the gradients of all.
"""

import torch.nn.functional as F

from common import Draw, differentiated, error_case


def convolve(op, stride, padding, dilation, groups, swapped=False):
    def call(input, weight, bias=None):
        x = input.transpose(-1, -2) if swapped else input
        return getattr(F, op)(x, weight, bias, stride, padding, dilation, groups)

    return call


def settings_of(axes, stride=1, padding=0, dilation=1, groups=1, **others):
    def each(value):
        return value if isinstance(value, (list, str)) else [value] * axes

    return dict(others, op=f"conv{axes}d", stride=each(stride), padding=each(padding), dilation=each(dilation),
                groups=groups)


def convolution(name, shape, weight, bias=True, **given):
    settings = settings_of(len(weight) - 2, **given)
    draw = Draw("convolution/" + name)
    inputs = {"input": draw.normal(*shape), "weight": draw.normal(*weight, scale=0.5)}
    if bias:
        inputs["bias"] = draw.normal(weight[0])
    return differentiated(name, settings, convolve(**settings), inputs)


def fails(name, shape, weight, bias=None, **given):
    settings = settings_of(len(weight) - 2, **given)
    draw = Draw("convolution/" + name)
    inputs = {"input": draw.normal(*shape), "weight": draw.normal(*weight)}
    if bias:
        inputs["bias"] = draw.normal(*bias)
    return error_case(name, settings, inputs, lambda: convolve(**settings)(**inputs))


def image_cases():
    return [
        convolution("plain", (2, 2, 4, 5), (3, 2, 3, 3)),
        convolution("without_bias", (1, 2, 4, 5), (3, 2, 3, 2), bias=False),
        convolution("without_batch", (2, 4, 5), (3, 2, 3, 2)),
        convolution("padding", (2, 2, 3, 4), (2, 2, 3, 3), padding=1),
        convolution("padding_per_axis", (1, 2, 4, 3), (2, 2, 3, 3), padding=[0, 2]),
        convolution("padding_beyond_the_kernel", (1, 1, 2, 3), (2, 1, 2, 2), padding=3),
        convolution("stride", (2, 1, 6, 7), (2, 1, 3, 3), stride=2),
        convolution("stride_per_axis_padding", (1, 2, 6, 7), (2, 2, 3, 3), stride=[3, 2], padding=1),
        convolution("stride_beyond_the_kernel", (1, 2, 7, 6), (3, 2, 2, 1), stride=3),
        convolution("dilation", (1, 2, 6, 7), (2, 2, 3, 2), dilation=2),
        convolution("everything", (2, 4, 5, 6), (4, 2, 3, 2), stride=[2, 1], padding=[2, 1], dilation=[1, 3],
                    groups=2),
        convolution("groups", (1, 6, 4, 3), (6, 2, 3, 3), groups=3),
        convolution("depthwise", (2, 3, 4, 3), (3, 1, 3, 3), padding=1, groups=3),
        convolution("depthwise_two_outputs_stride", (1, 3, 5, 4), (6, 1, 3, 2), padding=1, stride=2, groups=3),
        convolution("depthwise_dilation", (1, 2, 5, 6), (2, 1, 3, 3), padding=[2, 1], dilation=2, groups=2),
        convolution("one_channel_one_output", (2, 1, 5, 4), (1, 1, 3, 3), padding=1),
        convolution("pointwise", (2, 3, 2, 3), (4, 3, 1, 1)),
        convolution("pointwise_groups", (2, 4, 2, 2), (6, 2, 1, 1), groups=2),
        convolution("pointwise_stride", (1, 3, 4, 3), (4, 3, 1, 1), stride=2),
        convolution("pointwise_padding", (1, 3, 2, 3), (4, 3, 1, 1), padding=1),
        convolution("kernel_as_large_as_the_image", (2, 3, 3, 4), (4, 3, 3, 4)),
        convolution("one_element", (1, 1, 1, 1), (1, 1, 1, 1)),
        convolution("empty_batch", (0, 3, 5, 5), (4, 3, 3, 3), padding=1),
        convolution("same", (1, 2, 4, 3), (2, 2, 3, 3), padding="same"),
        convolution("same_even_kernel", (1, 2, 4, 3), (2, 2, 2, 4), padding="same"),
        convolution("same_dilation_groups", (1, 2, 4, 3), (2, 1, 2, 3), padding="same", dilation=[3, 2], groups=2),
        convolution("swapped_axes", (2, 2, 4, 3), (2, 2, 3, 2), padding=1, swapped=True),
        convolution("swapped_axes_pointwise", (2, 3, 3, 4), (2, 3, 1, 1), swapped=True),
    ]


def signal_cases():
    return [
        convolution("signal", (2, 3, 9), (4, 3, 3)),
        convolution("signal_without_batch", (3, 9), (4, 3, 3), padding=2, stride=2),
        convolution("signal_groups_dilation", (2, 4, 10), (4, 2, 3), padding=1, dilation=3, groups=2, bias=False),
        convolution("signal_depthwise", (2, 3, 7), (3, 1, 3), padding=1, groups=3),
        convolution("signal_pointwise", (2, 3, 5), (2, 3, 1)),
        convolution("signal_same", (2, 3, 6), (2, 3, 4), padding="same"),
        convolution("signal_empty_batch", (0, 3, 6), (2, 3, 4)),
        convolution("signal_swapped_axes", (2, 7, 3), (4, 3, 3), swapped=True),
    ]


def error_cases():
    return [
        fails("kernel_larger_than_the_image", (1, 2, 2, 5), (3, 2, 3, 3)),
        fails("kernel_larger_than_an_image_of_an_empty_batch", (0, 2, 2, 2), (3, 2, 3, 3)),
        fails("dilated_kernel_larger_than_the_padded_image", (1, 2, 4, 9), (3, 2, 3, 3), padding=1, dilation=3),
        fails("channels_differ", (1, 3, 5, 5), (3, 2, 3, 3)),
        fails("channels_differ_with_groups", (1, 6, 5, 5), (4, 2, 3, 3), groups=2),
        fails("groups_do_not_divide_outputs", (1, 4, 5, 5), (3, 2, 3, 3), groups=2),
        fails("too_few_axes", (5, 5), (3, 2, 3, 3)),
        fails("too_many_axes", (1, 1, 2, 5, 5), (3, 2, 3, 3)),
        fails("bias_of_another_size", (1, 2, 5, 5), (3, 2, 3, 3), bias=(2,)),
        fails("bias_of_two_axes", (1, 2, 5, 5), (3, 2, 3, 3), bias=(3, 1)),
        fails("zero_stride", (1, 2, 5, 5), (3, 2, 3, 3), stride=0),
        fails("negative_padding", (1, 2, 5, 5), (3, 2, 3, 3), padding=-1),
        fails("zero_dilation", (1, 2, 5, 5), (3, 2, 3, 3), dilation=0),
        fails("same_with_stride", (1, 2, 5, 5), (3, 2, 3, 3), padding="same", stride=2),
        fails("no_outputs", (1, 2, 5, 5), (0, 2, 3, 3)),
        fails("empty_kernel", (1, 2, 5, 5), (3, 2, 0, 3)),
        fails("empty_image", (1, 2, 0, 5), (3, 2, 1, 1), padding=1),
        fails("signal_too_many_axes", (1, 1, 2, 5), (3, 2, 3)),
        fails("signal_kernel_larger", (1, 2, 5), (3, 2, 6)),
    ]


def cases():
    return image_cases() + signal_cases() + error_cases()
