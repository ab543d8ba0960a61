"""Structs of callers that are older or newer than the library, for every function of nnlite.h that takes one: a shorter struct has
defaults in its tail, a longer one may hold nothing but zeros there, and nothing is written beyond the caller's size."""
import ctypes
import os
import pathlib
import sys
import tempfile
from ctypes import CFUNCTYPE, POINTER, c_double, c_int32, c_int64, c_void_p

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "capi" / "bindings"))
import declarations
from nnlite_header import Error, Library

nn = Library(library=sys.argv[1], header=sys.argv[2])
header = declarations.read(sys.argv[2])
folder = tempfile.TemporaryDirectory()
path = os.path.join(folder.name, "file").encode()
GARBAGE = 0x5A


def handles(*values):
    return (c_int64 * len(values))(*values)


def full(value, *shape, dtype=nn.NNL_F32):
    return nn.make("nnl_tensor_full", 0, dtype, len(shape), handles(*shape), value)


def parameter(*shape, dtype=nn.NNL_F32):
    tensor = full(1, *shape, dtype=dtype)
    nn.nnl_tensor_set_requires_grad(tensor, 1)
    return tensor


x, rows, one = full(1, 4, 3), full(0, 4, dtype=nn.NNL_I64), parameter(dtype=nn.NNL_F64)
signals, images, bags = full(1, 2, 3, 8), full(1, 2, 3, 8, 8), full(0, 2, 3, dtype=nn.NNL_I64)
model = nn.make("nnl_linear_create", 0, 3, 3, None)
loss = nn.make("nnl_mse_loss_create", 0, nn.NNL_REDUCTION_MEAN)
weight = nn.make("nnl_module_parameter", model, 0)
sgd = nn.make("nnl_sgd_create", 1, handles(weight), None)
loader = nn.make("nnl_loader_create", 2, handles(x, x), None)
nn.nnl_module_save(model, path)
report = nn.make("nnl_handle_report_create", 0, 0)
Function = CFUNCTYPE(c_int32, c_int64, POINTER(c_int64), POINTER(c_int64), c_void_p)


@Function
def share(count, inputs, output, user_data):
    output[0] = nn.make("nnl_tensor_share", inputs[0])
    return nn.NNL_OK


def optimizer(kind):
    """The two functions that take an optimizer's settings."""

    def create(options):
        return nn.make(f"nnl_{kind}_create", 1, handles(parameter(2)), options)

    def add_group(options):
        getattr(nn, f"nnl_{kind}_add_group")(create(None), 1, handles(parameter(2)), options)

    return {f"nnl_{kind}_create": create, f"nnl_{kind}_add_group": add_group}


def made(function, *arguments):
    """A function of which only its options, the last but one, are of interest."""
    return lambda options: nn.make(function, *arguments, options)


def profile(options):
    nn.nnl_profile_start(0, options)
    nn.nnl_profile_stop(0)


# How to call each function with nothing but the struct in question left open.
OPTIONS = {
    "nnl_context_create": made("nnl_context_create"),
    "nnl_cross_entropy": made("nnl_cross_entropy", x, x),
    "nnl_cross_entropy_loss_create": made("nnl_cross_entropy_loss_create", 0),
    "nnl_triplet_margin_loss": made("nnl_triplet_margin_loss", x, x, x),
    "nnl_triplet_margin_loss_create": made("nnl_triplet_margin_loss_create", 0),
    "nnl_embedding": made("nnl_embedding", x, rows),
    "nnl_embedding_create": made("nnl_embedding_create", 0, 5, 2),
    "nnl_embedding_from_pretrained": made("nnl_embedding_from_pretrained", x, 1),
    "nnl_batch_norm": made("nnl_batch_norm", x, 0, 0, 0, 0, 0, 1),
    "nnl_batch_norm1d_create": made("nnl_batch_norm1d_create", 0, 3),
    "nnl_batch_norm2d_create": made("nnl_batch_norm2d_create", 0, 3),
    "nnl_batch_norm3d_create": made("nnl_batch_norm3d_create", 0, 3),
    "nnl_linear_create": made("nnl_linear_create", 0, 3, 2),
    "nnl_loader_create": made("nnl_loader_create", 1, handles(x)),
    "nnl_train_step": lambda o: nn.nnl_train_step(model, loss, sgd, 1, handles(x), 1, handles(x), o, None),
    "nnl_fit": lambda o: nn.nnl_fit(model, loss, sgd, loader, o, None, None, None),
    "nnl_gradcheck": lambda o: nn.nnl_gradcheck(ctypes.cast(share, c_void_p), None, 1, handles(one), o, ctypes.byref(c_int32()), None, 0, None),
    "nnl_module_load_with": lambda o: nn.nnl_module_load_with(model, path, o, None),
    "nnl_conv1d": made("nnl_conv1d", signals, full(1, 4, 3, 2), 0),
    "nnl_conv2d": made("nnl_conv2d", images, full(1, 4, 3, 2, 2), 0),
    "nnl_conv1d_create": made("nnl_conv1d_create", 0, 3, 4, 2),
    "nnl_conv2d_create": made("nnl_conv2d_create", 0, 3, 4, 2, 2),
    "nnl_layer_norm_create": made("nnl_layer_norm_create", 0, 1, handles(3)),
    "nnl_group_norm_create": made("nnl_group_norm_create", 0, 1, 3),
    "nnl_max_pool2d": made("nnl_max_pool2d", images, 2, 2),
    "nnl_max_pool2d_create": made("nnl_max_pool2d_create", 0, 2, 2),
    "nnl_avg_pool2d": made("nnl_avg_pool2d", images, 2, 2),
    "nnl_avg_pool2d_create": made("nnl_avg_pool2d_create", 0, 2, 2),
    "nnl_embedding_bag": made("nnl_embedding_bag", x, bags, 0, 0),
    "nnl_embedding_bag_create": made("nnl_embedding_bag_create", 0, 5, 2),
    "nnl_embedding_bag_from_pretrained": made("nnl_embedding_bag_from_pretrained", x, 1),
    "nnl_one_cycle_lr_create": lambda o: nn.make(
        "nnl_one_cycle_lr_create", nn.make("nnl_adam_create", 1, handles(parameter(2)), None), 1, (c_double * 1)(0.1), 5, o
    ),
    "nnl_reduce_lr_on_plateau_create": made("nnl_reduce_lr_on_plateau_create", sgd, 0, None),
    "nnl_profile_start": profile,
    **{name: call for kind in ("sgd", "adam", "adamw", "sparse_adam", "adagrad", "rmsprop") for name, call in optimizer(kind).items()},
}
# Structs whose defaults alone do not do.
PARTS = {
    "nnl_checkpoint_save": lambda parts: nn.nnl_checkpoint_save(path + b".parts", parts),
    "nnl_checkpoint_load": lambda parts: nn.nnl_checkpoint_load(path + b".parts", parts),
}
# Structs that are written.
RESULTS = {
    "nnl_fit": lambda result: nn.nnl_fit(model, loss, sgd, loader, None, None, None, result),
    "nnl_profile_read_summary": lambda result: nn.nnl_profile_read_summary(0, result),
    "nnl_profile_read_row": lambda result: nn.nnl_profile_read_row(0, 0, result),
    "nnl_number_report_read": lambda result: nn.nnl_number_report_read(0, result),
    "nnl_handle_report_row": lambda result: nn.nnl_handle_report_row(report, 0, result),
}


class Struct:
    """A struct in memory of its own, with room behind it, and garbage wherever nobody wrote."""

    def __init__(self, name, size):
        self.type = nn.types[name]
        self.memory = (ctypes.c_uint8 * (size + 64))(*[GARBAGE] * (size + 64))
        self.size = size
        self.init = getattr(nn, name + "_init")
        self.init(self.pointer(), size)

    def pointer(self):
        return ctypes.cast(self.memory, POINTER(self.type))

    def bytes(self, begin, end):
        return bytes(self.memory[begin:end])

    def check_beyond(self):
        assert self.bytes(self.size, self.size + 64) == bytes([GARBAGE] * 64), f"written beyond {self.size} bytes"


def borders(name):
    """The sizes that the struct may have had when it had fewer fields."""
    kind = nn.types[name]
    ends = {getattr(kind, field).offset for field, _ in kind._fields_} | {ctypes.sizeof(kind)}
    return sorted(end for end in ends if end > 0 and end % 8 == 0)


def refused(status, call, *arguments):
    try:
        call(*arguments)
    except Error as error:
        assert error.status == status, error
        return
    raise AssertionError("no error")


def check_layout(struct):
    kind = nn.types[struct.name]
    assert struct.fields[0].name == "struct_size" and struct.fields[0].type == "uint32_t", struct.name
    used = sum(ctypes.sizeof(field_type) for _, field_type in kind._fields_)
    assert ctypes.sizeof(kind) == used and used % 8 == 0, f"{struct.name} has padding"


def check_init(name):
    whole = ctypes.sizeof(nn.types[name])
    defaults = Struct(name, whole)
    for size in range(whole + 24):
        struct = Struct(name, size)
        struct.check_beyond()
        if size < 4:
            assert struct.bytes(0, size) == bytes([GARBAGE] * size), name
            continue
        assert int.from_bytes(struct.bytes(0, 4), "little") == size
        assert struct.bytes(4, size) == defaults.bytes(4, min(size, whole)) + bytes(max(0, size - whole)), name


def check_sizes(name, call, least=8):
    for size in borders(name):
        if size >= least:
            call(Struct(name, size).pointer())  # garbage follows
    whole = ctypes.sizeof(nn.types[name])
    for longer in (whole + 8, whole + 32):
        struct = Struct(name, longer)
        call(struct.pointer())
        for place in (whole, longer - 1):
            struct.memory[place] = 1
            refused(nn.NNL_NOT_SUPPORTED, call, struct.pointer())
            struct.memory[place] = 0
    for wrong in (0, 4, whole - 4, whole + 4, 4104):
        struct = Struct(name, whole)
        struct.pointer().contents.struct_size = wrong
        refused(nn.NNL_INVALID_ARGUMENT, call, struct.pointer())


def check_result(name, call):
    whole = ctypes.sizeof(nn.types[name])
    for size in [*borders(name), whole + 8, whole + 32]:
        struct = Struct(name, size)
        call(struct.pointer())
        struct.check_beyond()
        assert struct.pointer().contents.struct_size == size
        assert struct.bytes(whole, size) == bytes(max(0, size - whole)), "the unknown tail becomes zeros"
    for wrong in (0, 4, whole + 4):
        struct = Struct(name, whole)
        struct.pointer().contents.struct_size = wrong
        before = struct.bytes(0, whole)
        refused(nn.NNL_INVALID_ARGUMENT, call, struct.pointer())
        assert struct.bytes(0, whole) == before


def with_model(call):
    def run(parts):
        parts.contents.model = model
        call(parts)

    return run


def check_progress():
    sizes = []
    progress = nn.types["nnl_fit_progress"]

    @CFUNCTYPE(c_int32, POINTER(progress), c_void_p)
    def look(given, user_data):
        sizes.append(given.contents.struct_size)
        return nn.NNL_OK

    nn.nnl_fit(model, loss, sgd, loader, None, ctypes.cast(look, c_void_p), None, None)
    assert sizes and set(sizes) == {ctypes.sizeof(progress)}


structs = {struct.name: struct for struct in header.structs}
for struct in header.structs:
    check_layout(struct)
nn.nnl_profile_start(0, None)
nn.nnl_tensor_release(nn.make("nnl_relu", x))
nn.nnl_profile_stop(0)
checked = set()
for name, call in RESULTS.items():
    result = next(p for f in header.functions if f.name == name for p in f.parameters if p.type in structs and not p.const)
    check_result(result.type, call)
    checked.add((name, result.type))
for function in header.functions:
    for given in function.parameters:
        if given.type not in structs:
            continue
        if function.name == given.type + "_init":
            check_init(given.type)
        elif function.name in PARTS:
            check_sizes(given.type, with_model(PARTS[function.name]), least=16)
        elif given.const:
            assert function.name in OPTIONS, f"{function.name} takes {given.type}: say in OPTIONS how to call it"
            check_sizes(given.type, OPTIONS[function.name])
        else:
            assert (function.name, given.type) in checked, f"{function.name} gives {given.type}: say in RESULTS how to call it"
check_progress()
print(f"{len(structs)} structs as short and as long as callers have them")
