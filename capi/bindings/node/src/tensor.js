// Tensors: their elements and their gradients.
import { C } from './library.js';
import { callable, flag, getDouble, getFlag, getInteger, getNumber32, getTwo, integers, number } from './calls.js';
import { check } from './error.js';
import { constantOf, DType, nameOf } from './enums.js';
import { contextHandle, contextOf } from './context.js';
import { describe, Handle, handleOf, optionalHandle } from './handle.js';
import { known } from './options.js';
import { memoryOf } from './memory.js';
import { lend, releasePointer } from './lent.js';

const arrays = {
  f32: Float32Array, f64: Float64Array, i32: Int32Array, i64: BigInt64Array, u8: Uint8Array, bool: Uint8Array,
};

/** The dtype whose elements a typed array holds. */
function dtypeOf(array) {
  for (const [dtype, type] of Object.entries(arrays)) if (array instanceof type) return dtype;
  throw new TypeError(`no dtype has the elements of a ${describe(array)}`);
}

function isTyped(value) {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Puts the numbers of nested arrays into `flat` and returns their shape. */
function flatten(value, flat) {
  if (!Array.isArray(value)) {
    flat.push(value);
    return [];
  }
  const shapes = value.map((part) => flatten(part, flat));
  if (shapes.some((shape) => String(shape) !== String(shapes[0]))) throw new TypeError('data: rows differ in shape');
  return [value.length, ...(shapes[0] ?? [])];
}

/** Numbers, booleans or BigInts as a typed array of a dtype. */
function typed(flat, dtype) {
  const array = new arrays[dtype](flat.length);
  flat.forEach((value, i) => {
    if (!['number', 'boolean', 'bigint'].includes(typeof value)) {
      throw new TypeError(`data: an element must be a number, not ${describe(value)}`);
    }
    if (dtype === 'i64') array[i] = BigInt(value);
    else if (dtype === 'bool') array[i] = value ? 1 : 0;
    else array[i] = Number(value);
  });
  return array;
}

function naturalDtype(flat) {
  if (typeof flat[0] === 'boolean') return 'bool';
  return typeof flat[0] === 'bigint' ? 'i64' : 'f32';
}

/** Typed elements and their shape, of all that tensor() takes. */
function elements(data, { shape, dtype }) {
  if (isTyped(data)) {
    const found = dtypeOf(data);
    if (dtype === undefined || dtype === found || arrays[dtype] === arrays[found]) {
      return { array: data, dtype: dtype ?? found, shape: shape ?? [data.length] };
    }
    return { array: typed(Array.from(data), dtype), dtype, shape: shape ?? [data.length] };
  }
  const flat = [];
  const natural = flatten(data, flat);
  const chosen = dtype ?? naturalDtype(flat);
  constantOf(DType, chosen);
  return { array: typed(flat, chosen), dtype: chosen, shape: shape ?? natural };
}

/** The elements from `start` on as nested arrays of the shape's axes from `axis` on. */
function nested(flat, shape, axis, start) {
  if (axis === shape.length) return flat[start];
  const stride = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  return Array.from({ length: shape[axis] }, (_, i) => nested(flat, shape, axis + 1, start + i * stride));
}

export class Tensor extends Handle {
  #memory = null; // a WeakRef

  constructor(handle) {
    super(handle, 'nnl_tensor_release');
  }

  static borrow(data, { shape, dtype, readOnly = false, done = null, context, ...rest } = {}) {
    known(rest, [], 'Tensor.borrow');
    if (!isTyped(data)) throw new TypeError(`data must be a typed array, not ${describe(data)}`);
    const sizes = integers(shape ?? [data.length], 'shape');
    const function_ = readOnly ? 'nnl_tensor_borrow_const' : 'nnl_tensor_borrow';
    if (done !== null) callable(done, 'done');
    data.buffer; // moves the elements of a small array out of the garbage collector's heap, for good
    return lend(data, (id) => new Tensor(getInteger(function_, contextHandle(context),
      constantOf(DType, dtype ?? dtypeOf(data)), sizes.length, sizes, data, data.byteLength, releasePointer, id)), done);
  }

  share() {
    return new Tensor(getInteger('nnl_tensor_share', this.handle));
  }

  get context() {
    return contextOf('nnl_tensor_context', this.handle);
  }

  get dtype() {
    return nameOf(DType, getNumber32('nnl_tensor_dtype', this.handle));
  }

  get rank() {
    return getNumber32('nnl_tensor_rank', this.handle);
  }

  get shape() {
    const sizes = new BigInt64Array(this.rank);
    check(C.nnl_tensor_shape(this.handle, sizes, sizes.length, null));
    return Array.from(sizes, Number);
  }

  get count() {
    return getInteger('nnl_tensor_count', this.handle);
  }

  item() {
    return getDouble('nnl_tensor_item', this.handle);
  }

  read(into) {
    const array = into ?? new arrays[this.dtype](this.count);
    this.#checkElements(array, 'into');
    check(C.nnl_tensor_read(this.handle, array, array.byteLength));
    return array;
  }

  toArray() {
    const { shape, dtype } = this;
    const flat = Array.from(this.read(), dtype === 'bool' ? Boolean : (element) => element);
    return nested(flat, shape, 0, 0);
  }

  write(data) {
    const array = isTyped(data) ? data : elements(data, { dtype: this.dtype }).array;
    this.#checkElements(array, 'data');
    check(C.nnl_tensor_write(this.handle, array, array.byteLength));
    return this;
  }

  data({ writing = false, ...rest } = {}) {
    known(rest, ['writing'], 'data');
    const buffer = memoryOf(this, flag(writing, 'writing'), this.#memory?.deref());
    this.#memory = new WeakRef(buffer);
    return new arrays[this.dtype](buffer);
  }

  copyFrom(source) {
    check(C.nnl_tensor_copy_from(this.handle, handleOf(source, Tensor, 'source')));
    return this;
  }

  scalarLike(value) {
    return new Tensor(getInteger('nnl_tensor_scalar_like', this.handle, number(value, 'value')));
  }

  get requiresGrad() {
    return getFlag('nnl_tensor_requires_grad', this.handle);
  }

  set requiresGrad(requiresGrad) {
    check(C.nnl_tensor_set_requires_grad(this.handle, flag(requiresGrad, 'requiresGrad')));
  }

  backward({ gradient, retainGraph = false, ...rest } = {}) {
    known(rest, ['gradient', 'retainGraph'], 'backward');
    check(C.nnl_tensor_backward(this.handle, optionalHandle(gradient, Tensor, 'gradient'),
      flag(retainGraph, 'retainGraph')));
  }

  get grad() {
    const handle = getInteger('nnl_tensor_grad', this.handle);
    return handle === 0 ? null : new Tensor(handle);
  }

  set grad(gradient) {
    if (gradient === null) this.zeroGrad();
    else check(C.nnl_tensor_set_grad(this.handle, handleOf(gradient, Tensor, 'gradient')));
  }

  gradRows() {
    const [rows, values] = getTwo('nnl_tensor_grad_rows', this.handle);
    return { rows: new Tensor(rows), values: new Tensor(values) };
  }

  zeroGrad() {
    check(C.nnl_tensor_zero_grad(this.handle));
  }

  toString() {
    return this.isReleased ? 'Tensor(released)' : `Tensor(${this.dtype}, [${this.shape.join(', ')}])`;
  }

  #checkElements(array, name) {
    const { dtype } = this;
    if (!(array instanceof arrays[dtype])) {
      throw new TypeError(`${name} must be a ${arrays[dtype].name} for a tensor of ${dtype}, not ${describe(array)}`);
    }
  }
}

export function tensor(data, { shape, dtype, requiresGrad = false, context, ...rest } = {}) {
  known(rest, ['shape', 'dtype', 'requiresGrad', 'context'], 'tensor');
  const found = elements(data, { shape, dtype });
  const sizes = integers(found.shape, 'shape');
  const made = new Tensor(getInteger('nnl_tensor_from_data', contextHandle(context), constantOf(DType, found.dtype),
    sizes.length, sizes, found.array, found.array.byteLength));
  if (requiresGrad) made.requiresGrad = requiresGrad;
  return made;
}

export function full(shape, value, { dtype = 'f32', requiresGrad = false, context, ...rest } = {}) {
  known(rest, ['dtype', 'requiresGrad', 'context'], 'full');
  const sizes = integers(shape, 'shape');
  const made = new Tensor(getInteger('nnl_tensor_full', contextHandle(context), constantOf(DType, dtype),
    sizes.length, sizes, number(value, 'value')));
  if (requiresGrad) made.requiresGrad = requiresGrad;
  return made;
}

export function zeros(shape, options) {
  return full(shape, 0, options);
}

export function ones(shape, options) {
  return full(shape, 1, options);
}
