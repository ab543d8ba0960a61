import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

import * as nn from 'nnlite';
import { check, fails, near } from './support.js';

const f64 = (data, options) => nn.tensor(data, { dtype: 'f64', ...options });
const wave = (...shape) => {
  const count = shape.reduce((product, size) => product * size, 1);
  return nn.tensor(Float64Array.from({ length: count }, (_, i) => Math.sin(i * i + 1)), { shape });
};
const kinds = (module) => [...module.namedParameters(), ...module.namedBuffers()].map(([name, x]) => `${name} ${x.shape}`);
const same = (a, b, tolerance = 1e-9) => near(a.toArray(), b.toArray(), tolerance);

check('linear', () => {
  const layer = new nn.Linear(3, 2, { dtype: 'f64' });
  assert.equal(layer.kind, 'Linear');
  assert.deepEqual(kinds(layer), ['weight 2,3', 'bias 2']);
  assert.ok(layer.tensor('weight').read().every((v) => Math.abs(v) <= 1 / Math.sqrt(3)));
  const x = wave(4, 3);
  same(layer.forward(x), nn.linear(x, layer.tensor('weight'), layer.tensor('bias')));
  assert.deepEqual(kinds(new nn.Linear(3, 2, { bias: false })), ['weight 2,3']);
  assert.throws(() => new nn.Linear(3, 2, { biass: false }), { name: 'TypeError', message: /linear_options: unknown option 'biass'; it has dtype, bias/ });
  assert.throws(() => new nn.Linear(3, 2, { bias: 0 }), { message: /bias must be a boolean, not number/ });
  assert.throws(() => new nn.Linear('3', 2), TypeError);
  fails(() => layer.forward(nn.zeros([4, 3])), 'DTYPE_MISMATCH');
  fails(() => layer.forward(wave(4, 2)), 'SHAPE_MISMATCH', /\[4, 2\]/);
  fails(() => layer.forward(x, x), 'INVALID_ARGUMENT');
  const error = fails(() => layer.tensor('weights'), 'NOT_FOUND', /weights/);
  assert.equal(error.function, 'nnl_module_tensor');
});

check('embedding', () => {
  const layer = new nn.Embedding(4, 2, { paddingIdx: -1 });
  const weight = layer.tensor('weight').toArray();
  assert.deepEqual(weight[3], [0, 0]);
  assert.deepEqual(layer.forward(nn.tensor([[1n, 3n]])).toArray(), [[weight[1], [0, 0]]]);
  fails(() => layer.forward(nn.tensor([4n])), 'INDEX_OUT_OF_RANGE', /index 4 .*\[0, 4\)/);
  const given = f64([[3, 4], [0.3, 0.4]]);
  const pretrained = nn.Embedding.fromPretrained(given, { maxNorm: 1 });
  near(pretrained.forward(nn.tensor([0n, 1n])).toArray(), [[0.6, 0.8], [0.3, 0.4]]);
  near(given.toArray(), [[0.6, 0.8], [0.3, 0.4]]); // shared, rescaled in place
  assert.deepEqual([...pretrained.parameters()].map((p) => p.requiresGrad), [false]);
  assert.equal([...nn.Embedding.fromPretrained(given, { freeze: false }).parameters()][0].requiresGrad, true);
});

check('embedding bags', () => {
  const weight = f64([[1, 2], [3, 4], [5, 6]]);
  const [indices, offsets] = [nn.tensor([0n, 1n, 2n]), nn.tensor([0n, 2n])];
  assert.deepEqual(nn.embeddingBag(weight, indices, offsets).toArray(), [[2, 3], [5, 6]]);
  assert.deepEqual(nn.embeddingBag(weight, indices, offsets, { mode: 'max' }).toArray(), [[3, 4], [5, 6]]);
  const weighted = { mode: 'sum', perSampleWeights: f64([1, 10, 2]) };
  assert.deepEqual(nn.embeddingBag(weight, indices, offsets, weighted).toArray(), [[31, 42], [10, 12]]);
  assert.deepEqual(nn.embeddingBag(weight, nn.tensor([[0n, 2n]]), null, { mode: 'sum' }).toArray(), [[6, 8]]);
  fails(() => nn.embeddingBag(weight, indices, offsets, { perSampleWeights: f64([1, 1, 1]) }), 'NOT_SUPPORTED');
  const layer = nn.EmbeddingBag.fromPretrained(weight, { mode: 'sum', paddingIdx: 1 });
  assert.deepEqual(layer.forward(indices, offsets).toArray(), [[1, 2], [5, 6]]);
  const own = new nn.EmbeddingBag(3, 2, { mode: 'sum', dtype: 'f64' });
  const doubled = own.forward(nn.tensor([[0n]]), null, f64([[2]]));
  near(doubled.toArray(), [own.tensor('weight').toArray()[0].map((v) => 2 * v)]);
});

check('batch norms', () => {
  const x = f64([[1, 10], [3, 30]]);
  const layer = new nn.BatchNorm1d(2, { dtype: 'f64', eps: 0 });
  assert.deepEqual(kinds(layer), ['weight 2', 'bias 2', 'running_mean 2', 'running_var 2', 'num_batches_tracked ']);
  near(layer.forward(x).toArray(), [[-1, -1], [1, 1]]);
  near(layer.tensor('running_mean').toArray(), [0.2, 2]);
  near(layer.tensor('running_var').toArray(), [0.9 + 0.1 * 2, 0.9 + 0.1 * 200]);
  assert.equal(layer.tensor('num_batches_tracked').item(), 1);
  near(layer.eval().forward(x).toArray(), [[0.8 / Math.sqrt(1.1), 8 / Math.sqrt(20.9)], [2.8 / Math.sqrt(1.1), 28 / Math.sqrt(20.9)]]);
  const average = new nn.BatchNorm1d(2, { dtype: 'f64', momentum: null });
  average.forward(x);
  average.forward(x.add(2));
  near(average.tensor('running_mean').toArray(), [3, 21]);
  fails(() => new nn.BatchNorm1d(2).forward(nn.zeros([1, 2])), 'SHAPE_MISMATCH');
  assert.deepEqual(new nn.BatchNorm1d(2, { batchOfOne: 'running' }).forward(nn.zeros([1, 2])).toArray(), [[0, 0]]);
  assert.deepEqual(kinds(new nn.BatchNorm2d(2, { affine: false, trackRunningStats: false })), []);
  assert.deepEqual(new nn.BatchNorm2d(2).forward(nn.ones([2, 2, 1, 3])).shape, [2, 2, 1, 3]);
  assert.deepEqual(new nn.BatchNorm3d(2).forward(nn.ones([2, 2, 1, 1, 3])).shape, [2, 2, 1, 1, 3]);

  const state = { runningMean: f64([0, 0]), runningVar: f64([1, 1]), numBatchesTracked: nn.tensor(0n) };
  near(nn.batchNorm(x, state, { training: true, momentum: 1, eps: 0 }).toArray(), [[-1, -1], [1, 1]]);
  near([state.runningMean, state.runningVar].map((s) => s.toArray()), [[2, 20], [2, 200]]);
  assert.equal(state.numBatchesTracked.item(), 1);
  near(nn.batchNorm(x, { ...state, weight: f64([2, 2]), bias: f64([1, 1]) }, { eps: 0 }).toArray(),
    [[1 - Math.SQRT2, 1 - Math.SQRT2], [1 + Math.SQRT2, 1 + Math.SQRT2]]);
  assert.throws(() => nn.batchNorm(x, { mean: x }), { message: /unknown option 'mean'/ });
});

check('statistics of batch norms', () => {
  const x = wave(8, 2);
  const layer = new nn.BatchNorm1d(2, { dtype: 'f64', momentum: 1 });
  layer.freezeStatistics();
  assert.equal(layer.statisticsFrozen, true);
  layer.forward(x);
  assert.deepEqual(layer.tensor('running_mean').toArray(), [0, 0]);
  layer.freezeStatistics(false);
  assert.equal(layer.statisticsFrozen, false);

  layer.accumulateStatistics();
  for (const part of x.split([4, 4])) layer.forward(part);
  assert.deepEqual(layer.tensor('running_mean').toArray(), [0, 0]);
  layer.commitStatistics();
  same(layer.tensor('running_mean'), x.mean(0));
  same(layer.tensor('running_var'), x.variance(0));
  layer.accumulateStatistics(false);

  const loader = new nn.Loader([x.add(1)], { batchSize: 8 });
  assert.equal(nn.recalibrate(layer, loader, { maxBatches: 3 }), 1);
  same(layer.tensor('running_mean'), x.mean(0).add(1));

  const model = new nn.Sequential([new nn.Linear(2, 2, { dtype: 'f64' }), layer]).eval();
  const folded = model.foldBatchNorms();
  assert.deepEqual([...folded.namedChildren()].map(([name, child]) => `${name} ${child.kind}`), ['0 Linear']);
  same(folded.forward(x), model.forward(x));
  assert.match(model.batchNormReport(x), /^ *layer .*BatchNorm1d.*tracked/ms);
});

check('norms of each sample', () => {
  const x = f64([[1, 3], [10, 30]]);
  near(nn.layerNorm(x, 2, { eps: 0 }).toArray(), [[-1, 1], [-1, 1]]);
  near(nn.layerNorm(x, [2], { weight: f64([2, 2]), bias: f64([1, 1]), eps: 0 }).toArray(), [[-1, 3], [-1, 3]]);
  const layer = new nn.LayerNorm(2, { dtype: 'f64', eps: 0, bias: false });
  assert.deepEqual(kinds(layer), ['weight 2']);
  near(layer.forward(x).toArray(), [[-1, 1], [-1, 1]]);
  fails(() => layer.forward(wave(2, 3)), 'SHAPE_MISMATCH');
  near(nn.groupNorm(f64([[1, 3, 10, 30]]), 2, { eps: 0 }).toArray(), [[-1, 1, -1, 1]]);
  const groups = new nn.GroupNorm(2, 4, { dtype: 'f64', eps: 0 });
  near(groups.forward(f64([[1, 3, 10, 30]])).toArray(), [[-1, 1, -1, 1]]);
});

check('convolutions', () => {
  const signal = f64([[[1, 2, 3, 4]]]);
  const kernel = f64([[[1, 0, -1]]]);
  assert.deepEqual(nn.conv1d(signal, kernel).toArray(), [[[-2, -2]]]);
  assert.deepEqual(nn.conv1d(signal, kernel, f64([1]), { padding: 'same' }).toArray(), [[[-1, -1, -1, 4]]]);
  assert.deepEqual(nn.conv1d(signal, kernel, null, { padding: 1, stride: 2 }).toArray(), [[[-2, -2]]]);
  const layer = new nn.Conv1d(1, 2, 3, { dtype: 'f64', dilation: 1 });
  same(layer.forward(signal), nn.conv1d(signal, layer.tensor('weight'), layer.tensor('bias')));
  const image = new nn.Conv2d(2, 4, [3, 1], { groups: 2, padding: [1, 0], dtype: 'f64', bias: false });
  assert.deepEqual(kinds(image), ['weight 4,1,3,1']);
  same(image.forward(wave(1, 2, 5, 4)), nn.conv2d(wave(1, 2, 5, 4), image.tensor('weight'), null, { groups: 2, padding: [1, 0] }));
  assert.throws(() => new nn.Conv2d(1, 1, [1, 2, 3]), { message: /kernel must be a number or two/ });
  assert.throws(() => new nn.Conv2d(1, 1, 3, { stride: [1] }), { message: /stride must be a number or two/ });
  fails(() => new nn.Conv2d(3, 4, 3, { groups: 2 }), 'INVALID_ARGUMENT');
});

check('pooling', () => {
  const x = nn.tensor(Float64Array.from({ length: 16 }, (_, i) => i), { shape: [1, 1, 4, 4] });
  assert.deepEqual(nn.maxPool2d(x, 2).toArray(), [[[[5, 7], [13, 15]]]]);
  assert.deepEqual(nn.avgPool2d(x, [2, 4]).toArray(), [[[[3.5], [11.5]]]]);
  assert.deepEqual(nn.avgPool2d(x, 2, { divisorOverride: 1, stride: [4, 2] }).toArray(), [[[[10, 18]]]]);
  assert.deepEqual(nn.adaptiveAvgPool2d(x, 1).toArray(), [[[[7.5]]]]);
  same(new nn.MaxPool2d(3, { stride: 1, padding: 1 }).forward(x), nn.maxPool2d(x, 3, { stride: 1, padding: 1 }));
  same(new nn.AvgPool2d(2, { countIncludePad: false, padding: 1 }).forward(x), nn.avgPool2d(x, 2, { countIncludePad: false, padding: 1 }));
  assert.deepEqual(new nn.AdaptiveAvgPool2d([2, -1]).forward(x).shape, [1, 1, 2, 4]);
});

check('activations as layers', () => {
  const x = f64([-2, -0.5, 0.25, 3]);
  const pairs = [
    [new nn.Sigmoid(), x.sigmoid()], [new nn.Tanh(), x.tanh()], [new nn.ReLU(), x.relu()], [new nn.SiLU(), x.silu()],
    [new nn.LeakyReLU(), x.leakyRelu()], [new nn.LeakyReLU(0.3), x.leakyRelu(0.3)], [new nn.ELU(2), x.elu(2)],
    [new nn.GELU({ approximate: 'tanh' }), x.gelu({ approximate: 'tanh' })], [new nn.GELU(), x.gelu()],
    [new nn.Softplus({ beta: 3 }), x.softplus({ beta: 3 })], [new nn.Hardtanh(-3, 0), x.hardtanh(-3, 0)],
    [new nn.PReLU({ dtype: 'f64' }), x.leakyRelu(0.25)], [new nn.Softmax(0), x.softmax(0)],
    [new nn.LogSoftmax(0), x.logSoftmax(0)], [new nn.Dropout(0.5).eval(), x], [new nn.Dropout(1), x.multiply(0)],
  ];
  for (const [layer, expected] of pairs) same(layer.forward(x), expected);
  assert.deepEqual(new nn.PReLU({ numParameters: 3, init: 0.5 }).tensor('weight').toArray(), [0.5, 0.5, 0.5]);
  assert.deepEqual(new nn.Flatten().forward(wave(2, 3, 4)).shape, [2, 12]);
  assert.throws(() => new nn.Softmax(), { message: /axis must be a whole number/ });
  fails(() => new nn.Dropout(-1), 'INVALID_ARGUMENT');
});

check('losses, as functions and as modules', () => {
  const [x, y] = [f64([0.25, 0.75]), f64([1, 0.5])];
  const [d, e] = [0.75, 0.25];
  const bce = (p, t) => -(t * Math.log(p) + (1 - t) * Math.log(1 - p));
  const sigmoid = (v) => 1 / (1 + Math.exp(-v));
  const pairs = [
    [nn.mseLoss(x, y), new nn.MSELoss(), (d * d + e * e) / 2],
    [nn.mseLoss(x, y, { reduction: 'sum' }), new nn.MSELoss({ reduction: 'sum' }), d * d + e * e],
    [nn.l1Loss(x, y), new nn.L1Loss(), 0.5],
    [nn.smoothL1Loss(x, y, { beta: 0.5 }), new nn.SmoothL1Loss({ beta: 0.5 }), (d - 0.25 + e * e) / 2],
    [nn.huberLoss(x, y, { delta: 0.5 }), new nn.HuberLoss({ delta: 0.5 }), (0.5 * (d - 0.25) + e * e / 2) / 2],
    [nn.bceLoss(x, y), new nn.BCELoss(), (bce(0.25, 1) + bce(0.75, 0.5)) / 2],
    [nn.bceWithLogitsLoss(x, y), new nn.BCEWithLogitsLoss(), (bce(sigmoid(0.25), 1) + bce(sigmoid(0.75), 0.5)) / 2],
  ];
  for (const [value, module, expected] of pairs) {
    near(value.item(), expected);
    near(module.forward(x, y).item(), expected);
  }
  near(nn.l1Loss(x, y, { reduction: 'none' }).toArray(), [d, e]);
  near(nn.bceLoss(x, y, { weight: f64([2, 0]) }).item(), bce(0.25, 1));
  const threefold = (p, t) => -(3 * t * Math.log(p) + (1 - t) * Math.log(1 - p));
  near(nn.bceWithLogitsLoss(x, y, { posWeight: f64([3]) }).item(), (threefold(sigmoid(0.25), 1) + threefold(sigmoid(0.75), 0.5)) / 2);
  assert.deepEqual(kinds(new nn.BCEWithLogitsLoss({ posWeight: f64([3]) })), ['pos_weight 1']);

  const logits = f64([[1, 2], [3, 5]]);
  const logged = logits.logSoftmax(1);
  const target = nn.tensor([0n, 1n]);
  const each = [Math.log(1 + Math.exp(1)), Math.log(1 + Math.exp(-2))];
  near(nn.crossEntropy(logits, target, { reduction: 'none' }).toArray(), each);
  near(nn.crossEntropy(logits, target, { ignoreIndex: 0 }).item(), each[1]);
  const weight = f64([3, 1]);
  near(nn.crossEntropy(logits, target, { weight }).item(), (3 * each[0] + each[1]) / 4);
  near(new nn.CrossEntropyLoss({ weight }).forward(logits, target).item(), (3 * each[0] + each[1]) / 4);
  near(nn.nllLoss(logged, target, { weight }).item(), (3 * each[0] + each[1]) / 4);
  near(new nn.NLLLoss({ ignoreIndex: 1, reduction: 'sum' }).forward(logged, target).item(), each[0]);
  fails(() => nn.crossEntropy(logits, nn.tensor([0n, 2n])), 'INDEX_OUT_OF_RANGE');

  const rows = [f64([[1, 0], [1, 0]]), f64([[0, 1], [1, 1]]), nn.tensor([1n, -1n])];
  near(nn.cosineEmbeddingLoss(...rows, { margin: 0.5, reduction: 'none' }).toArray(), [1, Math.SQRT1_2 - 0.5]);
  near(new nn.CosineEmbeddingLoss({ margin: 0.5 }).forward(...rows).item(), (1 + Math.SQRT1_2 - 0.5) / 2);
  const three = [f64([[0, 0]]), f64([[3, 4]]), f64([[0, 2]])];
  near(nn.tripletMarginLoss(...three, { margin: 2, eps: 0 }).item(), 5);
  near(new nn.TripletMarginLoss({ margin: 2, eps: 0, p: 1 }).forward(...three).item(), 7);
  assert.throws(() => nn.mseLoss(x, y, { reduction: 'max' }), { message: /reduction must be one of none, mean, sum, not max/ });
});

check('sequentials, children and modes', () => {
  const [first, second] = [new nn.Linear(2, 3), new nn.BatchNorm1d(3)];
  const model = new nn.Sequential([first, second]);
  assert.deepEqual([...model.namedParameters()].map(([name]) => name), ['0.weight', '0.bias', '1.weight', '1.bias']);
  assert.equal([...model.parameters()].length, 4);
  assert.deepEqual([...model.namedBuffers()].map(([name]) => name), ['1.running_mean', '1.running_var', '1.num_batches_tracked']);
  assert.deepEqual([...model.namedChildren()].map(([name, child]) => [name, child.kind]), [['0', 'Linear'], ['1', 'BatchNorm1d']]);
  assert.equal(model.child('1').kind, 'BatchNorm1d');
  assert.equal(model.child('2'), null);
  assert.deepEqual([model.isTraining, model.eval().isTraining, second.isTraining], [true, false, false]);
  assert.equal(model.train().isTraining, true);
  model.setRequiresGrad(false);
  assert.ok([...model.parameters()].every((p) => !p.requiresGrad));
  model.setRequiresGrad(true);
  model.forward(nn.ones([2, 2])).sum().backward();
  assert.notEqual(first.tensor('bias').grad, null);
  model.zeroGrad();
  assert.equal(first.tensor('bias').grad, null);
  assert.match(model.summary(nn.ones([2, 2])), /Linear.*\[2, 3\].*BatchNorm1d/s);
  const again = model.share();
  model.dispose();
  assert.equal(again.kind, 'Sequential');
  assert.throws(() => new nn.Sequential([first, 3]), { message: /modules\[1\] must be a Module, not number/ });
});

check('saving and loading', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nnlite-'));
  try {
    const path = join(folder, 'modèle.safetensors');
    const make = (size) => new nn.Sequential([new nn.Linear(2, size), new nn.BatchNorm1d(size)]);
    const [a, b, c] = [make(3), make(3), make(4)];
    a.save(path);
    assert.deepEqual(b.load(path), { missing: [], unexpected: [], mismatched: [] });
    same(b.tensor('0.weight'), a.tensor('0.weight'), 0);
    fails(() => c.load(path), 'SHAPE_MISMATCH', /0.weight/);
    const report = c.load(path, { strict: false, dryRun: true });
    assert.deepEqual(report.mismatched.slice(0, 2), ['0.weight', '0.bias']);
    const flat = new nn.Linear(2, 3).load(path, { strict: false });
    assert.deepEqual([flat.missing, flat.unexpected.length], [['weight', 'bias'], 7]);
    fails(() => a.load(join(folder, 'none')), 'IO_ERROR', /none/);
    fails(() => a.save(join(folder, 'none', 'x')), 'IO_ERROR');
    writeFileSync(path, 'nothing');
    fails(() => a.load(path), 'INVALID_FILE');
    assert.throws(() => a.save('a\0b'), { name: 'TypeError', message: /path must not contain a NUL/ });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

check('initial weights', () => {
  const x = nn.zeros([200, 50]);
  assert.equal(nn.init.constant(x, 3), x);
  assert.ok(x.read().every((v) => v === 3));
  const spread = () => [x.mean().item(), x.std().item()];
  nn.init.uniform(x, 1, 3);
  near(spread(), [2, 2 / Math.sqrt(12)], 0.02);
  nn.init.normal(x, 1, 2);
  near(spread(), [1, 2], 0.05);
  nn.init.xavierUniform(x);
  assert.ok(x.abs().max().item() <= Math.sqrt(6 / 250));
  nn.init.xavierNormal(x, 2);
  near(spread()[1], 2 * Math.sqrt(2 / 250), 0.01);
  nn.init.kaimingNormal(x, { nonlinearity: 'relu', mode: 'fanOut' });
  near(spread()[1], Math.sqrt(2 / 200), 0.01);
  nn.init.kaimingUniform(x, { slope: Math.sqrt(5) });
  assert.ok(x.abs().max().item() <= 1 / Math.sqrt(50));
  near(nn.init.gain('tanh'), 5 / 3);
  near(nn.init.gain('leakyRelu', 0.2), Math.sqrt(2 / 1.04));
  fails(() => nn.init.uniform(nn.zeros(1, { dtype: 'i32' })), 'DTYPE_MISMATCH');
  const draw = (seed) => nn.init.normal(nn.zeros(4, { context: new nn.Context({ seed }) })).toArray();
  assert.deepEqual(draw(5), draw(5n));
  assert.notDeepEqual(draw(5), draw(6));
});
