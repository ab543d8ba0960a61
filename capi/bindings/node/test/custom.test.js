import assert from 'node:assert/strict';

import * as nn from 'nnlite';
import { check, fails, near } from './support.js';
import { lentCount } from '../src/lent.js';

const f64 = (data, options) => nn.tensor(data, { dtype: 'f64', ...options });

/** x^3 by typed arrays. */
function cube(x, { factor = 3 } = {}) {
  return nn.customOp('cube', [x], (input) => input.clone().write(input.read().map((v) => v ** 3)),
    ({ inputs: [input], outputGradient }) => {
      const g = outputGradient.read();
      return input.clone().write(input.read().map((v, i) => factor * v * v * g[i]));
    });
}

check('a custom operation and its gradient', () => {
  const x = f64([1, -2], { requiresGrad: true });
  const y = cube(x);
  assert.deepEqual(y.toArray(), [1, -8]);
  y.backward({ gradient: f64([1, 10]) });
  assert.deepEqual(x.grad.toArray(), [3, 120]);
});

check('backward is told what is wanted, and may give nothing', () => {
  const [a, b] = [f64([2], { requiresGrad: true }), f64([5])];
  let wanted = null;
  const product = () => nn.customOp('product', [a, b], (x, y) => x.multiply(y), (given) => {
    ({ wanted } = given);
    assert.equal(given.output.item(), 10);
    return [given.outputGradient.multiply(given.inputs[1]), null];
  });
  product().backward();
  assert.deepEqual(wanted, [true, false]);
  assert.deepEqual(a.grad.toArray(), [5]);
  const one = () => nn.customOp('one', [a, b], (x) => x.clone(), ({ outputGradient }) => [outputGradient]);
  const error = fails(() => one().backward(), 'CALLBACK_FAILED', /backward gave 1 gradients for 2 inputs/);
  assert.ok(error.cause instanceof TypeError);
  fails(() => nn.customOp('none', [a], (x) => x.clone()).backward(), 'NOT_SUPPORTED', /none/);
  assert.deepEqual(a.grad.toArray(), [5]);
});

check('gradcheck tells right from wrong', () => {
  const x = f64([[0.5, -1.5]], { requiresGrad: true });
  const right = nn.gradcheck((input) => cube(input).tanh(), [x]);
  assert.equal(right.passed, true);
  assert.match(right.report, /all 4 derivatives agree/);
  const wrong = nn.gradcheck((input) => cube(input, { factor: 2 }), [x], { eps: 1e-5, atol: 1e-4 });
  assert.equal(wrong.passed, false);
  assert.match(wrong.report, /input 0 at \[0, 0\], output at \[0, 0\]: analytical 0.5, numerical 0.75/);
  const thrown = new Error('cannot compute');
  const error = fails(() => nn.gradcheck(() => { throw thrown; }, [x]), 'CALLBACK_FAILED', /cannot compute/);
  assert.equal(error.cause, thrown);
  fails(() => nn.gradcheck((input) => input, [f64([1])]), 'INVALID_ARGUMENT');
});

check('a custom module with parts', () => {
  const scale = new nn.CustomModule('Scale', (self, x) => x.multiply(self.tensor('scale')).add(self.tensor('shift')))
    .addParameter('scale', f64([2]))
    .addBuffer('shift', f64([10]));
  const net = new nn.CustomModule('Residual', (self, x) => x.add(self.child('body').forward(x))).addChild('body', scale);
  assert.equal(net.kind, 'Residual');
  assert.deepEqual([...net.namedParameters()].map(([name, p]) => [name, p.requiresGrad]), [['body.scale', true]]);
  assert.deepEqual([...net.namedBuffers()].map(([name]) => name), ['body.shift']);
  const y = new nn.Sequential([net]).forward(f64([1, 2]));
  assert.deepEqual(y.toArray(), [13, 16]);
  y.sum().backward();
  assert.deepEqual(net.tensor('body.scale').grad.toArray(), [3]);
  assert.match(net.summary(f64([1, 2])), /Residual.*Scale/s);

  const list = new nn.CustomModule('ModuleList').addChild('0', net);
  fails(() => list.forward(f64([1])), 'NOT_SUPPORTED');
  fails(() => net.addChild('late', scale), 'INVALID_STATE');
  fails(() => list.addChild('a.b', scale), 'INVALID_ARGUMENT');
  fails(() => net.foldBatchNorms(), 'NOT_SUPPORTED');
  fails(() => new nn.CustomModule(''), 'INVALID_ARGUMENT');
  assert.throws(() => new nn.CustomModule('m', 3), { message: /forward must be a function/ });
});

check('what callbacks throw is the cause, and its text the message', () => {
  const x = f64([1], { requiresGrad: true });
  for (const thrown of [new RangeError('no cube today'), 'no cube today', { toString: () => 'no cube today' }]) {
    const throws = () => {
      throw thrown;
    };
    const operation = fails(() => nn.customOp('cube', [x], throws), 'CALLBACK_FAILED', /cube.*no cube today/);
    assert.equal(operation.cause, thrown);
    const module = fails(() => new nn.CustomModule('m', throws).forward(x), 'CALLBACK_FAILED', /no cube today/);
    assert.equal(module.cause, thrown);
    const walk = nn.customOp('cube', [x], (y) => y.clone(), throws);
    const backward = fails(() => walk.backward(), 'CALLBACK_FAILED', /cube.*no cube today/);
    assert.equal(backward.cause, thrown);
    assert.equal(x.grad, null);
  }
  for (const odd of [undefined, null, Symbol('s'), { toString() { throw 1; } }, Object.create(null)]) {
    const error = fails(() => nn.customOp('cube', [x], () => { throw odd; }), 'CALLBACK_FAILED');
    assert.ok('cause' in error);
    assert.equal(error.cause, odd);
  }
  fails(() => nn.customOp('cube', [x], () => { throw new Error('long '.repeat(10000)); }), 'CALLBACK_FAILED', /long/);
});

check('an error of nnlite in a callback is the cause of the one around it', () => {
  const outer = new nn.CustomModule('outer', (self, x) =>
    nn.customOp('inner', [x], (y) => y.matmul(f64([[1, 2]]))));
  const error = fails(() => outer.forward(f64([[1, 2]])), 'CALLBACK_FAILED', /inner.*matmul/);
  assert.equal(error.cause.status, nn.Status.CALLBACK_FAILED);
  assert.equal(error.cause.cause.status, nn.Status.SHAPE_MISMATCH);
  assert.equal(error.cause.cause.function, 'nnl_matmul');
  const caught = new nn.CustomModule('catches', (self, x) => {
    fails(() => nn.customOp('inner', [x], () => { throw new Error('caught'); }), 'CALLBACK_FAILED', /caught/);
    return x.clone();
  });
  assert.deepEqual(caught.forward(f64([4])).toArray(), [4]);
  const later = fails(() => nn.customOp('no result', [f64([1])], () => undefined), 'CALLBACK_FAILED', /must be a Tensor/);
  assert.ok(later.cause instanceof TypeError);
});

check('a callback is a scope, and its inputs end with it', () => {
  let [input, between, kept] = [null, null, null];
  const y = nn.customOp('scoped', [f64([1])], (x) => {
    input = x;
    between = x.add(1);
    kept = nn.keep(between.add(1));
    return between.multiply(2);
  });
  assert.deepEqual([y.item(), input.isReleased, between.isReleased, kept.item()], [4, true, true, 3]);
  fails(() => input.item(), 'INVALID_HANDLE');
  kept.dispose();
  const same = f64([3]);
  assert.deepEqual(nn.customOp('same', [f64([1])], () => same).item(), 3);
  assert.equal(same.isReleased, false);
});

check('callbacks nest as deep as nnlite allows', () => {
  const nest = (x, depth) => nn.customOp('nest', [x], (y) => (depth === 0 ? y : nest(y, depth - 1)));
  assert.equal(nest(f64([7]), 120).item(), 7);
  let error = fails(() => nest(f64([7]), 200), 'CALLBACK_FAILED');
  while (error.cause) error = error.cause;
  assert.match(error.message, /128 callbacks/);
});

check('the grad mode that a callback leaves is put back', () => {
  new nn.CustomModule('m', (self, x) => {
    nn.setGradEnabled(false);
    return x.clone();
  }).forward(f64([1]));
  assert.equal(nn.gradEnabled(), true);
});

check('functions are given back when nothing needs them', () => {
  const before = lentCount();
  nn.scope(() => {
    const x = f64([1], { requiresGrad: true });
    const y = cube(x);
    assert.equal(lentCount(), before + 1); // its graph needs it
    y.backward();
    const module = new nn.CustomModule('m', (self, input) => input.clone());
    const model = new nn.Sequential([module]);
    module.dispose();
    assert.deepEqual(model.forward(x).toArray(), [1]); // the Sequential has it
    fails(() => new nn.CustomModule('x'.repeat(300), (self, input) => input), 'INVALID_ARGUMENT');
  });
  assert.equal(lentCount(), before);
});

check('custom parts train', () => {
  const model = new nn.CustomModule('Cubic', (self, x) => cube(self.child('linear').forward(x)))
    .addChild('linear', new nn.Linear(1, 1, { dtype: 'f64' }));
  const [x, y] = [f64([[0.5], [1]]), f64([[0.125], [1]])];
  const adam = new nn.Adam(model.parameters(), { learningRate: 0.05 });
  const loss = new nn.CustomModule('Loss', (self, output, target) => nn.mseLoss(output, target));
  const report = nn.fit(model, loss, adam, new nn.Loader([x, y], { batchSize: 2 }), { epochs: 300 });
  near(report.loss, 0, 1e-3);
});
