import assert from 'node:assert/strict';

import * as nn from 'nnlite';
import { check, fails, near } from './support.js';

check('nested arrays have the shape that they show', () => {
  const x = nn.tensor([[1, 2, 3], [4, 5, 6]]);
  assert.deepEqual([x.dtype, x.rank, x.shape, x.count], ['f32', 2, [2, 3], 6]);
  assert.deepEqual(x.toArray(), [[1, 2, 3], [4, 5, 6]]);
  assert.deepEqual(nn.tensor([true, false]).toArray(), [true, false]);
  assert.deepEqual([nn.tensor([2n ** 62n]).dtype, nn.tensor([2n ** 62n]).toArray()], ['i64', [2n ** 62n]]);
  assert.deepEqual([nn.tensor(7).shape, nn.tensor(7).item(), nn.tensor(7).toArray()], [[], 7, 7]);
  assert.deepEqual(nn.tensor([[], []]).shape, [2, 0]);
  assert.deepEqual(nn.tensor([[], []]).toArray(), [[], []]);
  assert.throws(() => nn.tensor([[1], [1, 2]]), { name: 'TypeError', message: /rows differ in shape/ });
  assert.throws(() => nn.tensor(['1']), { name: 'TypeError', message: /must be a number, not string/ });
  assert.throws(() => nn.tensor([1], { dtype: 'f16' }), { name: 'TypeError', message: /dtype must be one of f32,.*f16/ });
  assert.throws(() => nn.tensor([1], { type: 'f32' }), { name: 'TypeError', message: /unknown option 'type'/ });
});

check('typed arrays come back in their own kind', () => {
  for (const array of [new Float32Array([1.5, -2]), new Float64Array([1e300, 0.1]), new Int32Array([-1, 2 ** 31 - 1]),
    new BigInt64Array([-(2n ** 63n), 2n ** 63n - 1n]), new Uint8Array([0, 255])]) {
    const back = nn.tensor(array).read();
    assert.equal(back.constructor, array.constructor);
    assert.deepEqual(back, array);
  }
  assert.deepEqual(nn.tensor(new Uint8Array([0, 7]), { dtype: 'bool' }).toArray(), [false, true]);
  assert.deepEqual(nn.tensor(new Float32Array([1, 2]), { dtype: 'i64' }).read(), new BigInt64Array([1n, 2n]));
  assert.deepEqual(nn.tensor(new Float64Array(6), { shape: [2, 3] }).shape, [2, 3]);
  const error = fails(() => nn.tensor(new Float32Array(6), { shape: [2, 2] }), 'SHAPE_MISMATCH');
  assert.equal(error.function, 'nnl_tensor_from_data');
  assert.throws(() => nn.tensor(new Int16Array(2)), { name: 'TypeError', message: /no dtype has the elements of a Int16Array/ });
});

check('full, zeros and ones', () => {
  assert.deepEqual(nn.full([2], 2.9, { dtype: 'i32' }).toArray(), [2, 2]);
  assert.deepEqual(nn.zeros([1, 2]).toArray(), [[0, 0]]);
  assert.deepEqual(nn.ones(3, { dtype: 'f64' }).toArray(), [1, 1, 1]);
  assert.equal(nn.zeros(1, { requiresGrad: true }).requiresGrad, true);
  fails(() => nn.full([1], 300, { dtype: 'u8' }), 'INVALID_ARGUMENT');
  fails(() => nn.zeros([-1]), 'SHAPE_MISMATCH', /negative/);
  assert.throws(() => nn.zeros([1.5]), { name: 'TypeError', message: /shape\[0\] must be a whole number.*1.5/ });
  assert.throws(() => nn.zeros([NaN]), TypeError);
  assert.throws(() => nn.zeros([2 ** 60]), TypeError); // no longer exact as a Number
  fails(() => nn.zeros([2n ** 62n]), 'SHAPE_MISMATCH', /too many/);
});

check('elements are read into and written from arrays', () => {
  const x = nn.zeros([2, 2]);
  const same = x.share();
  assert.equal(x.write(new Float32Array([1, 2, 3, 4])), x);
  assert.deepEqual(same.toArray(), [[1, 2], [3, 4]]);
  assert.deepEqual(x.write([[5, 6], [7, 8]]).toArray(), [[5, 6], [7, 8]]);
  const into = new Float32Array(4);
  assert.equal(x.read(into), into);
  assert.deepEqual(into, new Float32Array([5, 6, 7, 8]));
  fails(() => x.read(new Float32Array(3)), 'SHAPE_MISMATCH', /12 given.*16/);
  fails(() => x.write(new Float32Array(5)), 'SHAPE_MISMATCH');
  assert.throws(() => x.read(new Float64Array(4)), { message: /into must be a Float32Array for a tensor of f32/ });
  assert.deepEqual(nn.zeros([2], { dtype: 'i32' }).copyFrom(nn.tensor([2.7, -3e10])).toArray(), [2, -(2 ** 31)]);
  fails(() => x.copyFrom(nn.zeros(3)), 'SHAPE_MISMATCH');
  const single = nn.tensor([1], { dtype: 'f64' }).scalarLike(0.1);
  assert.deepEqual([single.dtype, single.shape, single.item()], ['f64', [], 0.1]);
  assert.equal(fails(() => x.item(), 'SHAPE_MISMATCH', /\[2, 2\]/).function, 'nnl_tensor_item');
});

check('gradients accumulate, are shared, set and dropped', () => {
  const x = nn.tensor([1, 2, 3], { requiresGrad: true });
  assert.equal(x.grad, null);
  x.multiply(x).sum().backward();
  assert.deepEqual(x.grad.toArray(), [2, 4, 6]);
  x.multiply(2).backward({ gradient: nn.tensor([1, 10, 100]) });
  assert.deepEqual(x.grad.toArray(), [4, 24, 206]);
  x.grad.write(new Float32Array([1, 1, 1]));
  assert.deepEqual(x.grad.toArray(), [1, 1, 1]);
  x.grad = nn.tensor([7, 8, 9]);
  assert.deepEqual(x.grad.toArray(), [7, 8, 9]);
  x.grad = null;
  assert.equal(x.grad, null);

  const loss = x.exp().sum();
  loss.backward({ retainGraph: true });
  loss.backward();
  fails(() => loss.backward(), 'INVALID_STATE');
  near(x.grad.toArray(), [1, 2, 3].map((v) => 2 * Math.exp(v)), 1e-5);
  x.zeroGrad();
  assert.equal(x.grad, null);
  fails(() => x.multiply(2).backward(), 'SHAPE_MISMATCH');
  fails(() => { x.multiply(2).requiresGrad = false; }, 'INVALID_STATE');
  assert.throws(() => loss.backward({ retain: true }), { message: /unknown option 'retain'/ });
});

check('a row-sparse gradient has its rows', () => {
  const weight = nn.zeros([5, 2], { requiresGrad: true });
  nn.embedding(weight, nn.tensor([3n, 1n, 3n])).sum().backward();
  const { rows, values } = weight.gradRows();
  assert.deepEqual(rows.toArray(), [1n, 3n]);
  assert.deepEqual(values.toArray(), [[1, 1], [2, 2]]);
  assert.deepEqual(weight.grad.toArray(), [[0, 0], [1, 1], [0, 0], [2, 2], [0, 0]]);
  fails(() => nn.zeros(1, { requiresGrad: true }).gradRows(), 'INVALID_STATE');
});

check('grad mode is scoped, and refuses asynchronous functions', () => {
  const x = nn.tensor([1], { requiresGrad: true });
  assert.equal(nn.gradEnabled(), true);
  assert.equal(nn.noGrad(() => nn.gradEnabled()), false);
  assert.equal(nn.noGrad(() => nn.enableGrad(() => nn.gradEnabled())), true);
  assert.equal(nn.noGrad(() => x.multiply(2)).requiresGrad, false);
  assert.throws(() => nn.noGrad(() => { throw new RangeError('out'); }), RangeError);
  assert.throws(() => nn.noGrad(async () => 1), { name: 'TypeError', message: /noGrad: .* asynchronous/ });
  assert.equal(nn.gradEnabled(), true);
  nn.setGradEnabled(false);
  assert.equal(nn.gradEnabled(), false);
  nn.setGradEnabled(true);
});
