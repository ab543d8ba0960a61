import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { tmpdir } from 'node:os';

import * as nn from 'nnlite';
import { check, fails } from './support.js';
import { lentCount } from '../src/lent.js';

check('versions and settings', () => {
  assert.ok(nn.version() >= 10000 && nn.version() < 20000);
  const context = new nn.Context({ threads: 2, memoryLimit: 1 << 20, seed: -(2n ** 63n) });
  assert.equal(context.threads, 2);
  context.threads = 1;
  assert.equal(context.threads, 1);
  assert.equal(context.memoryUsed, 0);
  const x = nn.zeros([1024], { context });
  assert.ok(context.memoryUsed >= 4096);
  fails(() => nn.zeros([1 << 20], { context }), 'OUT_OF_MEMORY', /limit/);
  context.setMemoryLimit(0);
  assert.equal(nn.zeros([1 << 20], { context }).count, 1 << 20);
  fails(() => nn.add(x, nn.zeros([1024])), 'INVALID_STATE', /context/);
  const draw = () => nn.init.uniform(nn.zeros(3, { context })).toArray();
  context.seed(9);
  const first = draw();
  assert.notDeepEqual(draw(), first);
  context.seed(9n);
  assert.deepEqual(draw(), first);
  fails(() => new nn.Context({ threads: -1 }), 'INVALID_ARGUMENT');
  assert.throws(() => new nn.Context({ device: 'gpu' }), { message: /device must be one of cpu, not gpu/ });
  assert.throws(() => new nn.Context({ threads: 1.5 }), { message: /threads must be a whole number of 32 bits/ });
  assert.throws(() => context.seed(2n ** 63n), { message: /seed must be a whole number of 64 bits/ });
  assert.throws(() => new nn.Linear(1, 1, { context: x }), { message: /context must be a Context, not Tensor/ });
});

check('logs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nnlite-'));
  const context = new nn.Context();
  const layer = new nn.Linear(1, 1, { context });
  const lines = [];
  const before = lentCount();
  context.setLogLevel('info');
  context.setLogCallback((level, text) => lines.push([level, text]));
  layer.save(join(folder, 'a'));
  assert.equal(lines[0][0], 'info');
  assert.match(lines[0][1], /folder|a/);
  context.setLogLevel('warning');
  layer.save(join(folder, 'b'));
  assert.equal(lines.length, 1);
  context.setMemoryLimit(1);
  fails(() => nn.zeros([100], { context }), 'OUT_OF_MEMORY');
  assert.equal(lines[1][0], 'warning');
  assert.equal(lentCount(), before + 1);
  context.setLogCallback(null);
  assert.equal(lentCount(), before);
  context.setLogCallback(() => {});
  assert.throws(() => context.setLogLevel('loud'), { message: /log level must be one of trace,/ });
  rmSync(folder, { recursive: true });
});

test('what a log callback throws is a warning', async () => {
  const warned = new Promise((resolve) => process.once('warning', resolve));
  nn.scope(() => {
    const context = new nn.Context({ memoryLimit: 1 });
    context.setLogLevel('warning');
    context.setLogCallback(() => { throw new Error('no log today'); });
    fails(() => nn.zeros([100], { context }), 'OUT_OF_MEMORY', /limit/);
  });
  assert.match((await warned).message, /the log callback threw: no log today/);
});

check('profiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nnlite-'));
  const context = new nn.Context();
  const profile = new nn.Profile(context);
  fails(() => profile.stop(), 'INVALID_STATE');
  profile.start({ maxEvents: 3 });
  assert.equal(profile.summary().recording, true);
  const x = nn.ones([4, 4], { context, requiresGrad: true });
  const model = new nn.Sequential([new nn.Linear(4, 4, { context })], { context });
  model.forward(x.matmul(x)).sum().backward();
  profile.stop();
  const summary = profile.summary();
  assert.equal(summary.recording, false);
  assert.equal(summary.events, 3);
  assert.ok(summary.droppedEvents > 0);
  const rows = [...profile.rows()];
  assert.equal(rows.length, summary.rows);
  const matmul = rows.find((row) => row.kind === 'op' && row.name === 'matmul');
  assert.deepEqual([matmul.calls, matmul.layer], [1, '']);
  assert.ok(matmul.bytes >= 64 && matmul.totalNs >= matmul.selfNs);
  assert.equal(rows.find((row) => row.kind === 'layer' && row.name === '0').layer, 'Linear');
  assert.ok(rows.some((row) => row.kind === 'backward'));
  assert.equal(rows.reduce((total, row) => total + row.selfNs, 0), summary.totalNs);
  assert.match(profile.table(), /matmul/);
  const path = join(folder, 'trace.json');
  profile.saveTrace(path);
  assert.ok(Array.isArray(JSON.parse(readFileSync(path, 'utf8')).traceEvents));
  rmSync(folder, { recursive: true });
  assert.throws(() => new nn.Profile(3), { message: /context must be a Context, not number/ });
});

check('number checks', () => {
  const context = new nn.Context();
  const numbers = new nn.NumberCheck(context);
  assert.deepEqual([numbers.mode, numbers.report()], ['off', null]);
  numbers.setMode('report');
  const x = nn.tensor([1, -1], { context });
  x.log();
  x.sqrt();
  assert.equal(numbers.mode, 'report');
  assert.deepEqual(numbers.report(), {
    kind: 'forward', isNan: true, inputsFinite: true, input: null, position: 1, step: 0, op: 'log', layer: '',
    text: 'log made NaN (forward, step 0): output [2] at [1], from finite numbers',
  });
  numbers.setMode('fail');
  fails(() => x.log(), 'INVALID_STATE');
  numbers.setMode('off');
  x.log();
  const linear = new nn.Linear(2, 1, { context });
  numbers.setMode('report');
  linear.forward(nn.tensor([[1, NaN]], { context }));
  const given = numbers.report();
  assert.deepEqual([given.input, given.layer, given.op], [0, 'Linear', '']);
  assert.throws(() => numbers.setMode('always'), { message: /mode must be one of off, report, fail/ });
  assert.throws(() => new nn.NumberCheck(3), { message: /context must be a Context, not number/ });
});
