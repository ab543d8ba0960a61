"""Modules: parts and their names, modules written in Python, files, running statistics."""

import os
import threading

import numpy as np
import pytest

import nnlite
from nnlite import nn, optim
from nnlite.data import DataLoader


def model():
    return nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.ReLU(), nn.Linear(3, 1))


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.width = width
        self.linear = nn.Linear(width, width)
        self.scale = nn.Parameter(nnlite.full(width, value=2.0))
        self.register_buffer("shift", nnlite.full(width, value=0.5))

    def forward(self, x, more=None):
        y = self.linear(x) * self.scale + self.shift
        return y if more is None else y + more


def test_parts_have_pytorchs_names_and_are_shared():
    net = model()
    names = ["0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias"]
    assert [name for name, _ in net.named_parameters()] == names
    assert [name for name, _ in net.named_buffers()] == ["1.running_mean", "1.running_var", "1.num_batches_tracked"]
    assert len(list(net.parameters())) == 6 and len(list(net.buffers())) == 3
    next(net.parameters()).fill_(7)
    assert net[0].weight.tolist() == [[7, 7]] * 3 and net.get_tensor("0.weight")[0, 0].item() == 7
    assert all(isinstance(parameter, nn.Parameter) for parameter in net.parameters())
    with pytest.raises(nnlite.NotFoundError):
        net.get_tensor("4.weight")


def test_children():
    net = model()
    assert [(name, child.kind) for name, child in net.named_children()] == [
        ("0", "Linear"), ("1", "BatchNorm1d"), ("2", "ReLU"), ("3", "Linear"),
    ]  # fmt: skip
    assert len(net) == 4 and net[1] is list(net)[1]
    assert repr(net).splitlines()[1] == "  (0): Linear()"
    first = nn.Linear(1, 1)
    assert nn.Sequential(first)[0] is first


def test_modes_and_freezing():
    net = model()
    assert net.training and net[1].training
    assert net.eval() is net and not net[1].training
    net.train()
    net.requires_grad_(False)
    assert not any(parameter.requires_grad for parameter in net.parameters())
    net.requires_grad_()
    net(nnlite.ones(4, 2)).sum().backward()
    assert net[3].weight.grad is not None
    net.zero_grad()
    assert net[3].weight.grad is None


def test_a_module_in_python():
    block = Block(2)
    assert [name for name, _ in block.named_parameters()] == ["scale", "linear.weight", "linear.bias"]
    assert [name for name, _ in block.named_buffers()] == ["shift"] and block.kind == "Block"
    x = nnlite.tensor([[1.0, 2.0]])
    w, b = block.linear.weight.numpy(), block.linear.bias.numpy()
    expected = (x.numpy() @ w.T + b) * 2 + 0.5
    np.testing.assert_allclose(block(x).numpy(), expected, rtol=1e-6)
    np.testing.assert_allclose(block(x, nnlite.ones(2)).numpy(), expected + 1, rtol=1e-6)
    block(x).sum().backward()
    np.testing.assert_allclose(block.scale.grad.numpy(), (x.numpy() @ w.T + b)[0], rtol=1e-6)


def test_modules_in_python_nest_and_see_their_own_objects():
    seen = []

    class Outer(nn.Module):
        def __init__(self):
            super().__init__()
            self.blocks = nn.ModuleList([Block(2), Block(2)])
            self.named = nn.ModuleDict({"last": nn.Linear(2, 1)})

        def forward(self, x):
            seen.append(self)
            for block in self.blocks:
                x = block(x)
            return self.named["last"](x)

    outer = Outer()
    assert nn.Sequential(outer, nn.Sigmoid())(nnlite.ones(3, 2)).shape == (3, 1)
    assert seen[0] is outer and list(outer.named) == ["last"] and "last" in outer.named and len(outer.blocks) == 2
    assert "blocks.1.linear.weight" in outer.state_dict() and "named.last.bias" in outer.state_dict()
    assert [child.kind for child in outer.blocks] == ["Block", "Block"] and outer.blocks[0].width == 2
    assert outer.named.keys() == ["last"] and [m.kind for m in outer.named.values()] == ["Linear"]
    assert outer.named.items()[0][0] == "last" and len(outer.named) == 1


def test_lists_grow_from_below():
    layers = nn.ModuleList().append(nn.ReLU())
    named = nn.ModuleDict()
    named["tanh"] = nn.Tanh()
    assert len(layers) == 1 and layers[0].kind == "ReLU" and named["tanh"].kind == "Tanh"
    holder = nn.ModuleList([layers])
    with pytest.raises(nnlite.InvalidStateError):
        layers.append(nn.ReLU())
    with pytest.raises(nnlite.InvalidArgumentError):
        holder.append(holder)


def test_misuse_of_modules_in_python():
    class NoInit(nn.Module):
        def __init__(self):
            self.linear = nn.Linear(1, 1)

    with pytest.raises(AttributeError, match="super"):
        NoInit()
    block = Block(1)
    with pytest.raises(nnlite.InvalidArgumentError):
        block.linear = nn.Linear(1, 1)
    with pytest.raises(AttributeError):
        block.nothing
    with pytest.raises(TypeError, match="forward would never be called"):

        class Wrong(nn.Linear):
            def forward(self, x):
                return x

    class Endless(nn.Module):
        def forward(self, x):
            return self(x)

    with pytest.raises(nnlite.CallbackFailedError):
        Endless()(nnlite.ones(1))


def test_what_a_failing_forward_changed_is_undone():
    class Fails(nn.Module):
        def __init__(self):
            super().__init__()
            self.norm = nn.BatchNorm1d(2)

        def forward(self, x):
            self.norm(x)
            raise ValueError

    failing = Fails()
    with pytest.raises(nnlite.CallbackFailedError):
        failing(nnlite.rand(4, 2))
    assert failing.norm.get_tensor("num_batches_tracked").item() == 0


def test_modules_in_python_run_on_any_thread():
    block, results = Block(2).eval(), []
    threads = [threading.Thread(target=lambda: results.append(block(nnlite.ones(1, 2)).tolist())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [block(nnlite.ones(1, 2)).tolist()] * 8


def test_summary():
    table = nn.Sequential(nn.Linear(2, 3), Block(3)).summary(nnlite.ones(5, 2))
    assert "Linear" in table and "[5, 3]" in table and "parameters: 24, trainable: 24" in table


def test_files(tmp_path):
    path = tmp_path / "model.safetensors"
    first, second = model(), model()
    first(nnlite.rand(8, 2))
    first.save(path)
    assert second.load(str(path)) == ([], [], [])
    for name, tensor in first.state_dict().items():
        assert (second.state_dict()[name].numpy() == tensor.numpy()).all()
    assert os.listdir(tmp_path) == ["model.safetensors"]


def test_loading_in_part(tmp_path):
    path = tmp_path / "model.safetensors"
    nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 2)).save(path)
    other = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 4), nn.Linear(4, 1))
    before = other[0].weight.numpy()
    with pytest.raises(nnlite.NotFoundError, match="2.weight"):
        other.load(path)
    report = other.load(path, strict=False, dry_run=True)
    assert (other[0].weight.numpy() == before).all()
    assert other.load(path, strict=False) == report
    assert report.missing_keys == ["2.weight", "2.bias"] and report.unexpected_keys == []
    assert report.mismatched_keys == ["1.weight", "1.bias"]
    assert (other[0].weight.numpy() != before).any()


def test_state_dicts():
    first, second = model(), model()
    second.load_state_dict({name: tensor.numpy() for name, tensor in first.state_dict().items()})
    assert (first[0].weight.numpy() == second[0].weight.numpy()).all()
    before = second[0].weight.numpy()
    state = dict(first.state_dict())
    state["3.bias"] = np.zeros(7)
    with pytest.raises(nnlite.ShapeMismatchError, match="3.bias"):
        second.load_state_dict(state)
    del state["3.bias"]
    with pytest.raises(nnlite.NotFoundError, match="3.bias"):
        second.load_state_dict(state)
    assert (second[0].weight.numpy() == before).all()


def test_frozen_statistics():
    net, x = model(), nnlite.rand(8, 2)
    assert not net.statistics_frozen
    assert net.freeze_statistics() is net and net.statistics_frozen
    net(x)
    assert net[1].get_tensor("num_batches_tracked").item() == 0
    net.freeze_statistics(False)
    net(x)
    assert net[1].get_tensor("num_batches_tracked").item() == 1


def test_accumulated_statistics():
    x = nnlite.rand(8, 3)
    whole, parts = nn.BatchNorm1d(3), nn.BatchNorm1d(3)
    whole(x)
    parts.accumulate_statistics()
    parts(x[:4]), parts(x[4:])
    assert parts.get_tensor("num_batches_tracked").item() == 0
    parts.commit_statistics()
    for name in ("running_mean", "running_var", "num_batches_tracked"):
        np.testing.assert_allclose(parts.get_tensor(name).numpy(), whole.get_tensor(name).numpy(), rtol=1e-5)


def test_recalibration():
    data = np.random.default_rng(1).normal(3, 2, (12, 3)).astype(np.float32)
    norm = nn.BatchNorm1d(3)
    assert nnlite.recalibrate(norm, DataLoader(nnlite.tensor(data), batch_size=4)) == 3
    batches = data.reshape(3, 4, 3)
    np.testing.assert_allclose(norm.get_tensor("running_mean").numpy(), batches.mean((0, 1)), rtol=1e-5)
    np.testing.assert_allclose(norm.get_tensor("running_var").numpy(), batches.var(1, ddof=1).mean(0), rtol=1e-5)
    assert nnlite.recalibrate(norm, DataLoader(nnlite.tensor(data), batch_size=4), max_batches=2) == 2


def test_folding():
    net = model()
    for _ in range(3):
        net(nnlite.rand(8, 2))
    net.eval()
    folded = net.fold_batch_norms()
    x = nnlite.rand(5, 2)
    assert [child.kind for child in folded.children()] == ["Linear", "ReLU", "Linear"]
    assert isinstance(folded, nn.Sequential) and isinstance(folded[0], nn.Linear)
    np.testing.assert_allclose(folded(x).numpy(), net(x).numpy(), rtol=1e-4, atol=1e-6)
    with pytest.raises(nnlite.NotSupportedError):
        Block(1).fold_batch_norms()


def test_batch_norm_report():
    report = model().batch_norm_report(nnlite.rand(8, 2))
    assert "BatchNorm1d" in report and "training" in report and "tracked" in report


def test_parameters_can_be_tied():
    shared = nn.Linear(2, 2, bias=False)
    net = nn.Sequential(shared, nn.Tanh(), shared)
    sgd = optim.SGD([shared.weight], lr=0.1)
    before = shared.weight.numpy()
    net(nnlite.ones(1, 2)).sum().backward()
    sgd.step()
    assert (shared.weight.numpy() != before).any()
