import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

import * as nn from 'nnlite';
import { check, fails, near } from './support.js';

const f64 = (data, options) => nn.tensor(data, { dtype: 'f64', ...options });

/** A parameter with a gradient. */
function parameter(value, gradient) {
  const p = f64(value, { requiresGrad: true });
  if (gradient) p.grad = f64(gradient);
  return p;
}

check('SGD and its groups', () => {
  const [p, q] = [parameter([1], [2]), parameter([1], [2])];
  const sgd = new nn.SGD([p], { learningRate: 0.1, momentum: 0.5 });
  assert.equal(sgd.addGroup([q], { learningRate: 1, maximize: true }), sgd);
  assert.equal(sgd.numGroups, 2);
  sgd.step();
  near([p.item(), q.item()], [0.8, 3]);
  sgd.step();
  near([p.item(), q.item()], [0.8 - 0.1 * 3, 5]);
  assert.deepEqual([sgd.learningRate(), sgd.learningRate(1), sgd.momentum()], [0.1, 1, 0.5]);
  sgd.setLearningRate(0, 1);
  sgd.setMomentum(0);
  sgd.step();
  near([p.item(), q.item()], [0.5 - 0.2, 5]);
  sgd.settle();
  sgd.zeroGrad();
  assert.equal(p.grad, null);
  fails(() => sgd.learningRate(2), 'INDEX_OUT_OF_RANGE');
  fails(() => new nn.SGD([]), 'INVALID_ARGUMENT');
  fails(() => new nn.SGD([p, p]), 'INVALID_ARGUMENT');
  assert.throws(() => new nn.SGD([p], { lr: 1 }), { message: /sgd_options: unknown option 'lr'; it has nesterov/ });
  assert.throws(() => new nn.SGD([1]), { message: /parameters\[0\] must be a Tensor/ });
});

check('the other optimizers take their first step by their formulas', () => {
  const g = 2;
  const steps = [
    [nn.Adam, { learningRate: 0.1, eps: 0 }, 1 - 0.1],
    [nn.Adam, { learningRate: 0.1, eps: 0, maximize: true }, 1 + 0.1],
    [nn.AdamW, { learningRate: 0.1, eps: 0, weightDecay: 0.5 }, 1 * (1 - 0.05) - 0.1],
    [nn.Adagrad, { learningRate: 0.1, eps: 0, initialAccumulatorValue: 5 }, 1 - (0.1 * g) / Math.sqrt(g * g + 5)],
    [nn.RMSprop, { learningRate: 0.1, eps: 0, alpha: 0.75 }, 1 - (0.1 * g) / Math.sqrt(0.25 * g * g)],
  ];
  for (const [kind, options, expected] of steps) {
    const [p, q] = [parameter([1], [g]), parameter([1], [g])];
    const optimizer = new kind([p], options).addGroup([q], options);
    optimizer.step();
    near([p.item(), q.item()], [expected, expected], 1e-12);
  }
  fails(() => new nn.Adagrad([parameter([1])]).momentum(), 'NOT_SUPPORTED');
  fails(() => new nn.Adam([parameter([1])], { beta1: 1 }), 'INVALID_ARGUMENT');

  const table = nn.zeros([3, 1], { requiresGrad: true });
  nn.embedding(table, nn.tensor([1n])).sum().backward();
  const sparse = new nn.SparseAdam([table], { learningRate: 0.1 }).addGroup([parameter([1])]);
  sparse.step();
  near(table.toArray(), [[0], [-0.1], [0]]);
  fails(() => new nn.SparseAdam([parameter([1], [1])]).step(), 'NOT_SUPPORTED');
});

check('clipping', () => {
  const p = parameter([0, 0], [3, 4]);
  near(nn.clipGradNorm([p], 1), 5);
  near(p.grad.toArray(), [0.6, 0.8]);
  near(nn.clipGradNorm(new Set([p]), 10, { normType: Infinity }), 0.8);
  nn.clipGradValue([p], 0.7);
  near(p.grad.toArray(), [0.6, 0.7]);
  p.grad = f64([NaN, 0]);
  fails(() => nn.clipGradNorm([p], 1, { errorIfNonfinite: true }), 'INVALID_STATE');
});

check('loaders', () => {
  const [x, y] = [nn.tensor([0, 1, 2, 3, 4]), nn.tensor([0n, 10n, 20n, 30n, 40n])];
  const loader = new nn.Loader([x, y], { batchSize: 2 });
  assert.deepEqual([loader.numBatches, loader.epoch], [3, 0]);
  const seen = [];
  for (const [a, b] of loader) seen.push([a.toArray(), b.toArray()]);
  assert.deepEqual(seen, [[[0, 1], [0n, 10n]], [[2, 3], [20n, 30n]], [[4], [40n]]]);
  assert.equal(loader.epoch, 1);
  assert.deepEqual(loader.next()[0].toArray(), [0, 1]);
  assert.deepEqual(Array.from(loader, ([a]) => a.toArray()), [[2, 3], [4]]); // the rest of the epoch
  assert.equal([...new nn.Loader([x], { batchSize: 2, lastBatch: 'drop' })].length, 2);
  assert.deepEqual(Array.from(new nn.Loader([x], { batchSize: 2, lastBatch: 'merge' }), ([a]) => a.count), [2, 3]);
  const order = (seed) => Array.from(new nn.Loader([x], { sampling: 'shuffle', seed }), ([a]) => a.item());
  assert.deepEqual(order(1), order(1));
  assert.deepEqual(order(1).sort(), [0, 1, 2, 3, 4]);
  assert.ok(new Set(Array.from({ length: 5 }, (_, seed) => String(order(seed)))).size > 1);

  const before = nn.liveHandles();
  const kept = [];
  loader.forEach((a, b) => {
    if (a.count === 1) kept.push(nn.keep(a.add(1)));
    b.clone();
  });
  assert.equal(nn.liveHandles(), before + 1);
  assert.deepEqual(kept[0].toArray(), [5]);
  kept[0].dispose();
  assert.throws(() => loader.forEach(3), { name: 'TypeError', message: /f must be a function/ });
  fails(() => new nn.Loader([x, nn.zeros(4)]), 'SHAPE_MISMATCH');
  assert.throws(() => new nn.Loader([x], { lastBatch: 'first' }), { message: /lastBatch must be one of keep, drop, merge/ });
});

const optimizer = (rate = 1) => new nn.SGD([parameter([1])], { learningRate: rate, momentum: 0.5 });

/** The rates after each of some steps, the one at the beginning first. */
function rates(opt, schedule, count, ...args) {
  const found = [opt.learningRate()];
  for (let i = 0; i < count; ++i) {
    schedule.step(...args);
    found.push(opt.learningRate());
  }
  return found;
}

check('schedules', () => {
  const run = (make, count, ...args) => {
    const opt = optimizer();
    return rates(opt, make(opt), count, ...args);
  };
  near(run((o) => new nn.StepLR(o, 2), 4), [1, 1, 0.1, 0.1, 0.01]);
  near(run((o) => new nn.MultiStepLR(o, [1, 3], { gamma: 0.5 }), 4), [1, 0.5, 0.5, 0.25, 0.25]);
  near(run((o) => new nn.ExponentialLR(o, 0.9), 2), [1, 0.9, 0.81]);
  near(run((o) => new nn.LinearLR(o, { startFactor: 0.5, totalIters: 2 }), 3), [0.5, 0.75, 1, 1]);
  near(run((o) => new nn.CosineAnnealingLR(o, 4), 4), [0, 1, 2, 3, 4].map((t) => (1 + Math.cos((Math.PI * t) / 4)) / 2));
  near(run((o) => new nn.CosineAnnealingWarmRestarts(o, 2, { etaMin: 0.5 }), 3), [1, 0.75, 1, 0.75]);
  near(run((o) => new nn.ReduceLROnPlateau(o, { patience: 1, factor: 0.5, minLr: 0.3 }), 6, 7), [1, 1, 1, 0.5, 0.5, 0.3, 0.3]);
  near(run((o) => new nn.SequentialLR([new nn.LinearLR(o, { startFactor: 0.5, totalIters: 1 }), new nn.ExponentialLR(o, 0.1)], [2]), 3),
    [0.5, 1, 1, 0.1]);
  const cycle = { annealing: 'linear', pctStart: 0.5, divFactor: 4 };
  near(run((o) => new nn.OneCycleLR(o, 4, 5, cycle), 3), [1, 3, 4 * 0.8 + 1e-4 * 0.2, 4 * 0.4 + 1e-4 * 0.6]);

  const opt = optimizer();
  const restarts = new nn.CosineAnnealingWarmRestarts(opt, 2);
  restarts.step(0.5);
  near(opt.learningRate(), (1 + Math.cos(Math.PI / 4)) / 2);
  assert.equal(restarts.lastEpoch, 0);
  near(restarts.lastLearningRate(), opt.learningRate());
  fails(() => restarts.lastLearningRate(1), 'INDEX_OUT_OF_RANGE');
  fails(() => new nn.StepLR(opt, 0), 'INVALID_ARGUMENT');
  const error = fails(() => new nn.SequentialLR([new nn.StepLR(opt, 1)], [1]), 'INVALID_ARGUMENT', /milestone/);
  assert.equal(error.argument, 'milestones');
  assert.throws(() => new nn.ReduceLROnPlateau(opt).step(), { name: 'TypeError', message: /metric/ });
  assert.throws(() => new nn.StepLR(opt, 1, { gama: 1 }), { message: /StepLR: unknown option 'gama'/ });
});

/** y = 2 x, to be learned by a single weight. */
function line(options) {
  const [x, y] = [f64([[1], [2], [3], [4]]), f64([[2], [4], [6], [8]])];
  const model = new nn.Linear(1, 1, { dtype: 'f64', bias: false });
  nn.noGrad(() => nn.init.constant(model.tensor('weight'), 0));
  return { x, y, model, loss: new nn.MSELoss(), sgd: new nn.SGD(model.parameters(), { learningRate: 0.01 }),
    loader: new nn.Loader([x, y], { batchSize: 2, ...options }), weight: () => model.tensor('weight').item() };
}

check('a training step', () => {
  const { x, y, model, loss, sgd, weight } = line();
  near(nn.trainStep(model, loss, sgd, x, y), 30); // mean of 4 x^2
  near(weight(), 0.01 * 30); // the mean of 4 x^2 is its gradient too, negated
  near(nn.trainStep(model, loss, sgd, [x], [y], { clipNorm: 0.5 }), 7.5 * 1.7 ** 2);
  near(weight(), 0.3 + 0.01 * 0.5);
  const before = weight();
  const error = fails(() => nn.trainStep(model, loss, sgd, x, y.reshape([2, 2])), 'SHAPE_MISMATCH');
  assert.equal(error.function, 'nnl_train_step');
  assert.equal(weight(), before);
  assert.throws(() => nn.trainStep(model, loss, sgd, x, y, { clip: 1 }), { message: /unknown option 'clip'/ });
  assert.throws(() => nn.trainStep(sgd, loss, sgd, x, y), { message: /model must be a Module, not/ });
});

check('a fit, its report and its progress', () => {
  const { model, loss, sgd, loader, weight } = line();
  const validation = new nn.Loader([f64([[1]]), f64([[2]])]);
  const seen = [];
  const report = nn.fit(model, loss, sgd, loader, {
    epochs: 2, validation, schedule: new nn.StepLR(sgd, 1), onProgress: (at) => void seen.push(at),
  });
  assert.deepEqual([report.end, report.epochs, report.steps, report.bestEpoch], ['epochs', 2, 4, 1]);
  assert.deepEqual(seen.map((at) => [at.epochEnded, at.epoch, at.batch, at.step]),
    [[false, 0, 1, 1], [false, 0, 2, 2], [true, 0, 2, 2], [false, 1, 1, 3], [false, 1, 2, 4], [true, 1, 2, 4]]);
  near(seen[0].loss, 10); // mean of 4 x^2 for 1 and 2
  near(report.validationLoss, (2 - weight()) ** 2);
  near(nn.evaluate(model, loss, validation), (2 - weight()) ** 2);
  assert.equal(seen[0].validationLoss, NaN);
  near(sgd.learningRate(), 1e-4);
  assert.ok(report.seconds > 0 && seen[0].batches === 2);

  const cancelled = nn.fit(model, loss, sgd, loader, { epochs: 9, onProgress: (at) => at.step < 3 });
  assert.deepEqual([cancelled.end, cancelled.steps], ['cancelled', 3]);
  const patient = nn.fit(model, loss, sgd, loader, { epochs: 99, patience: 2, minDelta: 1e9 });
  assert.equal(patient.end, 'patience');
  assert.throws(() => nn.fit(model, loss, sgd, loader, { epoch: 1 }), { message: /unknown option 'epoch'/ });
});

check('what a fit callback throws is the cause', () => {
  const { model, loss, sgd, loader, weight } = line();
  const thrown = new RangeError('enough of this');
  const error = fails(() => nn.fit(model, loss, sgd, loader, {
    onProgress() {
      throw thrown;
    },
  }), 'CALLBACK_FAILED', /enough of this/);
  assert.equal(error.cause, thrown);
  assert.equal(error.function, 'nnl_fit');
  assert.notEqual(weight(), 0); // the step before stays done
  const asynchronous = fails(() => nn.fit(model, loss, sgd, loader, { onProgress: async () => true }), 'CALLBACK_FAILED');
  assert.match(asynchronous.cause.message, /fit: .* asynchronous/);
});

check('a checkpoint goes on with the same bits', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nnlite-'));
  const path = join(folder, 'training');
  const parts = () => {
    const context = new nn.Context({ seed: 3 });
    const [x, y] = [f64([[1], [2], [3]], { context }), f64([[2], [4], [5]], { context })];
    const model = new nn.Linear(1, 1, { dtype: 'f64', context });
    const optimizer = new nn.Adam(model.parameters());
    const loader = new nn.Loader([x, y], { sampling: 'shuffle', seed: 5 });
    const schedule = new nn.StepLR(optimizer, 1, { gamma: 0.9 });
    return [{ model, optimizer, loader, schedule }, new nn.MSELoss({ context })];
  };
  const train = ([{ model, optimizer, loader, schedule }, loss]) =>
    ({ ...nn.fit(model, loss, optimizer, loader, { epochs: 2, schedule }), seconds: 0 });
  try {
    const [first, second] = [parts(), parts()];
    train(first);
    nn.saveCheckpoint(path, first[0]);
    const expected = train(first);
    nn.loadCheckpoint(path, second[0]);
    assert.deepEqual(train(second), expected);
    const [a, b] = [first[0].model, second[0].model];
    assert.deepEqual(b.tensor('weight').toArray(), a.tensor('weight').toArray());
    const sgd = new nn.SGD(b.parameters());
    fails(() => nn.loadCheckpoint(path, { optimizer: sgd }), 'INVALID_ARGUMENT');
    fails(() => nn.saveCheckpoint(path, { random: false }), 'INVALID_ARGUMENT');
    assert.throws(() => nn.saveCheckpoint(path, { net: sgd }), { message: /unknown option 'net'/ });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
