// What the tests have in common.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import * as nn from 'nnlite';

/** A test that runs in a scope, after which no handle and no lent function may be left over. */
export function check(name, body) {
  test(name, () => {
    const before = nn.liveHandles();
    nn.scope(() => void body());
    assert.equal(nn.liveHandles(), before, 'handles alive');
  });
}

/** That f fails with a status (by name) and a message; returns the error. */
export function fails(f, status, message = /./) {
  let error = null;
  try {
    f();
  } catch (caught) {
    error = caught;
  }
  assert.ok(error instanceof nn.NnliteError, `an NnliteError, not ${error}`);
  assert.equal(error.status, nn.Status[status], error.message);
  assert.equal(error.code, `NNL_${status}`);
  assert.match(error.message, message);
  return error;
}

/** That numbers are equal to within a relative or absolute tolerance. */
export function near(actual, expected, tolerance = 1e-6) {
  const [a, b] = [[actual].flat(Infinity), [expected].flat(Infinity)];
  assert.equal(a.length, b.length);
  a.forEach((value, i) => {
    const least = tolerance * Math.max(1, Math.abs(b[i]));
    assert.ok(Object.is(value, b[i]) || Math.abs(value - b[i]) <= least, `[${i}]: ${value}, not ${b[i]}`);
  });
}

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');

/** Collects garbage until `done()`, at most a few seconds. */
export async function collectUntil(done) {
  for (let i = 0; i < 100 && !done(); ++i) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.ok(done(), 'garbage was not collected');
}
