"""Modules and operations that are Python functions, through nothing but ctypes: any language can lend nnlite its functions."""
import ctypes
import sys
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_double, c_int32, c_int64, c_void_p, create_string_buffer

from nnlite_header import Error, Library

nn = Library(library=sys.argv[1], header=sys.argv[2])

Handles = POINTER(c_int64)
Module = CFUNCTYPE(c_int32, c_int64, c_int64, Handles, Handles, c_void_p)
Function = CFUNCTYPE(c_int32, c_int64, Handles, Handles, c_void_p)
Backward = CFUNCTYPE(c_int32, c_int64, Handles, c_int64, c_int64, POINTER(c_int32), Handles, c_void_p)
Done = CFUNCTYPE(None, c_void_p)


def guarded(body):
    """A callback that turns what a Python function raises into a status and a message."""

    def callback(*arguments):
        try:
            body(*arguments)
            return nn.NNL_OK
        except Exception as error:
            nn.nnl_set_last_error(str(error).encode())
            return nn.NNL_CALLBACK_FAILED

    return callback


def pointer(function):
    return ctypes.cast(function, c_void_p)


def tensor(*values):
    return nn.make(
        "nnl_tensor_from_data", 0, nn.NNL_F64, 1, (c_int64 * 1)(len(values)), (c_double * len(values))(*values), 8 * len(values)
    )


def values(handle):
    data = (c_double * nn.make("nnl_tensor_count", handle))()
    nn.nnl_tensor_read(handle, data, ctypes.sizeof(data))
    return list(data)


@Function
@guarded
def cube(count, inputs, output, user_data):
    output[0] = nn.make("nnl_pow", inputs[0], 3)


@Backward
@guarded
def cube_backward(count, inputs, output, output_gradient, wanted, gradients, user_data):
    assert count == 1 and wanted[0] == 1
    square = nn.make("nnl_multiply", inputs[0], inputs[0])
    tripled = nn.make("nnl_affine", square, 3, 0)
    gradients[0] = nn.make("nnl_multiply", tripled, output_gradient)
    nn.nnl_tensor_release(square)
    nn.nnl_tensor_release(tripled)


ended = []


@Done
def done(user_data):
    ended.append(user_data)


@Function
@guarded
def cubed(count, inputs, output, user_data):
    output[0] = nn.make("nnl_custom_op", b"cube", count, inputs, pointer(cube), pointer(cube_backward), pointer(done), 5)


@Module
@guarded
def forward(module, count, inputs, output, user_data):
    if count != 2:
        raise ValueError(f"two inputs wanted, not {count}")
    scale = nn.make("nnl_module_tensor", module, b"scale")
    scaled = nn.make("nnl_multiply", inputs[0], scale)
    output[0] = nn.make("nnl_add", scaled, inputs[1])
    nn.nnl_tensor_release(scale)
    nn.nnl_tensor_release(scaled)


x, scale = tensor(1, -2), tensor(3, 4)
inputs = (c_int64 * 2)(x, x)
nn.nnl_tensor_set_requires_grad(x, 1)

out = c_int64()
cubed(1, inputs, ctypes.byref(out), None)
assert values(out.value) == [1, -8] and ended == []
nn.nnl_tensor_backward(out.value, scale, 0)
gradient = nn.make("nnl_tensor_grad", x)
assert values(gradient) == [9, 48]
nn.nnl_tensor_release(out.value)
assert ended == [5]

passed, report = c_int32(), create_string_buffer(4096)
nn.nnl_gradcheck(pointer(cubed), None, 1, inputs, None, ctypes.byref(passed), report, len(report), None)
assert passed.value == 1 and report.value.startswith(b"all 4 derivatives agree"), report.value

model = nn.make("nnl_module_create", 0, b"Scale", pointer(forward), pointer(done), 6)
nn.nnl_module_add_parameter(model, b"scale", scale)
y = nn.make("nnl_module_forward_inputs", model, 2, inputs)
assert values(y) == [4, -10]
try:
    nn.make("nnl_module_forward", model, x)
    raise AssertionError("no error")
except Error as error:
    assert error.status == nn.NNL_CALLBACK_FAILED
    assert str(error).endswith("Scale: the callback failed with status 140: two inputs wanted, not 1"), error

for handle in (x, scale, gradient, y):
    nn.nnl_tensor_release(handle)
nn.nnl_module_release(model)
assert ended[-1] == 6 and nn.make("nnl_live_handles") == 0
