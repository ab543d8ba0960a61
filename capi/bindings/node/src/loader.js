// Mini-batches.
import { C } from './library.js';
import { callable, getInteger } from './calls.js';
import { check } from './error.js';
import { Handle, scope } from './handle.js';
import { LastBatch, Sampling } from './enums.js';
import { OptionReader } from './options.js';
import { Tensor } from './tensor.js';
import { tensorHandles } from './operands.js';

const reader = new OptionReader('nnl_loader_options', { kinds: { sampling: Sampling, last_batch: LastBatch } });

export class Loader extends Handle {
  #count;

  constructor(tensors, options) {
    const handles = tensorHandles(tensors, 'tensors');
    super(getInteger('nnl_loader_create', handles.length, handles, reader.read(options)), 'nnl_loader_release');
    this.#count = handles.length;
  }

  next() {
    const handles = new BigInt64Array(this.#count);
    check(C.nnl_loader_next(this.handle, handles.length, handles));
    return handles[0] === 0n ? null : Array.from(handles, (handle) => new Tensor(Number(handle)));
  }

  *[Symbol.iterator]() {
    for (let batch = this.next(); batch !== null; batch = this.next()) yield batch;
  }

  forEach(f) {
    callable(f, 'f');
    const turn = () => {
      const batch = this.next();
      return batch === null ? null : [f(...batch)].length;
    };
    while (scope(turn) !== null);
  }

  get numBatches() {
    return getInteger('nnl_loader_num_batches', this.handle);
  }

  get epoch() {
    return getInteger('nnl_loader_epoch', this.handle);
  }
}
