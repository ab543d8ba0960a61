import assert from 'node:assert/strict';

import * as nn from 'nnlite';
import { check, fails, near } from './support.js';

const f64 = (data, options) => nn.tensor(data, { dtype: 'f64', ...options });
const values = [-2, -0.5, 0.25, 3];

check('arithmetic, with tensors and numbers on either side', () => {
  const [a, b] = [f64([1, 2, 3]), f64([[10], [20]])];
  assert.deepEqual(a.add(b).toArray(), [[11, 12, 13], [21, 22, 23]]);
  assert.deepEqual(a.subtract(b).toArray(), [[-9, -8, -7], [-19, -18, -17]]);
  assert.deepEqual(a.multiply(b).toArray(), [[10, 20, 30], [20, 40, 60]]);
  assert.deepEqual(b.divide(a).toArray(), [[10, 5, 10 / 3], [20, 10, 20 / 3]]);
  assert.deepEqual(a.affine(2, 1).toArray(), [3, 5, 7]);
  assert.deepEqual([a.add(1), nn.add(1, a)].map((x) => x.toArray()), [[2, 3, 4], [2, 3, 4]]);
  assert.deepEqual([a.subtract(1), nn.subtract(1, a)].map((x) => x.toArray()), [[0, 1, 2], [0, -1, -2]]);
  assert.deepEqual([a.multiply(3), nn.multiply(3, a)].map((x) => x.toArray()), [[3, 6, 9], [3, 6, 9]]);
  assert.deepEqual([a.divide(3), nn.divide(3, a)].map((x) => x.toArray()), [[1 / 3, 2 / 3, 1], [3, 1.5, 1]]);
  assert.deepEqual([a.minimum(2), nn.maximum(2, a)].map((x) => x.toArray()), [[1, 2, 2], [2, 2, 3]]);
  assert.deepEqual(a.pow(2).toArray(), [1, 4, 9]);
  assert.deepEqual(a.pow(f64([0, 1, -1])).toArray(), [1, 2, 1 / 3]);
  const error = fails(() => a.add(f64([1, 2])), 'SHAPE_MISMATCH', /\[3\].*\[2\]/);
  assert.equal(error.function, 'nnl_add');
  fails(() => a.add(nn.tensor([1, 2, 3])), 'DTYPE_MISMATCH');
  assert.throws(() => a.add('1'), { name: 'TypeError', message: /b must be a Tensor, not string/ });
  assert.throws(() => nn.divide(1, 2), { name: 'TypeError', message: /a must be a Tensor/ });
});

check('functions of one element', () => {
  const x = f64(values);
  near(x.exp().toArray(), values.map(Math.exp));
  near(x.abs().log().toArray(), values.map((v) => Math.log(Math.abs(v))));
  near(x.abs().sqrt().toArray(), values.map((v) => Math.sqrt(Math.abs(v))));
  assert.deepEqual(x.negative().toArray(), values.map((v) => -v));
  assert.deepEqual(x.reciprocal().toArray(), values.map((v) => 1 / v));
  assert.deepEqual(x.clamp(-1, 1).toArray(), [-1, -0.5, 0.25, 1]);
  assert.deepEqual(x.clamp(null, 0).toArray(), [-2, -0.5, 0, 0]);
  assert.deepEqual(x.clamp(0).toArray(), [0, 0, 0.25, 3]);
  fails(() => x.clamp(NaN), 'INVALID_ARGUMENT');
});

/** The normal distribution, by Simpson's rule from 0 on. */
function normal(v) {
  const [steps, density] = [1000, (t) => Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI)];
  let sum = density(0) + density(v);
  for (let i = 1; i < steps; ++i) sum += density(v * i / steps) * (i % 2 ? 4 : 2);
  return 0.5 + sum * v / steps / 3;
}

check('activations', () => {
  const x = f64(values);
  const sigmoid = (v) => 1 / (1 + Math.exp(-v));
  near(x.sigmoid().toArray(), values.map(sigmoid));
  near(x.tanh().toArray(), values.map(Math.tanh));
  assert.deepEqual(x.relu().toArray(), [0, 0, 0.25, 3]);
  near(x.leakyRelu().toArray(), [-0.02, -0.005, 0.25, 3]);
  near(x.leakyRelu(0.5).toArray(), [-1, -0.25, 0.25, 3]);
  near(x.elu(2).toArray(), values.map((v) => (v > 0 ? v : 2 * Math.expm1(v))));
  near(x.silu().toArray(), values.map((v) => v * sigmoid(v)));
  near(x.softplus({ beta: 2 }).toArray(), values.map((v) => Math.log1p(Math.exp(2 * v)) / 2));
  near(x.softplus({ threshold: 1 }).toArray().at(-1), 3);
  assert.deepEqual(x.hardtanh().toArray(), [-1, -0.5, 0.25, 1]);
  assert.deepEqual(x.hardtanh(-0.25, 2).toArray(), [-0.25, -0.25, 0.25, 2]);
  assert.deepEqual(x.prelu(f64([0.5])).toArray(), [-1, -0.25, 0.25, 3]);
  const inner = (v) => Math.sqrt(2 / Math.PI) * (v + 0.044715 * v ** 3);
  near(x.gelu({ approximate: 'tanh' }).toArray(), values.map((v) => 0.5 * v * (1 + Math.tanh(inner(v)))));
  near(x.gelu().toArray(), values.map((v) => v * normal(v)), 1e-9);
  const sum = values.reduce((total, v) => total + Math.exp(v), 0);
  near(x.softmax(0).toArray(), values.map((v) => Math.exp(v) / sum));
  near(x.logSoftmax(-1).toArray(), values.map((v) => v - Math.log(sum)));
  assert.deepEqual(x.dropout({ training: false }).toArray(), values);
  const dropped = nn.ones(10000).dropout({ p: 0.25 }).read();
  assert.ok(dropped.every((v) => v === 0 || Math.abs(v - 4 / 3) < 1e-6));
  near(dropped.filter((v) => v === 0).length / 10000, 0.25, 0.03);
  fails(() => x.dropout({ p: 2 }), 'INVALID_ARGUMENT');
  assert.throws(() => x.gelu({ approximate: 'erf' }), { message: /approximate must be one of none, tanh, not erf/ });
});

check('comparisons and choices', () => {
  const [a, b] = [nn.tensor([1, 2, 3]), nn.tensor([3, 2, 1])];
  const expected = {
    eq: [false, true, false], ne: [true, false, true], lt: [true, false, false], le: [true, true, false],
    gt: [false, false, true], ge: [false, true, true],
  };
  for (const [name, result] of Object.entries(expected)) {
    assert.deepEqual(a[name](b).toArray(), result, name);
    assert.deepEqual(a[name](2).toArray(), a.toArray().map((v) => nn.tensor(v)[name](nn.tensor(2)).toArray()), name);
  }
  const [yes, no] = [a.gt(1), a.gt(2)];
  assert.deepEqual(yes.logicalAnd(no).toArray(), [false, false, true]);
  assert.deepEqual(yes.logicalOr(no).toArray(), [false, true, true]);
  assert.deepEqual(no.logicalNot().toArray(), [true, true, false]);
  assert.deepEqual(nn.where(yes, a, b).toArray(), [3, 2, 3]);
  assert.deepEqual(nn.where(yes, 0, b).toArray(), [3, 0, 0]);
  assert.deepEqual(nn.where(yes, a, -1).toArray(), [-1, 2, 3]);
  assert.deepEqual(a.maskedFill(yes, 9).toArray(), [1, 9, 9]);
});

check('reductions', () => {
  const x = f64([[1, 5, 3], [4, 2, 6]]);
  assert.equal(x.sum().item(), 21);
  assert.deepEqual(x.sum(0).toArray(), [5, 7, 9]);
  assert.deepEqual(x.mean(-1, { keepdim: true }).toArray(), [[3], [4]]);
  assert.equal(x.mean([0, 1]).item(), 3.5);
  near(x.variance(1).toArray(), [4, 4]);
  near(x.variance(1, { correction: 0, keepdim: true }).toArray(), [[8 / 3], [8 / 3]]);
  near(x.std(1).toArray(), [2, 2]);
  near(x.norm().item(), Math.sqrt(91));
  assert.deepEqual(x.norm(Infinity, 0).toArray(), [4, 5, 6]);
  assert.deepEqual(x.norm(1, 1, { keepdim: true }).toArray(), [[9], [12]]);
  assert.deepEqual([x.max().item(), x.min().item()], [6, 1]);
  const most = x.max(1);
  assert.deepEqual([most.values.toArray(), most.indices.toArray()], [[5, 6], [1n, 2n]]);
  assert.deepEqual(x.min(0, { keepdim: true }).values.toArray(), [[1, 2, 3]]);
  assert.deepEqual([x.argmax().item(), x.argmin().item()], [5, 0]);
  assert.deepEqual([x.argmax(0).toArray(), x.argmin(1, { keepdim: true }).toArray()], [[1n, 0n, 1n], [[0n], [1n]]]);
  const top = x.topk(2);
  assert.deepEqual([top.values.toArray(), top.indices.toArray()], [[[5, 3], [6, 4]], [[1n, 2n], [2n, 0n]]]);
  assert.deepEqual(x.topk(1, { axis: 0, largest: false }).values.toArray(), [[1, 2, 3]]);
  fails(() => x.topk(4), 'INDEX_OUT_OF_RANGE');
  fails(() => x.sum(2), 'INDEX_OUT_OF_RANGE');
  fails(() => nn.zeros([0]).max(), 'SHAPE_MISMATCH');
  assert.throws(() => x.sum(0, { keepDim: true }), { message: /sum: unknown option 'keepDim'/ });
  near(f64([[1, 2]]).cosineSimilarity(f64([[2, 1]])).item(), 4 / 5);
});

check('shapes and positions', () => {
  const x = f64([[1, 2, 3], [4, 5, 6]]);
  assert.deepEqual(x.reshape([3, -1]).toArray(), [[1, 2], [3, 4], [5, 6]]);
  assert.deepEqual(x.reshape(6).shape, [6]);
  assert.deepEqual(nn.zeros([2, 3, 4]).flatten(1).shape, [2, 12]);
  assert.deepEqual(x.transpose(0, 1).toArray(), [[1, 4], [2, 5], [3, 6]]);
  assert.deepEqual(nn.zeros([2, 3, 4]).permute([2, 0, 1]).shape, [4, 2, 3]);
  assert.deepEqual([nn.zeros([1, 2, 1]).squeeze().shape, nn.zeros([1, 2, 1]).squeeze(0).shape], [[2], [2, 1]]);
  assert.deepEqual([x.unsqueeze(0).shape, x.unsqueeze(-1).shape], [[1, 2, 3], [2, 3, 1]]);
  assert.deepEqual(f64([[1], [2]]).expand([-1, 3]).toArray(), [[1, 1, 1], [2, 2, 2]]);
  const clone = x.clone();
  x.reshape(6).write(new Float64Array(6)); // a view
  assert.deepEqual(x.toArray(), [[0, 0, 0], [0, 0, 0]]);
  assert.deepEqual(clone.toArray(), [[1, 2, 3], [4, 5, 6]]);
  assert.equal(nn.tensor([1], { requiresGrad: true }).multiply(2).detach().requiresGrad, false);
  assert.deepEqual(nn.cat([clone, clone], 1).shape, [2, 6]);
  assert.deepEqual(nn.stack(new Set([clone, x])).shape, [2, 2, 3]);
  assert.deepEqual(clone.split([1, 2], 1).map((part) => part.toArray()), [[[1], [4]], [[2, 3], [5, 6]]]);
  fails(() => clone.split([1, 1], 1), 'SHAPE_MISMATCH');
  assert.deepEqual(clone.slice(1, { start: -2 }).toArray(), [[2, 3], [5, 6]]);
  assert.deepEqual(clone.slice(1, { stop: 2, step: 2 }).toArray(), [[1], [4]]);
  assert.deepEqual(clone.gather(1, nn.tensor([[2n], [0n]])).toArray(), [[3], [4]]);
  assert.deepEqual(clone.indexSelect(1, nn.tensor(new Int32Array([2, 2]))).toArray(), [[3, 3], [6, 6]]);
  const error = fails(() => clone.indexSelect(1, nn.tensor([3n])), 'INDEX_OUT_OF_RANGE', /3 .*\[0, 3\)/);
  assert.equal(error.function, 'nnl_index_select');
  assert.deepEqual(nn.tensor([1n, 0n]).oneHot().toArray(), [[0n, 1n], [1n, 0n]]);
  assert.deepEqual(nn.oneHot(nn.tensor([1n]), 3).toArray(), [[0n, 1n, 0n]]);
});

check('matrix products', () => {
  const [a, b] = [f64([[1, 2], [3, 4]]), f64([[5, 6], [7, 8]])];
  assert.deepEqual(a.matmul(b).toArray(), [[19, 22], [43, 50]]);
  assert.deepEqual(a.unsqueeze(0).bmm(b.unsqueeze(0)).toArray(), [[[19, 22], [43, 50]]]);
  assert.deepEqual(nn.linear(a, b, f64([1, 2])).toArray(), [[18, 25], [40, 55]]);
  assert.deepEqual(nn.linear(a, b).toArray(), [[17, 23], [39, 53]]);
  fails(() => a.matmul(f64([[1, 2]])), 'SHAPE_MISMATCH');
});
