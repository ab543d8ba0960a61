import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as nn from 'nnlite';
import { check, collectUntil, fails, near } from './support.js';
import { lentCount } from '../src/lent.js';

check('releasing twice is harmless, and using what is released is an error', () => {
  const x = nn.tensor([1, 2]);
  assert.equal(x.isReleased, false);
  x.dispose();
  x.dispose();
  assert.equal(x.isReleased, true);
  const error = fails(() => x.add(1), 'INVALID_HANDLE');
  assert.deepEqual([error.function, error.argument], ['nnl_affine', 'x']);
  fails(() => x.shape, 'INVALID_HANDLE');
  assert.equal(String(x), 'Tensor(released)');
  fails(() => nn.linear(nn.ones([1, 2]), nn.ones([2, 2]), x), 'INVALID_HANDLE'); // and not: no bias
  for (const object of [new nn.Context(), new nn.ReLU(), new nn.SGD([nn.zeros(1)]), new nn.Loader([nn.zeros(1)]),
    new nn.StepLR(new nn.SGD([nn.zeros(1)]), 1)]) {
    const before = nn.liveHandles();
    object.dispose();
    object.dispose();
    assert.equal(nn.liveHandles(), before - 1);
  }
  nn.defaultContext.dispose();
  assert.ok(nn.defaultContext.threads > 0);
});

check('a handle of another kind is an error', () => {
  const layer = new nn.ReLU();
  const other = layer.share();
  fails(() => new nn.Tensor(other.handle).shape, 'INVALID_HANDLE', /module/);
  const given = layer.share();
  const handle = given.giveHandle();
  assert.equal(given.isReleased, true);
  given.dispose(); // no longer its own
  assert.equal(new nn.Module(handle).kind, 'ReLU');
  assert.throws(() => nn.add(layer, layer), { name: 'TypeError', message: /a must be a Tensor, not/ });
});

check('objects outlive what they were made from', () => {
  const context = new nn.Context({ seed: 1 });
  const layer = new nn.Linear(2, 1, { context });
  const model = new nn.Sequential([layer], { context });
  const weight = layer.tensor('weight');
  const sgd = new nn.SGD(model.parameters());
  const schedule = new nn.StepLR(sgd, 1);
  for (const object of [context, layer, model, sgd]) object.dispose();
  schedule.step();
  assert.deepEqual(weight.shape, [1, 2]);
  assert.equal(schedule.lastEpoch, 1);
  const x = nn.tensor([1], { requiresGrad: true });
  const y = x.multiply(3).exp();
  const leaf = x.share();
  x.dispose();
  y.backward();
  near(leaf.grad.toArray(), [3 * Math.exp(3)], 1e-4);
});

check('objects live through a shutdown', () => {
  const x = nn.ones([64, 64]);
  nn.shutdown();
  assert.equal(x.matmul(x).sum().item(), 64 ** 3);
  nn.shutdown();
  x.dispose();
  x.dispose();
});

check('scopes keep what they return and what is kept', () => {
  const before = nn.liveHandles();
  let [lost, kept] = [null, null];
  const { x, list } = nn.scope(() => {
    lost = nn.tensor([1]);
    kept = nn.keep(nn.tensor([2]));
    return { x: nn.scope(() => lost.add(1)), list: [nn.tensor([3])] };
  });
  assert.equal(nn.liveHandles(), before + 3);
  assert.deepEqual([x.item(), list[0].item(), kept.item(), lost.isReleased], [2, 3, 2, true]);
  kept.dispose();
  assert.throws(() => nn.scope(() => {
    lost = nn.tensor([1]);
    throw new RangeError('out');
  }), RangeError);
  assert.equal(lost.isReleased, true);
  assert.throws(() => nn.scope(async () => 1), { name: 'TypeError', message: /scope: .* asynchronous/ });
});

if (Symbol.dispose) {
  check('objects are ready for `using`', () => {
    const x = nn.tensor([1]);
    x[Symbol.dispose]();
    assert.equal(x.isReleased, true);
  });
}

test('the garbage collector releases handles, functions and memory', async () => {
  const [handles, lent] = [nn.liveHandles(), lentCount()];
  let ended = 0;
  (() => {
    for (let i = 0; i < 100; ++i) {
      const x = nn.Tensor.borrow(new Float32Array([i, 1, 2]), { done: () => ++ended });
      new nn.CustomModule('m', (self, y) => y.clone()).forward(x);
      nn.customOp('op', [x], (y) => y.clone(), ({ outputGradient }) => outputGradient);
    }
  })();
  assert.ok(nn.liveHandles() >= handles + 100);
  await collectUntil(() => nn.liveHandles() === handles);
  assert.deepEqual([ended, lentCount()], [100, lent]);
});

test('handles are released by the collector after a shutdown too', async () => {
  const before = nn.liveHandles();
  (() => nn.ones([8, 8]).matmul(nn.ones([8, 8])))();
  nn.shutdown();
  await collectUntil(() => nn.liveHandles() === before);
});

check('borrowed memory is shared, and given back when nothing needs it', () => {
  const [small, large] = [new Float32Array([1, 2]), new Float64Array(10000)]; // in V8's heap at first, and not
  let ended = 0;
  const x = nn.Tensor.borrow(small, { done: () => ++ended });
  const y = nn.Tensor.borrow(large, { shape: [100, 100] });
  small[0] = 7;
  large[101] = 5;
  assert.deepEqual([x.toArray(), y.slice(0, { start: 1, stop: 2 }).sum().item()], [[7, 2], 5]);
  x.write([3, 4]);
  assert.deepEqual(small, new Float32Array([3, 4]));
  const view = x.reshape([2, 1]);
  x.dispose();
  assert.equal(ended, 0);
  view.dispose();
  assert.equal(ended, 1);

  const constant = nn.Tensor.borrow(small, { readOnly: true });
  fails(() => constant.write([0, 0]), 'INVALID_STATE');
  assert.deepEqual(nn.Tensor.borrow(new Uint8Array([1, 0]), { dtype: 'bool' }).toArray(), [true, false]);
  fails(() => nn.Tensor.borrow(small, { shape: [3], done: () => ++ended }), 'SHAPE_MISMATCH');
  assert.equal(ended, 1);
  assert.throws(() => nn.Tensor.borrow([1, 2]), { name: 'TypeError', message: /data must be a typed array/ });
  assert.throws(() => nn.Tensor.borrow(small, { own: true }), { message: /unknown option 'own'/ });
});

test('what a release callback throws is a warning', async () => {
  const warned = new Promise((resolve) => process.once('warning', resolve));
  nn.Tensor.borrow(new Float32Array(4), { done: () => { throw new Error('cannot take it back'); } }).dispose();
  const warning = await warned;
  assert.equal(warning.name, 'NnliteWarning');
  assert.match(warning.message, /a release callback threw: cannot take it back/);
});

check('a long run in scopes needs no collector', () => {
  const before = [nn.liveHandles(), nn.defaultContext.memoryUsed];
  const x = nn.ones([100, 100]);
  for (let i = 0; i < 2000; ++i) nn.scope(() => x.add(1).multiply(2).sum().item());
  assert.equal(nn.liveHandles(), before[0] + 1);
  assert.ok(nn.defaultContext.memoryUsed <= before[1] + 100 * 100 * 4 + 4096);
});
