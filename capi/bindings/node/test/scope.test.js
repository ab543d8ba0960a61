// Scopes of nnlite's behind those here, and reports of what is live.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

import * as nn from 'nnlite';
import { C } from '../src/library.js';
import { constants } from '../src/declarations.js';
import { check, fails } from './support.js';

function rawZeros() {
  const out = new BigInt64Array(1);
  assert.equal(C.nnl_tensor_full(0, constants.NNL_F32, 0, null, 0, out), nn.Status.OK);
  return Number(out[0]);
}

test('a scope ends handles that have no object', () => {
  const before = nn.liveHandles();
  nn.scope(() => {
    rawZeros();
    nn.scope(rawZeros);
    assert.equal(nn.liveHandles(), before + 2); // and the outer scope's own
  });
  assert.equal(nn.liveHandles(), before);
  assert.throws(() => nn.scope(() => {
    rawZeros();
    throw new RangeError('out');
  }), RangeError);
  assert.equal(nn.liveHandles(), before);
});

check('what is returned, kept or given away outlives its scopes', () => {
  let [kept, given] = [null, 0];
  const returned = nn.scope(() => nn.scope(() => {
    kept = nn.keep([nn.tensor([2])]);
    given = nn.tensor([3]).giveHandle();
    const released = nn.tensor([4]);
    released.dispose();
    return [nn.tensor([1]), nn.keep(released)];
  }));
  assert.deepEqual([returned[0], ...kept, new nn.Tensor(given)].map((x) => x.item()), [1, 2, 3]);
  for (const object of kept) object.dispose();
  const adopted = nn.scope(() => new nn.Tensor(rawZeros()));
  assert.equal(adopted.item(), 0);
  const handle = nn.tensor([5]).giveHandle();
  nn.scope(() => void new nn.Tensor(handle)); // of no scope of nnlite's, but of this one
  fails(() => new nn.Tensor(handle).item(), 'INVALID_HANDLE');
});

check('callbacks have scopes of their own inside those around the call', () => {
  let inner = null;
  const module = new nn.CustomModule('Makes', (self, x) => {
    inner = nn.tensor([5]);
    nn.scope(rawZeros);
    rawZeros();
    return x.add(inner);
  });
  const before = nn.liveHandles();
  const y = nn.scope(() => module.forward(nn.tensor([1])));
  assert.deepEqual([y.item(), inner.isReleased, nn.liveHandles()], [6, true, before + 1]);
  const x = nn.tensor([2], { requiresGrad: true });
  nn.scope(() => nn.customOp('half', [x], (a) => a.clone(), ({ outputGradient }) => outputGradient.multiply(0.5)).backward());
  assert.deepEqual(x.grad.toArray(), [0.5]);
  const fine = nn.liveHandles();
  fails(() => nn.scope(() => nn.customOp('bad', [x, x], (a) => a.clone(), () => [nn.ones(1), 3]).backward()),
    'CALLBACK_FAILED', /the gradient of input 1 must be a Tensor/);
  assert.equal(nn.liveHandles(), fine);
});

check('1,024 scopes lie inside each other, and one more is an error', () => {
  const nest = (depth) => (depth === 0 ? 'there' : nn.scope(() => nest(depth - 1)));
  assert.equal(nest(1000), 'there');
  fails(() => nest(1025), 'NOT_SUPPORTED', /1024 scopes/);
});

test('a stack that is full leaves nothing behind', () => {
  const before = nn.liveHandles();
  const deep = (x) => deep(x.add(1));
  assert.throws(() => nn.scope(() => deep(nn.tensor([1]))), RangeError);
  assert.equal(nn.liveHandles(), before);
});

test('a Worker may be terminated inside a scope that has functions', async () => {
  const code = `
    import { parentPort } from 'node:worker_threads';
    import * as nn from '${new URL('../index.js', import.meta.url).href}';
    nn.scope(() => {
      const module = new nn.CustomModule('m', (self, x) => x.clone());
      const x = nn.Tensor.borrow(new Float32Array(4), { done: () => {} });
      parentPort.postMessage(nn.scope(() => module.forward(x).sum().item()));
      for (;;);
    });`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  assert.equal(await new Promise((resolve) => worker.once('message', resolve)), 0);
  assert.equal(await worker.terminate(), 1);
  nn.scope(() => assert.equal(nn.ones(2).sum().item(), 2));
});

check('tensors and modules tell their context', () => {
  assert.equal(nn.zeros(1).context, nn.defaultContext);
  assert.equal(new nn.ReLU().context, nn.defaultContext);
  const context = new nn.Context({ threads: 3 });
  const layer = new nn.Linear(2, 2, { context });
  assert.equal(layer.context.threads, 3);
  const double = new nn.CustomModule('Double', (self, x) => x.multiply(nn.full([2, 2], 2, { context: x.context })), { context });
  const y = double.forward(nn.ones([2, 2], { context }));
  assert.deepEqual([y.toArray(), y.context.threads], [[[2, 2], [2, 2]], 3]);
  const { context: same } = layer;
  for (const object of [context, layer, double, y]) object.dispose();
  assert.equal(nn.zeros(1, { context: same }).context.threads, 3);
  assert.equal(new nn.Context(same.giveHandle()).threads, 3);
  fails(() => layer.context, 'INVALID_HANDLE');
});

check('a report tells what is live, and while tracing is on what made it', () => {
  const context = new nn.Context();
  const x = nn.tensor([1, 2], { dtype: 'f64', context });
  const untraced = nn.handleReport({ context }).rows;
  assert.deepEqual(untraced.map((row) => [row.kind, row.function, row.label, row.count, row.thread]),
    [['context', '', '', 1, 0], ['tensor', '', '', 1, 0]]);
  assert.ok(untraced[1].bytes >= 16);
  nn.setHandleTracing(true);
  try {
    nn.setHandleLabel('epoch 3');
    const y = x.add(x);
    const z = x.add(y);
    nn.setHandleLabel(null);
    const layer = new nn.Linear(2, 2, { dtype: 'f64', context });
    const { rows, table } = nn.handleReport({ context });
    const added = rows.find((row) => row.function === 'nnl_add');
    assert.deepEqual([added.kind, added.label, added.count, added.thread > 0], ['tensor', 'epoch 3', 2, true]);
    assert.ok(added.bytes >= 32);
    const made = rows.find((row) => row.kind === 'module');
    assert.deepEqual([made.function, made.label, made.bytes >= 48], ['nnl_linear_create', '', true]);
    assert.match(table, /nnl_add/);
    assert.match(table.trimEnd().split('\n').at(-1), /\b5\b/);
    const all = nn.handleReport();
    assert.equal(all.rows.reduce((sum, row) => sum + row.count, 0), nn.liveHandles());
    assert.ok(all.rows.some((row) => row.kind === 'scope'));
    for (const object of [y, z, layer]) object.dispose();
    assert.deepEqual(nn.handleReport({ context }).rows.map((row) => row.kind), ['context', 'tensor']);
  } finally {
    nn.setHandleTracing(false);
  }
  assert.ok(nn.handleReport({ context: nn.defaultContext }).rows.every((row) => row.kind !== 'context'));
  assert.throws(() => nn.handleReport({ contexts: 1 }), { name: 'TypeError', message: /unknown option/ });
  assert.throws(() => nn.setHandleLabel(3), { name: 'TypeError', message: /label must be a string/ });
  assert.throws(() => nn.setHandleTracing(1), { name: 'TypeError', message: /on must be a boolean/ });
  const gone = new nn.Context();
  gone.dispose();
  fails(() => nn.handleReport({ context: gone }), 'INVALID_HANDLE');
});

check('the library tells what it is', () => {
  assert.equal(nn.abiVersion(), 1);
  const lines = Object.fromEntries(nn.buildInfo().trimEnd().split('\n').map((line) => line.split(/: (.*)/, 2)));
  const version = nn.version();
  assert.equal(lines.version, [version / 10000, version / 100 % 100, version % 100].map(Math.floor).join('.'));
  assert.deepEqual([lines.abi, Number(lines.threads)], ['1', nn.defaultContext.threads]);
  for (const key of ['compiler', 'build', 'blas', 'instruction set']) assert.ok(lines[key], key);
});
