import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setImmediate as pause } from 'node:timers/promises';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

import * as nn from 'nnlite';
import { near } from './support.js';

/** What a Worker answers, after its end. */
async function answer(workerData) {
  const worker = new Worker(new URL('worker.js', import.meta.url), { workerData });
  const [[result]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')]);
  return result;
}

const TASKS = 1000;

test('1,000 tasks that err at once get their own messages, on one thread', async () => {
  const layer = new nn.Linear(2, 2);
  const one = async (id) => {
    for (let i = 0; i < id % 7; ++i) await pause();
    let caught = null;
    try {
      layer.tensor(`missing ${id}`);
    } catch (error) {
      caught = error;
    }
    await pause();
    assert.equal(caught.status, nn.Status.NOT_FOUND);
    assert.match(caught.message, new RegExp(`missing ${id}\\b`));
  };
  await Promise.all(Array.from({ length: TASKS }, (_, id) => one(id)));
  layer.dispose();
});

test('1,000 tasks that err at once get their own messages, on four Workers', async () => {
  const before = nn.liveHandles();
  const count = TASKS / 4;
  const results = (await Promise.all([0, 1, 2, 3].map((i) => answer({ task: 'err', first: i * count, count })))).flat();
  assert.equal(results.length, TASKS);
  results.forEach((message, id) => assert.match(message, new RegExp(`missing ${id}\\b`)));
  assert.equal(nn.liveHandles(), before);
});

test('grad mode is the thread\'s, and right in tasks that wait', async () => {
  assert.deepEqual(await answer({ task: 'gradMode' }), [true, false, false]);
  assert.equal(nn.gradEnabled(), true);
  const x = nn.tensor([1], { requiresGrad: true });
  await Promise.all(Array.from({ length: TASKS }, async (_, id) => {
    for (let i = 0; i < id % 3; ++i) await pause();
    const recorded = nn.scope(() => (id % 2 ? x.add(1) : nn.noGrad(() => x.add(1))).requiresGrad);
    assert.equal(recorded, id % 2 === 1);
    await pause();
    assert.equal(nn.gradEnabled(), true);
  }));
  x.dispose();
});

test('a Worker trains what another thread made, which goes on meanwhile', async () => {
  const before = nn.liveHandles();
  const model = new nn.Linear(1, 1, { dtype: 'f64' });
  const x = nn.tensor([[0], [1], [2], [3]], { dtype: 'f64' });
  const y = x.affine(2, 1);
  let turns = 0;
  const counting = setInterval(() => ++turns, 1);
  const given = [model, x, y].map((object) => object.share().giveHandle());
  const loss = await answer({ task: 'train', model: given[0], x: given[1], y: given[2] });
  clearInterval(counting);
  assert.ok(loss < 1e-2);
  assert.ok(turns > 0);
  nn.scope(() => near([model.tensor('weight').item(), model.tensor('bias').item()], [2, 1], 0.2));
  for (const object of [model, x, y]) object.dispose();
  assert.equal(nn.liveHandles(), before);
});

test('a Worker\'s end releases what it made', async () => {
  const before = nn.liveHandles();
  const during = await answer({ task: 'leave' });
  assert.ok(during >= before + 4);
  assert.equal(nn.liveHandles(), before);
});

test('a function runs on its own thread alone', async () => {
  let calls = 0;
  const module = new nn.CustomModule('mine', (self, x) => {
    ++calls;
    return x.clone();
  });
  const [status, message] = await answer({ task: 'foreign', module: module.share().giveHandle() });
  assert.equal(status, nn.Status.CALLBACK_FAILED);
  assert.match(message, /mine: .*130/); // NOT_SUPPORTED
  assert.equal(calls, 0);
  assert.deepEqual(nn.scope(() => module.forward(nn.tensor([2])).toArray()), [2]);
  module.dispose();
  assert.deepEqual(await answer({ task: 'log' }), [nn.Status.NOT_SUPPORTED, 'callback']);
});
