// Layers as functions of given weights.
import { flag, integer, integers, number } from './calls.js';
import { made, optionalTensor, tensorHandle } from './operands.js';
import { known } from './options.js';
import * as settings from './settings.js';

export function linear(x, weight, bias = null) {
  return made('nnl_linear', tensorHandle(x, 'x'), tensorHandle(weight, 'weight'), optionalTensor(bias, 'bias'));
}

export function embedding(weight, indices, options) {
  return made('nnl_embedding', tensorHandle(weight, 'weight'), tensorHandle(indices, 'indices'),
    settings.embeddingOptions.read(options));
}

export function embeddingBag(weight, indices, offsets = null, { perSampleWeights, ...options } = {}) {
  return made('nnl_embedding_bag', tensorHandle(weight, 'weight'), tensorHandle(indices, 'indices'),
    optionalTensor(offsets, 'offsets'), optionalTensor(perSampleWeights, 'perSampleWeights'),
    settings.embeddingBagOptions.read(options));
}

export function batchNorm(x, state = {}, { training = false, ...options } = {}) {
  const { weight, bias, runningMean, runningVar, numBatchesTracked, ...rest } = state;
  known(rest, ['weight', 'bias', 'runningMean', 'runningVar', 'numBatchesTracked'], 'batchNorm');
  return made('nnl_batch_norm', tensorHandle(x, 'x'), optionalTensor(weight, 'weight'), optionalTensor(bias, 'bias'),
    optionalTensor(runningMean, 'runningMean'), optionalTensor(runningVar, 'runningVar'),
    optionalTensor(numBatchesTracked, 'numBatchesTracked'), flag(training, 'training'),
    settings.batchNormOptions(options));
}

export function layerNorm(x, normalizedShape, { weight, bias, eps = 1e-5, ...rest } = {}) {
  known(rest, ['weight', 'bias', 'eps'], 'layerNorm');
  const shape = integers(normalizedShape, 'normalizedShape');
  return made('nnl_layer_norm', tensorHandle(x, 'x'), shape.length, shape, optionalTensor(weight, 'weight'),
    optionalTensor(bias, 'bias'), number(eps, 'eps'));
}

export function groupNorm(x, numGroups, { weight, bias, eps = 1e-5, ...rest } = {}) {
  known(rest, ['weight', 'bias', 'eps'], 'groupNorm');
  return made('nnl_group_norm', tensorHandle(x, 'x'), integer(numGroups, 'numGroups'), optionalTensor(weight, 'weight'),
    optionalTensor(bias, 'bias'), number(eps, 'eps'));
}

export function conv1d(x, weight, bias = null, options = {}) {
  return made('nnl_conv1d', tensorHandle(x, 'x'), tensorHandle(weight, 'weight'), optionalTensor(bias, 'bias'),
    settings.convOptions(options));
}

export function conv2d(x, weight, bias = null, options = {}) {
  return made('nnl_conv2d', tensorHandle(x, 'x'), tensorHandle(weight, 'weight'), optionalTensor(bias, 'bias'),
    settings.convOptions(options));
}

/** Height and width, of two numbers or of one for both. */
export function heightAndWidth(size, name) {
  const [height, width = height, ...more] = integers(size, name);
  if (height === undefined || more.length > 0) throw new TypeError(`${name} must be a number or two`);
  return [height, width];
}

export function maxPool2d(x, kernel, options) {
  return made('nnl_max_pool2d', tensorHandle(x, 'x'), ...heightAndWidth(kernel, 'kernel'),
    settings.maxPool2dOptions.read(options));
}

export function avgPool2d(x, kernel, options) {
  return made('nnl_avg_pool2d', tensorHandle(x, 'x'), ...heightAndWidth(kernel, 'kernel'),
    settings.avgPool2dOptions.read(options));
}

export function adaptiveAvgPool2d(x, outputSize) {
  return made('nnl_adaptive_avg_pool2d', tensorHandle(x, 'x'), ...heightAndWidth(outputSize, 'outputSize'));
}
