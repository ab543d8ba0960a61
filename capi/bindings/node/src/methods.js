// The operations as methods of tensors, x.f(...) being f(x, ...).
import * as activations from './activations.js';
import * as arithmetic from './arithmetic.js';
import * as reductions from './reductions.js';
import * as shapes from './shapes.js';
import { Tensor } from './tensor.js';

const notOfOneTensor = new Set(['where', 'cat', 'stack']);

for (const operations of [arithmetic, reductions, shapes, activations]) {
  for (const [name, operation] of Object.entries(operations)) {
    if (notOfOneTensor.has(name)) continue;
    const method = { [name](...args) { return operation(this, ...args); } }[name];
    Object.defineProperty(Tensor.prototype, name, { value: method, writable: true, configurable: true });
  }
}
