// Operations on shapes and positions.
import { C } from './library.js';
import { check } from './error.js';
import { integer, integers } from './calls.js';
import { axesOf, made, tensorHandle, tensorHandles } from './operands.js';
import { known } from './options.js';
import { Tensor } from './tensor.js';

const ALL_THE_REST = 2n ** 63n - 1n;

export function reshape(x, shape) {
  return made('nnl_reshape', tensorHandle(x, 'x'), ...axesOf(shape));
}

export function flatten(x, startAxis = 0, endAxis = -1) {
  return made('nnl_flatten', tensorHandle(x, 'x'), integer(startAxis, 'startAxis'), integer(endAxis, 'endAxis'));
}

export function transpose(x, axis0, axis1) {
  return made('nnl_transpose', tensorHandle(x, 'x'), integer(axis0, 'axis0'), integer(axis1, 'axis1'));
}

export function permute(x, axes) {
  return made('nnl_permute', tensorHandle(x, 'x'), ...axesOf(axes));
}

export function squeeze(x, axes) {
  return made('nnl_squeeze', tensorHandle(x, 'x'), ...axesOf(axes));
}

export function unsqueeze(x, axis) {
  return made('nnl_unsqueeze', tensorHandle(x, 'x'), integer(axis, 'axis'));
}

export function expand(x, shape) {
  return made('nnl_expand', tensorHandle(x, 'x'), ...axesOf(shape));
}

export function clone(x) {
  return made('nnl_clone', tensorHandle(x, 'x'));
}

export function detach(x) {
  return made('nnl_detach', tensorHandle(x, 'x'));
}

export function cat(tensors, axis = 0) {
  const handles = tensorHandles(tensors, 'tensors');
  return made('nnl_cat', handles.length, handles, integer(axis, 'axis'));
}

export function stack(tensors, axis = 0) {
  const handles = tensorHandles(tensors, 'tensors');
  return made('nnl_stack', handles.length, handles, integer(axis, 'axis'));
}

export function split(x, sizes, axis = 0) {
  const list = integers(sizes, 'sizes');
  const parts = new BigInt64Array(list.length);
  check(C.nnl_split(tensorHandle(x, 'x'), integer(axis, 'axis'), list.length, list, parts));
  return Array.from(parts, (handle) => new Tensor(Number(handle)));
}

export function slice(x, axis, { start = 0, stop = ALL_THE_REST, step = 1, ...rest } = {}) {
  known(rest, ['start', 'stop', 'step'], 'slice');
  return made('nnl_slice', tensorHandle(x, 'x'), integer(axis, 'axis'), integer(start, 'start'), integer(stop, 'stop'),
    integer(step, 'step'));
}

export function gather(x, axis, index) {
  return made('nnl_gather', tensorHandle(x, 'x'), integer(axis, 'axis'), tensorHandle(index, 'index'));
}

export function indexSelect(x, axis, index) {
  return made('nnl_index_select', tensorHandle(x, 'x'), integer(axis, 'axis'), tensorHandle(index, 'index'));
}

export function oneHot(index, classes = -1) {
  return made('nnl_one_hot', tensorHandle(index, 'index'), integer(classes, 'classes'));
}
