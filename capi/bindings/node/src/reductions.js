// Sums, extrema and the like, over all elements or along axes.
import { flag, integer, number } from './calls.js';
import { axesOf, keepdimOf, made, selection, tensorHandle } from './operands.js';
import { known } from './options.js';

export function sum(x, axes, options) {
  return made('nnl_sum', tensorHandle(x, 'x'), ...axesOf(axes), keepdimOf(options, 'sum'));
}

export function mean(x, axes, options) {
  return made('nnl_mean', tensorHandle(x, 'x'), ...axesOf(axes), keepdimOf(options, 'mean'));
}

function spread(name, method) {
  return (x, axes, { correction = 1, ...rest } = {}) => {
    const keepdim = keepdimOf(rest, method);
    return made(name, tensorHandle(x, 'x'), ...axesOf(axes), integer(correction, 'correction'), keepdim);
  };
}

export const variance = spread('nnl_var', 'variance');
export const std = spread('nnl_std', 'std');

export function norm(x, p = 2, axes, options) {
  return made('nnl_norm', tensorHandle(x, 'x'), number(p, 'p'), ...axesOf(axes), keepdimOf(options, 'norm'));
}

function extremum(name, alongName, method) {
  return (x, axis, options) => {
    if (axis === undefined) return made(name, tensorHandle(x, 'x'));
    return selection(alongName, tensorHandle(x, 'x'), integer(axis, 'axis'), keepdimOf(options, method));
  };
}

export const max = extremum('nnl_max', 'nnl_max_along', 'max');
export const min = extremum('nnl_min', 'nnl_min_along', 'min');

function place(name, alongName, method) {
  return (x, axis, options) => {
    const keepdim = keepdimOf(options, method);
    if (axis === undefined || axis === null) return made(name, tensorHandle(x, 'x'), keepdim);
    return made(alongName, tensorHandle(x, 'x'), integer(axis, 'axis'), keepdim);
  };
}

export const argmax = place('nnl_argmax', 'nnl_argmax_along', 'argmax');
export const argmin = place('nnl_argmin', 'nnl_argmin_along', 'argmin');

export function topk(x, k, { axis = -1, largest = true, ...rest } = {}) {
  known(rest, ['axis', 'largest'], 'topk');
  return selection('nnl_topk', tensorHandle(x, 'x'), integer(k, 'k'), integer(axis, 'axis'), flag(largest, 'largest'));
}

export function cosineSimilarity(a, b, { axis = 1, eps = 1e-8, ...rest } = {}) {
  known(rest, ['axis', 'eps'], 'cosineSimilarity');
  return made('nnl_cosine_similarity', tensorHandle(a, 'a'), tensorHandle(b, 'b'), integer(axis, 'axis'),
    number(eps, 'eps'));
}
