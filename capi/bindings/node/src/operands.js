// What operations have in common: their tensors, and calls that make one.
import { flag, getInteger, getTwo, integers } from './calls.js';
import { handleOf, handlesOf, optionalHandle } from './handle.js';
import { known } from './options.js';
import { Tensor } from './tensor.js';

/** The tensor that a function of nnlite.h makes. */
export function made(name, ...args) {
  return new Tensor(getInteger(name, ...args));
}

/** The two tensors that one makes: elements, and where they stand. */
export function selection(name, ...args) {
  const [values, indices] = getTwo(name, ...args);
  return { values: new Tensor(values), indices: new Tensor(indices) };
}

export function tensorHandle(x, name) {
  return handleOf(x, Tensor, name);
}

export function optionalTensor(x, name) {
  return optionalHandle(x, Tensor, name);
}

export function tensorHandles(tensors, name) {
  return handlesOf(tensors, Tensor, name);
}

/** Tensors of which some may be absent. */
export function optionalTensors(tensors, name) {
  return BigInt64Array.from(tensors, (x, i) => BigInt(optionalTensor(x, `${name}[${i}]`)));
}

/** The keepdim of an options object that has nothing else, as a flag. */
export function keepdimOf({ keepdim = false, ...rest } = {}, name) {
  known(rest, ['keepdim'], name);
  return flag(keepdim, 'keepdim');
}

/** Axes as (number, pointer); none given are none. */
export function axesOf(axes) {
  const list = integers(axes ?? [], 'axes');
  return [list.length, list];
}
