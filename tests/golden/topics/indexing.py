"""Joining, cutting, picking and views. settings: op and its arguments (axis, start, stop, step, index, sizes
and part, axes, shape, classes, count), "transposed" if a's first two axes are exchanged first; inputs a (or
a0, a1, ...) and index -> output.
"""

import torch
import torch.nn.functional as F

from common import Draw, case, differentiated, error_case, indices


def label(shape):
    return "x".join(map(str, shape)) or "scalar"


def drawn(name, shape):
    return Draw("indexing/" + name).normal(*shape)


def one(name, settings, call, shape, constants=None):
    def run(a, **rest):
        return call(a.transpose(0, 1) if settings.get("transposed") else a, **rest)

    return differentiated(name, settings, run, {"a": drawn(name, shape)}, constants)


def joined():
    result = []
    for op, call in (("cat", torch.cat), ("stack", torch.stack)):
        lists = [
            ([(2, 3), (2, 3)], 0),
            ([(2, 3), (2, 3), (2, 3)], 1),
            ([(3,)], 0),
            ([(2, 1), (2, 1)], -1),
            ([(0, 2), (0, 2)], 0),
        ]
        if op == "cat":
            lists += [([(2, 3), (1, 3)], 0), ([(2, 1, 2), (2, 3, 2), (2, 0, 2)], 1), ([(0,), (2, 3)], 1), ([(0,), (0,)], 0)]
        else:
            lists += [([(), ()], 0), ([(2, 3), (2, 3)], 2), ([(2, 3), (2, 3)], -3)]
        for shapes, axis in lists:
            name = f"{op}_{'_'.join(map(label, shapes))}_axis_{axis}"
            inputs = {f"a{i}": drawn(f"{name}{i}", shape) for i, shape in enumerate(shapes)}
            settings = {"op": op, "axis": axis, "count": len(shapes)}
            made = differentiated(name, settings, lambda **parts: call(list(parts.values()), axis), inputs)
            result.append(made)
        for shapes, axis in [
            ([(2, 3), (2, 2)], 0),
            ([(2, 3), (2, 3)], 3),
            ([(2, 3), (3,)], 0),
            ([], 0),
        ] + ([([(), ()], 0)] if op == "cat" else []):
            parts = [torch.ones(shape) for shape in shapes]
            name = f"{op}_{'_'.join(map(label, shapes))}_axis_{axis}_is_an_error"
            inputs = {f"a{i}": part for i, part in enumerate(parts)}
            settings = {"op": op, "axis": axis, "count": len(parts)}
            result.append(error_case(name, settings, inputs, lambda: call(parts, axis)))
    for shape, sizes, axis in [((5,), [2, 3], 0), ((2, 4), [1, 0, 3], -1), ((3, 2), [3], 0), ((0, 2), [0, 0], 0)]:
        for part in range(len(sizes)):
            settings = {"op": "split", "sizes": sizes, "axis": axis, "part": part}
            name = f"split_{label(shape)}_{'_'.join(map(str, sizes))}_part_{part}"
            result.append(one(name, settings, lambda a: a.split(sizes, axis)[part], shape))
    for sizes in ([2, 2], [2, 4], [-1, 6]):
        a = torch.ones(5)
        settings = {"op": "split", "sizes": sizes, "axis": 0, "part": 0}
        name = f"split_5_{'_'.join(map(str, sizes))}_is_an_error"
        result.append(error_case(name, settings, {"a": a}, lambda: a.split(sizes)))
    return result


def slices():
    result = []
    far = 2**63 - 1
    for shape, axis, start, stop, step in [
        ((7,), 0, 1, 5, 1),
        ((7,), 0, -3, far, 1),
        ((7,), 0, 0, -2, 2),
        ((7,), 0, 1, far, 3),
        ((7,), 0, 5, 2, 1),
        ((7,), 0, -100, 100, 6),
        ((7,), 0, 2, 3, far),
        ((7,), 0, 9, 12, 1),
        ((3, 4), 0, 1, 3, 1),
        ((3, 4), 1, 0, 4, 2),
        ((3, 4), -1, -2, -1, 1),
        ((2, 0), 1, 0, 3, 1),
        ((2, 3, 2), 1, 0, 3, 2),
    ]:
        name = f"slice_{label(shape)}_{axis}_{start}_{stop}_{step}"
        settings = {"op": "slice", "axis": axis, "start": start, "stop": stop, "step": step}
        run = lambda a: torch.ops.aten.slice(a, axis, start, stop, step)
        result.append(one(name, settings, run, shape))
    settings = {"op": "slice", "axis": 0, "start": 1, "stop": 4, "step": 2, "transposed": True}
    result.append(one("slice_of_a_transpose", settings, lambda a: a[1:4:2], (2, 5)))
    for axis, step in ((0, 0), (0, -1), (1, 1)):
        a = torch.ones(3)
        settings = {"op": "slice", "axis": axis, "start": 0, "stop": 3, "step": step}
        name = f"slice_3_axis_{axis}_step_{step}_is_an_error"
        result.append(error_case(name, settings, {"a": a}, lambda: torch.ops.aten.slice(a, axis, 0, 3, step)))
    return result


def picked():
    result = []
    for shape, axis, index_shape in [
        ((5,), 0, (3,)),
        ((3, 4), 0, (2, 4)),
        ((3, 4), 1, (3, 6)),
        ((3, 4), -2, (5, 2)),
        ((2, 3, 4), 1, (2, 2, 3)),
        ((2, 3, 4), 2, (1, 3, 7)),
        ((), 0, ()),
        ((3,), 0, ()),
        ((), 0, (2,)),
        ((3, 4), 0, (0, 4)),
        ((0, 4), 1, (0, 2)),
    ]:
        name = f"gather_{label(shape)}_axis_{axis}_{label(index_shape)}"
        index = Draw("indexing/index" + name).below((shape or (1,))[axis], *index_shape)
        settings = {"op": "gather", "axis": axis}
        run = lambda a, index: torch.gather(a, axis, index)
        result.append(one(name, settings, run, shape, {"index": index}))
    for shape, axis, index in [
        ((5,), 0, [4, 0, 4, 4]),
        ((3, 4), 0, [2, 0]),
        ((3, 4), 1, [3, 3, 1]),
        ((2, 3, 4), -2, [0, 2, 0, 1]),
        ((3, 2), 0, []),
        ((0, 2), 1, [1]),
        ((3, 2), 0, 1),
        ((), 0, [0]),
    ]:
        name = f"index_select_{label(shape)}_axis_{axis}_{len(index) if isinstance(index, list) else 'one'}"
        settings = {"op": "index_select", "axis": axis}
        run = lambda a, index: torch.index_select(a, axis, index)
        result.append(one(name, settings, run, shape, {"index": indices(index)}))
    settings = {"op": "index_select", "axis": 0, "transposed": True}
    run = lambda a, index: torch.index_select(a, 0, index)
    result.append(one("index_select_of_a_transpose", settings, run, (2, 3), {"index": indices([2, 2, 0])}))
    settings = {"op": "gather", "axis": 1, "transposed": True}
    run = lambda a, index: torch.gather(a, 1, index)
    result.append(one("gather_of_a_transpose", settings, run, (2, 3), {"index": indices([[1, 1], [0, 1]])}))
    for op, call, index in [
        ("gather", torch.gather, [[0, 3]]),
        ("gather", torch.gather, [[-1, 0]]),
        ("gather", torch.gather, [0, 1]),
        ("gather", torch.gather, [[0, 1], [0, 1], [0, 1]]),
        ("index_select", torch.index_select, [3]),
        ("index_select", torch.index_select, [-1]),
        ("index_select", torch.index_select, [[0]]),
    ]:
        a = torch.ones(2, 3)
        name = f"{op}_2x3_{index}_is_an_error"
        inputs = {"a": a, "index": indices(index)}
        result.append(error_case(name, {"op": op, "axis": 1}, inputs, lambda: call(a, 1, indices(index))))
    for index, classes in [([0, 2, 1], -1), ([[1, 0], [2, 2]], 4), (1, 3), ([], 2)]:
        index = indices(index)
        settings = {"op": "one_hot", "classes": classes}
        output = F.one_hot(index, classes)
        result.append(case(f"one_hot_{label(index.shape)}_{classes}", settings, {"index": index}, {"output": output}))
    for index, classes in [([0, 3], 3), ([-1], 3), ([], -1), ([0], 0)]:
        settings = {"op": "one_hot", "classes": classes}
        inputs = {"index": indices(index)}
        name = f"one_hot_{index}_{classes}_is_an_error"
        result.append(error_case(name, settings, inputs, lambda: F.one_hot(indices(index), classes)))
    return result


def views():
    result = []
    for op, shape, argument, call in [
        ("permute", (2, 3, 4), [2, 0, 1], lambda a: a.permute(2, 0, 1)),
        ("permute", (2, 3), [-1, 0], lambda a: a.permute(-1, 0)),
        ("permute", (), [], lambda a: a.permute([])),
        ("permute", (0, 3), [1, 0], lambda a: a.permute(1, 0)),
        ("squeeze", (1, 3, 1), [], lambda a: a.squeeze()),
        ("squeeze", (1, 3, 1), [0], lambda a: a.squeeze(0)),
        ("squeeze", (1, 3, 1), [1], lambda a: a.squeeze(1)),
        ("squeeze", (1, 3, 1), [-1], lambda a: a.squeeze(-1)),
        ("squeeze", (), [0], lambda a: a.squeeze(0)),
        ("squeeze", (1, 0), [], lambda a: a.squeeze()),
        ("unsqueeze", (2, 3), [0], lambda a: a.unsqueeze(0)),
        ("unsqueeze", (2, 3), [2], lambda a: a.unsqueeze(2)),
        ("unsqueeze", (2, 3), [-3], lambda a: a.unsqueeze(-3)),
        ("unsqueeze", (), [-1], lambda a: a.unsqueeze(-1)),
        ("expand", (3, 1), [3, 4], lambda a: a.expand(3, 4)),
        ("expand", (1, 3), [2, 2, -1], lambda a: a.expand(2, 2, -1)),
        ("expand", (), [2], lambda a: a.expand(2)),
        ("expand", (1, 3), [0, 3], lambda a: a.expand(0, 3)),
    ]:
        name = f"{op}_{label(shape)}_{'_'.join(map(str, argument)) or 'none'}"
        result.append(one(name, {"op": op, "axes": argument}, call, shape))
    for op, argument, call in [
        ("permute", [0], lambda a: a.permute(0)),
        ("permute", [0, 0], lambda a: a.permute(0, 0)),
        ("permute", [0, 2], lambda a: a.permute(0, 2)),
        ("squeeze", [2], lambda a: a.squeeze(2)),
        ("unsqueeze", [3], lambda a: a.unsqueeze(3)),
        ("expand", [2], lambda a: a.expand(2)),
        ("expand", [2, 4], lambda a: a.expand(2, 4)),
        ("expand", [-1, 2, 3], lambda a: a.expand(-1, 2, 3)),
    ]:
        a = torch.ones(2, 3)
        name = f"{op}_2x3_{'_'.join(map(str, argument))}_is_an_error"
        result.append(error_case(name, {"op": op, "axes": argument}, {"a": a}, lambda: call(a)))
    return result


def cases():
    return joined() + slices() + picked() + views()
