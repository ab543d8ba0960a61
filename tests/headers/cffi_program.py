"""Declares nnlite.h to cffi as the C preprocessor gives it, and checks a gradient."""
import sys

import cffi

ffi = cffi.FFI()
with open(sys.argv[1], encoding="utf-8") as file:
    ffi.cdef(file.read())
nn = ffi.dlopen(sys.argv[2])


def check(status):
    assert status == nn.NNL_OK, ffi.string(nn.nnl_last_error_message())


def make(create, *arguments):
    handle = ffi.new("int64_t*")
    check(create(*arguments, handle))
    return handle[0]


@ffi.callback("nnl_function_callback")
def square(count, inputs, output, user_data):
    called.append(count)
    return nn.nnl_multiply(inputs[0], inputs[0], output)


called = []
x = make(nn.nnl_tensor_full, 0, nn.NNL_F64, 2, [2, 3], 2)
check(nn.nnl_tensor_set_requires_grad(x, 1))
options = ffi.new("nnl_gradcheck_options*")
nn.nnl_gradcheck_options_init(options, ffi.sizeof("nnl_gradcheck_options"))
passed = ffi.new("int32_t*")
check(nn.nnl_gradcheck(square, ffi.NULL, 1, [x], options, passed, ffi.NULL, 0, ffi.NULL))
assert passed[0] == 1 and len(called) > 12
total = make(nn.nnl_sum, x, 0, ffi.NULL, 0)
value = ffi.new("double*")
check(nn.nnl_tensor_item(total, value))
assert value[0] == 12
assert nn.nnl_tensor_item(0, value) == nn.NNL_INVALID_HANDLE
assert ffi.string(nn.nnl_last_error_argument()) == b"tensor"
nn.nnl_tensor_release(total)
nn.nnl_tensor_release(x)
live = ffi.new("int64_t*")
check(nn.nnl_live_handles(live))
assert live[0] == 0
