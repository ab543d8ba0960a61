"""Loaders, whole steps, whole fits, checkpoints and profiles."""

import json
import math
import os
import signal
import threading

import numpy as np
import pytest

import nnlite
from nnlite import nn, optim
from nnlite.data import DataLoader, TensorDataset
from nnlite.profiler import profile

X = np.random.default_rng(1).normal(size=(24, 2)).astype(np.float32)
Y = (X @ np.array([[1.0], [-2.0]]) + 0.5).astype(np.float32)


def parts(**settings):
    nnlite.manual_seed(3)
    model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
    loader = DataLoader((nnlite.tensor(X), nnlite.tensor(Y)), **{"batch_size": 8, **settings})
    return model, nn.MSELoss(), optim.SGD(model.parameters(), lr=0.1, momentum=0.9), loader


def weights(model):
    return np.concatenate([parameter.numpy().ravel() for parameter in model.parameters()])


def test_loaders_go_through_epochs():
    samples = nnlite.tensor(np.arange(10)), nnlite.tensor(np.arange(10) * 2.0)
    loader = DataLoader(TensorDataset(*samples), batch_size=4)
    assert len(loader) == 3 and loader.epoch == 0
    batches = [x.tolist() for x, y in loader]
    assert batches == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]] and loader.epoch == 1
    for x, y in loader:
        assert y.tolist() == [2.0 * v for v in x.tolist()]
        break
    assert [x.tolist() for x, _ in loader] == batches[1:]
    assert loader.next_batch()[0].tolist() == batches[0]
    assert repr(loader) == "DataLoader(3 batches, epoch 2)"


def test_orders_and_last_batches():
    samples = nnlite.tensor(np.arange(10))

    def epoch(**settings):
        return [batch.tolist() for (batch,) in DataLoader(samples, batch_size=4, **settings)]

    shuffled = epoch(shuffle=True, seed=5)
    assert sorted(sum(shuffled, [])) == list(range(10)) and sum(shuffled, []) != list(range(10))
    assert epoch(shuffle=True, seed=5) == shuffled and epoch(shuffle=True, seed=6) != shuffled
    assert [len(batch) for batch in epoch(drop_last=True)] == [4, 4]
    assert [len(batch) for batch in epoch(last_batch="merge")] == [4, 6]
    assert all(0 <= v < 10 for v in sum(epoch(replacement=True), []))
    with pytest.raises(ValueError):
        epoch(replacement=True, shuffle=True)
    with pytest.raises(ValueError, match="'merge'"):
        epoch(last_batch="pad")
    forever = DataLoader(samples, batch_size=10).forever()
    assert next(forever)[0].tolist() == next(forever)[0].tolist()
    with pytest.raises(RuntimeError, match="no batches"):
        next(DataLoader(samples, batch_size=11, drop_last=True).forever())
    assert TensorDataset(samples)[3][0].item() == 3 and len(TensorDataset(samples)) == 10


def test_a_step_is_what_the_loop_does():
    results = []
    for whole in (True, False):
        model, loss, sgd, loader = parts()
        values = []
        for x, y in loader:
            if whole:
                values.append(nnlite.train_step(model, loss, sgd, x, [y], clip_norm=0.5, clip_value=0.3))
                continue
            value = loss(model(x), y)
            sgd.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 0.5)
            nn.utils.clip_grad_value_(model.parameters(), 0.3)
            sgd.step()
            values.append(value.item())
        results.append((values, weights(model).tolist()))
    assert results[0] == results[1]


def test_a_step_with_a_norm_that_is_not_finite_changes_nothing():
    model, loss, sgd, _ = parts()
    before = weights(model)
    with pytest.raises(nnlite.InvalidStateError):
        x = nnlite.full(2, 2, value=math.inf)
        nnlite.train_step(model, loss, sgd, x, nnlite.zeros(2, 1), clip_norm=1.0, error_if_nonfinite=True)
    assert (weights(model) == before).all()


def test_evaluation_is_the_mean_over_samples():
    model, loss, _, loader = parts(batch_size=7)
    model.train()
    value = nnlite.evaluate(model, loss, loader)
    expected = ((model(nnlite.tensor(X)).numpy() - Y) ** 2).mean()
    assert value == pytest.approx(expected, rel=1e-5) and model.training
    assert nnlite.evaluate(model, loss, loader, num_inputs=1) == pytest.approx(value)


def test_a_fit_is_what_steps_do():
    model, loss, sgd, loader = parts(shuffle=True)
    seen = []
    schedule = optim.lr_scheduler.StepLR(sgd, 1, 0.5)
    report = nnlite.fit(model, loss, sgd, loader, epochs=3, scheduler=schedule, callback=seen.append)
    assert report.end == "epochs" and (report.epochs, report.steps) == (3, 9)
    other, loss, sgd, loader = parts(shuffle=True)
    losses = []
    for epoch in range(3):
        sgd.param_groups[0]["lr"] = 0.1 * 0.5**epoch
        losses += [nnlite.train_step(other, loss, sgd, x, y) for x, y in loader]
    assert (weights(model) == weights(other)).all()
    steps = [progress for progress in seen if not progress.epoch_ended]
    assert [progress.loss for progress in steps] == losses
    assert [progress.step for progress in steps] == list(range(1, 10))
    ends = [progress for progress in seen if progress.epoch_ended]
    assert [progress.epoch for progress in ends] == [0, 1, 2] and ends[0].batches == 3
    assert ends[2].loss == pytest.approx(np.mean(losses[6:])) == report.loss
    assert math.isnan(report.validation_loss) and report.best_epoch in (0, 1, 2)


def test_a_callback_ends_a_fit():
    model, loss, sgd, loader = parts()
    report = nnlite.fit(model, loss, sgd, loader, epochs=9, callback=lambda progress: progress.step < 4)
    assert report.end == "cancelled" and report.steps == 4 and report.epochs == 1


def test_validation_patience_and_the_best_model():
    model, loss, sgd, loader = parts()
    held_out = DataLoader((nnlite.tensor(X), nnlite.tensor(Y)), batch_size=24)
    sgd.param_groups[0]["lr"] = 3.0  # diverges
    losses = []
    report = nnlite.fit(
        model, loss, sgd, loader, epochs=50, validation=held_out, patience=2, keep_best=True, min_delta=1e-3,
        callback=lambda progress: losses.append(progress.validation_loss) if progress.epoch_ended else None,
    )  # fmt: skip
    assert report.end == "patience" and report.epochs < 50
    assert report.best_loss == min(losses) and report.best_epoch == losses.index(min(losses))
    assert nnlite.evaluate(model, loss, held_out) == pytest.approx(report.best_loss)
    assert report.validation_loss == losses[-1]


def test_other_settings_of_a_fit():
    model, loss, sgd, loader = parts()
    schedule = optim.lr_scheduler.ExponentialLR(sgd, 0.5)
    clipped = dict(clip_norm=0.1, clip_value=0.1, error_if_nonfinite=True)
    report = nnlite.fit(model, loss, sgd, loader, scheduler=schedule, schedule_each_step=True, num_inputs=1, **clipped)
    assert schedule.last_epoch == 3 and report.steps == 3
    report = nnlite.fit(model, loss, sgd, loader, epochs=10**9, max_seconds=0.05)
    assert report.end == "time" and report.seconds >= 0.05


def test_ctrl_c_ends_a_fit_without_a_callback():
    model, loss, sgd, loader = parts()
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        nnlite.fit(model, loss, sgd, loader, epochs=10**9)
    assert np.isfinite(weights(model)).all()


def test_a_checkpoint_goes_on_with_the_same_bits(tmp_path):
    path = tmp_path / "run.safetensors"

    def run(steps, batches, model, loss, sgd, schedule):
        for _, (x, y) in zip(range(steps), batches):
            nnlite.train_step(model, loss, sgd, x, y)
            schedule.step()

    def make():
        model, loss, sgd, loader = parts(shuffle=True, seed=2)
        return model, loss, sgd, optim.lr_scheduler.ExponentialLR(sgd, 0.9), loader

    model, loss, sgd, schedule, loader = make()
    run(5, loader.forever(), model, loss, sgd, schedule)
    nnlite.save_checkpoint(path, model=model, optimizer=sgd, scheduler=schedule, loader=loader)
    drawn = nnlite.rand(3).tolist()
    run(6, loader.forever(), model, loss, sgd, schedule)
    other, loss, sgd, schedule, loader = make()
    nnlite.load_checkpoint(path, model=other, optimizer=sgd, scheduler=schedule, loader=loader)
    assert nnlite.rand(3).tolist() == drawn and schedule.last_epoch == 5
    run(6, loader.forever(), other, loss, sgd, schedule)
    assert (weights(other) == weights(model)).all()
    alone = parts()[0]
    nnlite.load_checkpoint(path, model=alone, random=False)
    with pytest.raises(nnlite.InvalidArgumentError):
        nnlite.load_checkpoint(path, optimizer=optim.Adam(alone.parameters()))
    with pytest.raises(nnlite.InvalidArgumentError):
        nnlite.save_checkpoint(path, random=False)


def test_a_released_part_is_an_error_and_not_none(tmp_path):
    model, loss, sgd, loader = parts()
    validation = DataLoader(nnlite.ones(2, 2))
    validation.release()
    with pytest.raises(nnlite.InvalidHandleError):
        nnlite.fit(model, loss, sgd, loader, validation=validation)
    with pytest.raises(nnlite.InvalidHandleError):
        nnlite.save_checkpoint(tmp_path / "run.safetensors", model=model, loader=validation)


def test_profiles(tmp_path):
    model, loss, sgd, loader = parts()
    with profile() as recorded:
        assert recorded.summary().recording
        with pytest.raises(nnlite.InvalidStateError):
            recorded.start()
        for x, y in loader:
            nnlite.train_step(model, loss, sgd, x, y)
    rows = recorded.rows()
    by_name = {(row.kind, row.name): row for row in rows}
    assert by_name["step", "train_step"].calls == 3 and by_name["optimizer", "sgd"].calls == 3
    assert by_name["layer", "0"].layer == "Linear" and by_name["op", "tanh"].calls == 3
    assert by_name["backward", "tanh"].layer == ""
    summary = recorded.summary()
    assert not summary.recording and summary.rows == len(rows) and summary.dropped_events == 0
    assert summary.total_ns == sum(row.self_ns for row in rows)
    assert all(row.total_ns >= row.self_ns >= 0 and row.bytes >= 0 for row in rows)
    assert "train_step" in recorded.table()
    recorded.save_trace(tmp_path / "trace.json")
    events = json.loads((tmp_path / "trace.json").read_text())
    assert len(events["traceEvents"] if isinstance(events, dict) else events) >= summary.events
    with pytest.raises(nnlite.InvalidStateError):
        recorded.stop()
    with profile(max_events=1) as short:
        nnlite.ones(1).exp().log()
    assert short.summary().events == 1 and short.summary().dropped_events == 1
