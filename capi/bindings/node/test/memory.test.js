// Memory that is shown without a copy: data() and DLPack.
import assert from 'node:assert/strict';
import koffi from 'koffi';
import { test } from 'node:test';

import * as nn from 'nnlite';
import { check, collectUntil, fails } from './support.js';

test('data is the tensor\'s own memory, which it keeps alive', async () => {
  const before = [nn.liveHandles(), nn.defaultContext.memoryUsed];
  await (async () => {
    const part = nn.scope(() => {
      const x = nn.tensor([[1, 2], [3, 4]]);
      const memory = x.data({ writing: true });
      assert.ok(memory instanceof Float32Array);
      memory[3] = 40;
      assert.deepEqual(x.toArray(), [[1, 2], [3, 40]]);
      x.write([[5, 6], [7, 8]]);
      assert.deepEqual(memory, new Float32Array([5, 6, 7, 8]));
      assert.equal(x.data().buffer, memory.buffer); // so that a loop keeps one alone
      return memory.subarray(2);
    });
    assert.deepEqual([nn.liveHandles(), nn.defaultContext.memoryUsed > before[1]], [before[0] + 1, true]);
    for (let i = 0; i < 5; ++i) {
      globalThis.gc?.();
      await new Promise((resolve) => setTimeout(resolve, 10));
      nn.scope(() => nn.full([2, 2], 9));
    }
    assert.deepEqual(part, new Float32Array([7, 8]));
  })();
  await collectUntil(() => nn.liveHandles() === before[0]);
  assert.equal(nn.defaultContext.memoryUsed, before[1]);
});

test('data of each dtype, and what it refuses', async () => {
  const before = nn.liveHandles();
  nn.scope(() => {
    for (const [dtype, array] of Object.entries({ f32: new Float32Array([0, 1]), f64: new Float64Array([0, 1]),
      i32: new Int32Array([0, 1]), i64: new BigInt64Array([0n, 1n]), u8: new Uint8Array([0, 1]),
      bool: new Uint8Array([0, 1]) })) {
      assert.deepEqual(nn.tensor([0, 1], { dtype }).data(), array);
    }
    assert.deepEqual(nn.zeros([0, 3]).data(), new Float32Array(0));
    const x = nn.tensor([[1, 2], [3, 4]], { requiresGrad: true });
    assert.equal(fails(() => x.transpose(0, 1).data(), 'NOT_SUPPORTED', /row-major/).function, 'nnl_tensor_data');
    const y = x.multiply(x).sum();
    x.data();
    y.backward({ retainGraph: true });
    assert.deepEqual(x.grad.data(), new Float32Array([2, 4, 6, 8]));
    x.data({ writing: true });
    fails(() => y.backward(), 'INVALID_STATE'); // the graph saved what was changed
    const constant = nn.Tensor.borrow(new Float32Array([1]), { readOnly: true });
    assert.deepEqual(constant.data(), new Float32Array([1]));
    fails(() => constant.data({ writing: true }), 'INVALID_STATE', /read-only/);
    assert.throws(() => x.data({ write: true }), { name: 'TypeError', message: /unknown option 'write'/ });
    assert.throws(() => x.data({ writing: 1 }), { name: 'TypeError', message: /writing must be a boolean/ });
    const released = nn.zeros(1);
    released.dispose();
    fails(() => released.data(), 'INVALID_HANDLE');
    const { buffer } = nn.zeros(4).data();
    try {
      structuredClone(buffer, { transfer: [buffer] }); // refused, or copied by older versions
    } catch (error) {
      assert.equal(error.name, 'DataCloneError');
    }
    assert.equal(buffer.byteLength, 16);
  });
  await collectUntil(() => nn.liveHandles() === before);
});

const Dl = koffi.struct({
  data: 'void *', device_type: 'int32_t', device_id: 'int32_t', ndim: 'int32_t', code: 'uint8_t', bits: 'uint8_t',
  lanes: 'uint16_t', shape: 'int64_t *', strides: 'int64_t *', byte_offset: 'uint64_t',
  manager_ctx: 'void *', deleter: 'void *',
});
const Deleter = koffi.proto('void', ['void *']);

check('a tensor goes out and comes back by DLPack', () => {
  for (const versioned of [true, false]) {
    const x = nn.tensor([[1, 2, 3], [4, 5, 6]], { dtype: 'f64' });
    const address = nn.toDlpack(x.transpose(0, 1), { versioned });
    assert.equal(typeof address, 'bigint');
    const y = nn.fromDlpack(address, { versioned });
    assert.deepEqual([y.dtype, y.toArray()], ['f64', [[1, 4], [2, 5], [3, 6]]]);
    x.write([[7, 8, 9], [0, 0, 0]]);
    x.dispose();
    assert.deepEqual(y.sum(1).toArray(), [7, 8, 9]);
  }
  assert.equal(fails(() => nn.toDlpack(nn.zeros(1, { requiresGrad: true })), 'INVALID_STATE', /detach/).argument, 'tensor');
  const constant = nn.Tensor.borrow(new Float32Array([1]), { readOnly: true });
  fails(() => nn.toDlpack(constant, { versioned: false }), 'NOT_SUPPORTED', /read-only/);
  fails(() => nn.fromDlpack(nn.toDlpack(constant)).write([2]), 'INVALID_STATE', /read-only/);
  fails(() => nn.fromDlpack(0n), 'INVALID_ARGUMENT');
  assert.throws(() => nn.fromDlpack(3), { name: 'TypeError', message: /address must be a BigInt, not number/ });
  assert.throws(() => nn.toDlpack(3), { name: 'TypeError', message: /tensor must be a Tensor, not number/ });
  assert.throws(() => nn.toDlpack(constant, { version: 1 }), { message: /unknown option 'version'/ });
});

check('an exported tensor is shown as it lies until the deleter is called', () => {
  const context = new nn.Context();
  const address = nn.scope(() => nn.toDlpack(nn.tensor([[1, 2, 3], [4, 5, 6]], { context }), { versioned: false }));
  const shown = koffi.decode(address, Dl);
  assert.deepEqual([shown.device_type, shown.ndim, shown.code, shown.bits, shown.lanes], [1, 2, 2, 32, 1]);
  assert.deepEqual(Array.from(koffi.decode(shown.shape, 'int64_t', 2), Number), [2, 3]);
  assert.deepEqual(Array.from(koffi.decode(shown.data, 'float', 6)), [1, 2, 3, 4, 5, 6]);
  assert.ok(context.memoryUsed >= 24);
  koffi.call(shown.deleter, Deleter, address);
  assert.equal(context.memoryUsed, 0);
});

check('foreign memory is shown until nobody needs it, and then given back once', () => {
  const [data, shape] = [new Float64Array([1, 2, 3]), new BigInt64Array([3n])];
  const managed = koffi.alloc(Dl, 1);
  const given = [];
  const deleter = koffi.register((self) => void given.push(self), koffi.pointer(Deleter));
  const describe = (deviceType) => koffi.encode(managed, Dl, {
    data, device_type: deviceType, device_id: 0, ndim: 1, code: 2, bits: 64, lanes: 1, shape, strides: null,
    byte_offset: 0, manager_ctx: null, deleter,
  });
  data.buffer; // moves small arrays out of the garbage collector's heap
  shape.buffer;
  const address = koffi.address(managed);
  describe(2);
  fails(() => nn.fromDlpack(address, { versioned: false }), 'NOT_SUPPORTED', /device of type 2/);
  assert.deepEqual(given, []);
  describe(1);
  const context = new nn.Context();
  const x = nn.fromDlpack(address, { versioned: false, context });
  data[1] = 20;
  assert.deepEqual(x.toArray(), [1, 20, 3]);
  x.write([4, 5, 6]);
  assert.deepEqual(data, new Float64Array([4, 5, 6]));
  assert.equal(x.add(nn.ones(3, { dtype: 'f64', context })).sum().item(), 18); // it is of that context
  const part = x.slice(0, { start: 1 });
  x.dispose();
  assert.deepEqual([given.length, part.toArray()], [0, [5, 6]]);
  part.dispose();
  assert.equal(given.length, 1);
  koffi.unregister(deleter);
  koffi.free(managed);
});
