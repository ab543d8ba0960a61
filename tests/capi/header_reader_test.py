"""capi/examples/nnlite_header.py lays structs out as a C compiler does, arrays in them too."""
import ctypes
import sys

from nnlite_header import Library

nn = Library(library=sys.argv[1], header=sys.argv[2])

conv = nn.options("conv", groups=2, stride=(3, 4))
assert ctypes.sizeof(conv) == conv.struct_size == 72
assert (conv.dtype, conv.bias, conv.groups) == (nn.NNL_F32, 1, 2)
assert (list(conv.stride), list(conv.padding), list(conv.dilation)) == ([3, 4], [0, 0], [1, 1])
