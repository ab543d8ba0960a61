"""Models move between PyTorch and nnlite as safetensors files of the `safetensors` package, both ways, under PyTorch's names: what
one trained, the other loads, computes alike, and trains on alike. Exits with 77, and the reason, where torch or safetensors is
missing."""
import ctypes
import os
import sys
import tempfile
from ctypes import CFUNCTYPE, POINTER, c_double, c_int32, c_int64, c_void_p, create_string_buffer

try:
    import safetensors
    import safetensors.torch
    import torch
    from torch import nn
except ImportError as error:
    system = "/usr/bin/python3"  # the distribution's, which may have what a Python of one's own has not
    if os.path.exists(system) and os.path.realpath(sys.executable) != os.path.realpath(system):
        os.execv(system, [system, "-B", *sys.argv])
    print(f"skipped: {error} (in {sys.executable})")
    sys.exit(77)

from nnlite_header import Error, Library

lite = Library(library=sys.argv[1], header=sys.argv[2])
DTYPES = {
    torch.float32: lite.NNL_F32,
    torch.float64: lite.NNL_F64,
    torch.int32: lite.NNL_I32,
    torch.int64: lite.NNL_I64,
    torch.uint8: lite.NNL_U8,
    torch.bool: lite.NNL_BOOL,
}


# ---- The models in PyTorch ----


class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.scale = nn.Parameter(torch.full((size,), 0.5))
        self.register_buffer("shift", torch.randn(size))
        self.norm = nn.LayerNorm(size)
        self.inner = nn.Sequential(nn.Linear(size, 2 * size), nn.GELU(), nn.Linear(2 * size, size, bias=False))

    def forward(self, x):
        return x + self.scale * self.inner(self.norm(x)) + self.shift


class Text(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 6, padding_idx=0)
        self.project = nn.Linear(18, 8)
        self.blocks = nn.ModuleList([Block(8), Block(8)])
        self.norm = nn.BatchNorm1d(8)
        self.head = nn.Linear(8, 5)

    def forward(self, x):
        x = self.project(self.embed(x).flatten(1))
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x))


def pictures():
    features = nn.Sequential(
        nn.Conv2d(3, 8, 3, stride=2, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 8, 3, groups=2, bias=False),
        nn.GroupNorm(2, 8),
        nn.SiLU(),
    )
    return nn.Sequential(features, nn.Flatten(), nn.Linear(32, 5))


# ---- The same in nnlite ----

Forward = CFUNCTYPE(c_int32, c_int64, c_int64, POINTER(c_int64), POINTER(c_int64), c_void_p)
kept = []  # functions that nnlite calls


class Scope:
    """Calls functions, and releases what they made at the end."""

    def __enter__(self):
        self.made = []
        return self

    def __exit__(self, *_):
        for release, handle in self.made:
            release(handle)

    def __call__(self, function, *arguments):
        handle = lite.make(f"nnl_{function}", *arguments)
        self.made.append((lite.nnl_module_release if function == "module_child" else lite.nnl_tensor_release, handle))
        return handle


def custom(kind, run=None, parameters=(), buffers=(), children=()):
    """A module of parts; run(scope, module, x) gives its output. The children pass to it."""

    def call(module, count, inputs, output, user_data):
        try:
            with Scope() as scope:
                output[0] = lite.make("nnl_tensor_share", run(scope, module, inputs[0]))
            return lite.NNL_OK
        except Error as error:
            return error.status

    forward = Forward(call) if run else None
    kept.append(forward)
    module = lite.make("nnl_module_create", 0, kind.encode(), ctypes.cast(forward, c_void_p), None, None)
    for add, parts in ((lite.nnl_module_add_parameter, parameters), (lite.nnl_module_add_buffer, buffers)):
        for name, shape, dtype in parts:
            tensor = lite.make("nnl_tensor_full", 0, dtype, len(shape), (c_int64 * len(shape))(*shape), 0)
            add(module, name.encode(), tensor)
            lite.nnl_tensor_release(tensor)
    for name, child in children:
        lite.nnl_module_add_child(module, name.encode(), child)
        lite.nnl_module_release(child)
    return module


def sequential(*layers):
    module = lite.make("nnl_sequential_create", 0, len(layers), (c_int64 * len(layers))(*layers))
    for layer in layers:
        lite.nnl_module_release(layer)
    return module


class Layers:
    """Layers of one dtype."""

    def __init__(self, dtype):
        self.dtype = dtype

    def options(self, name, **settings):
        return ctypes.byref(lite.options(name, dtype=self.dtype, **settings))

    def linear(self, inputs, outputs, **settings):
        return lite.make("nnl_linear_create", 0, inputs, outputs, self.options("linear", **settings))

    def block(self, size):
        def run(scope, module, x):
            normed = scope("module_forward", scope("module_child", module, 0), x)
            y = scope("module_forward", scope("module_child", module, 1), normed)
            scaled = scope("multiply", y, scope("module_tensor", module, b"scale"))
            return scope("add", scope("add", x, scaled), scope("module_tensor", module, b"shift"))

        inner = sequential(
            self.linear(size, 2 * size), lite.make("nnl_gelu_create", 0, 0), self.linear(2 * size, size, bias=0)
        )
        norm = lite.make("nnl_layer_norm_create", 0, 1, (c_int64 * 1)(size), self.options("layer_norm"))
        vector = ((size,), self.dtype)
        return custom("Block", run, [("scale", *vector)], [("shift", *vector)], [("norm", norm), ("inner", inner)])

    def text(self):
        def run(scope, module, x):
            embed, project, blocks, norm, head = (scope("module_child", module, i) for i in range(5))
            embedded = scope("module_forward", embed, x)
            x = scope("module_forward", project, scope("flatten", embedded, 1, -1))
            for i in range(lite.make("nnl_module_num_children", blocks)):
                x = scope("module_forward", scope("module_child", blocks, i), x)
            return scope("module_forward", head, scope("module_forward", norm, x))

        options = self.options("embedding", has_padding_idx=1, padding_idx=0)
        return custom(
            "Text",
            run,
            children=[
                ("embed", lite.make("nnl_embedding_create", 0, 20, 6, options)),
                ("project", self.linear(18, 8)),
                ("blocks", custom("ModuleList", children=[(str(i), self.block(8)) for i in range(2)])),
                ("norm", lite.make("nnl_batch_norm1d_create", 0, 8, self.options("batch_norm"))),
                ("head", self.linear(8, 5)),
            ],
        )

    def pictures(self):
        def conv(inputs, **settings):
            return lite.make("nnl_conv2d_create", 0, inputs, 8, 3, 3, self.options("conv", **settings))

        features = sequential(
            conv(3, stride=(2, 2), padding=(1, 1)),
            lite.make("nnl_batch_norm2d_create", 0, 8, self.options("batch_norm")),
            lite.make("nnl_relu_create", 0),
            lite.make("nnl_max_pool2d_create", 0, 2, 2, None),
            conv(8, groups=2, bias=0),
            lite.make("nnl_group_norm_create", 0, 2, 8, self.options("group_norm")),
            lite.make("nnl_silu_create", 0),
        )
        return sequential(features, lite.make("nnl_flatten_create", 0), self.linear(32, 5))


# ---- Tensors across ----


def to_lite(scope, tensor):
    size = tensor.numel() * tensor.element_size()
    shape = (c_int64 * tensor.dim())(*tensor.shape)
    return scope("tensor_from_data", 0, DTYPES[tensor.dtype], tensor.dim(), shape, tensor.data_ptr(), size)


def to_torch(handle):
    number = lite.make("nnl_tensor_dtype", handle)
    shape = (c_int64 * lite.make("nnl_tensor_rank", handle))()
    lite.nnl_tensor_shape(handle, shape, len(shape), None)
    tensor = torch.empty(tuple(shape), dtype=next(kind for kind, n in DTYPES.items() if n == number))
    lite.nnl_tensor_read(handle, tensor.data_ptr(), tensor.numel() * tensor.element_size())
    return tensor


def state_of(module):
    """All tensors of an nnlite module by name."""
    state = {}
    for kind in ("parameter", "buffer"):
        for i in range(lite.make(f"nnl_module_num_{kind}s", module)):
            name = create_string_buffer(256)
            getattr(lite, f"nnl_module_{kind}_name")(module, i, name, len(name), None)
            with Scope() as scope:
                state[name.value.decode()] = to_torch(scope(f"module_{kind}", module, i))
    return state


def check_same_state(one, other, tolerance=None):
    assert set(one) == set(other), set(one) ^ set(other)
    for name, tensor in one.items():
        assert tensor.dtype == other[name].dtype and tensor.shape == other[name].shape, name
        equal = torch.equal(tensor, other[name]) if tolerance is None else torch.allclose(tensor, other[name], **tolerance)
        assert equal, f"{name}: {tensor} {other[name]}"


def check_same_output(model, module, x, training, tolerance):
    lite.nnl_module_train(module, int(training))
    with torch.no_grad(), Scope() as scope:
        expected = model.train(training)(x)
        output = to_torch(scope("module_forward", module, to_lite(scope, x)))
    assert torch.allclose(output, expected, **tolerance), (output, expected)


def path(name):
    return os.path.join(folder.name, name + ".safetensors")


def saved_by_torch(name, tensors):
    safetensors.torch.save_file(tensors, path(name), metadata={"format": "pt"})
    return path(name).encode()


# ---- The checks ----


def train(model, module, batches):
    """The same steps of SGD for both, or for one of them where the other is None."""
    if module:
        count = lite.make("nnl_module_num_parameters", module)
        parameters = (c_int64 * count)(*(lite.make("nnl_module_parameter", module, i) for i in range(count)))
        options = lite.options("sgd", learning_rate=0.1, momentum=0.9)
        lite_sgd = lite.make("nnl_sgd_create", count, parameters, ctypes.byref(options))
        loss = lite.make("nnl_cross_entropy_loss_create", 0, None)
        lite.nnl_module_train(module, 1)
    if model:
        sgd = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
        model.train()
    for x, y in batches:
        if model:
            sgd.zero_grad()
            nn.functional.cross_entropy(model(x), y).backward()
            sgd.step()
        if module:
            with Scope() as scope:
                inputs, targets = (c_int64 * 1)(to_lite(scope, x)), (c_int64 * 1)(to_lite(scope, y))
                lite.nnl_train_step(module, loss, lite_sgd, 1, inputs, 1, targets, None, None)
    if module:
        for parameter in parameters:
            lite.nnl_tensor_release(parameter)
        lite.nnl_optimizer_release(lite_sgd)
        lite.nnl_module_release(loss)


def check_model(name, model, module, draw, tolerance):
    def batches(count):
        return [(draw(), torch.randint(0, 5, (16,))) for _ in range(count)]

    # Trained there, loaded here.
    train(model, None, batches(10))
    lite.nnl_module_load(module, saved_by_torch(name, model.state_dict()))
    check_same_state(model.state_dict(), state_of(module))
    for training in (False, True):
        check_same_output(model, module, draw(), training, tolerance)
    # Trained on in both, with gradients through all parts.
    train(model, module, batches(5))
    check_same_state(model.state_dict(), state_of(module), tolerance)
    check_same_output(model, module, draw(), False, tolerance)
    # Trained here, loaded there.
    train(None, module, batches(10))
    lite.nnl_module_save(module, path(name + "_back").encode())
    loaded = safetensors.torch.load_file(path(name + "_back"))
    check_same_state(loaded, state_of(module))
    model.load_state_dict(loaded, strict=True)
    for training in (False, True):
        check_same_output(model, module, draw(), training, tolerance)


def check_dtypes():
    shapes = {"scalar": (), "empty": (0, 3), "cube": (2, 3, 4)}
    tensors = {
        f"{name}_{number}": torch.randint(0, 2, shape).to(dtype)
        for name, shape in shapes.items()
        for dtype, number in DTYPES.items()
    }
    buffers = [(name, tensor.shape, DTYPES[tensor.dtype]) for name, tensor in tensors.items()]
    module = custom("Buffers", buffers=buffers)
    lite.nnl_module_load(module, saved_by_torch("dtypes", tensors))
    check_same_state(tensors, state_of(module))
    lite.nnl_module_save(module, path("dtypes_back").encode())
    check_same_state(tensors, safetensors.torch.load_file(path("dtypes_back")))
    with safetensors.safe_open(path("dtypes_back"), framework="pt") as file:
        assert set(file.keys()) == set(tensors)
    lite.nnl_module_release(module)


def names_of(report, which):
    names = []
    for i in range(lite.make("nnl_load_report_count", report, which)):
        name = create_string_buffer(256)
        lite.nnl_load_report_name(report, which, i, name, len(name), None)
        names.append(name.value.decode())
    return names


def check_lenient(layers, dtype):
    """A file with too little and too much, as PyTorch's strict=False has it."""
    model, module = Text().to(dtype), layers.text()
    tensors = {**model.state_dict(), "extra.weight": torch.ones(2), "blocks.2.scale": torch.ones(1)}
    del tensors["head.weight"], tensors["blocks.1.inner.0.bias"]
    expected = model.load_state_dict(tensors, strict=False)
    file = saved_by_torch("lenient", tensors)
    before = state_of(module)
    try:
        lite.nnl_module_load(module, file)
        raise AssertionError("no error")
    except Error as error:
        assert error.status == lite.NNL_NOT_FOUND, error
    check_same_state(before, state_of(module))
    report = lite.make("nnl_module_load_with", module, file, ctypes.byref(lite.options("load", strict=0)))
    assert sorted(names_of(report, lite.NNL_LOAD_MISSING)) == sorted(expected.missing_keys)
    assert sorted(names_of(report, lite.NNL_LOAD_UNEXPECTED)) == sorted(expected.unexpected_keys)
    assert names_of(report, lite.NNL_LOAD_MISMATCHED) == []
    lite.nnl_load_report_release(report)
    merged = {name: before[name] if name in expected.missing_keys else tensor for name, tensor in model.state_dict().items()}
    check_same_state(merged, state_of(module))
    # Half precision is another dtype, but in the way of nothing else.
    half = saved_by_torch("half", {name: t.half() if t.is_floating_point() else t for name, t in model.state_dict().items()})
    try:
        lite.nnl_module_load(module, half)
        raise AssertionError("no error")
    except Error as error:
        assert error.status == lite.NNL_DTYPE_MISMATCH and "F16" in str(error), error
    check_same_state(merged, state_of(module))
    report = lite.make("nnl_module_load_with", module, half, ctypes.byref(lite.options("load", strict=0)))
    floating = {name for name, tensor in merged.items() if tensor.is_floating_point()}
    assert set(names_of(report, lite.NNL_LOAD_MISMATCHED)) == floating
    lite.nnl_load_report_release(report)
    check_same_state(merged, state_of(module))
    lite.nnl_module_release(module)


torch.manual_seed(0)
torch.set_num_threads(1)
folder = tempfile.TemporaryDirectory()
for dtype, tolerance in ((torch.float32, {"rtol": 1e-4, "atol": 1e-4}), (torch.float64, {"rtol": 1e-10, "atol": 1e-10})):
    layers = Layers(DTYPES[dtype])
    for name, make, draw in (
        ("text", Text, lambda: torch.randint(0, 20, (16, 3))),
        ("pictures", pictures, lambda: torch.randn(16, 3, 16, 16).to(dtype)),
    ):
        module = getattr(layers, name)()
        check_model(name, make().to(dtype), module, draw, tolerance)
        lite.nnl_module_release(module)
    check_lenient(layers, dtype)
check_dtypes()
assert lite.make("nnl_live_handles") == 0
print(f"models moved both ways between nnlite, torch {torch.__version__} and safetensors {safetensors.__version__}")
