// Activations and dropout.
import { flag, integer, number } from './calls.js';
import { constantOf, Gelu } from './enums.js';
import { made, tensorHandle } from './operands.js';
import { known } from './options.js';

export function sigmoid(x) {
  return made('nnl_sigmoid', tensorHandle(x, 'x'));
}

export function tanh(x) {
  return made('nnl_tanh', tensorHandle(x, 'x'));
}

export function relu(x) {
  return made('nnl_relu', tensorHandle(x, 'x'));
}

export function leakyRelu(x, negativeSlope = 0.01) {
  return made('nnl_leaky_relu', tensorHandle(x, 'x'), number(negativeSlope, 'negativeSlope'));
}

export function elu(x, alpha = 1) {
  return made('nnl_elu', tensorHandle(x, 'x'), number(alpha, 'alpha'));
}

export function gelu(x, { approximate = 'none', ...rest } = {}) {
  known(rest, ['approximate'], 'gelu');
  return made('nnl_gelu', tensorHandle(x, 'x'), constantOf(Gelu, approximate));
}

export function silu(x) {
  return made('nnl_silu', tensorHandle(x, 'x'));
}

export function softplus(x, { beta = 1, threshold = 20, ...rest } = {}) {
  known(rest, ['beta', 'threshold'], 'softplus');
  return made('nnl_softplus', tensorHandle(x, 'x'), number(beta, 'beta'), number(threshold, 'threshold'));
}

export function hardtanh(x, minVal = -1, maxVal = 1) {
  return made('nnl_hardtanh', tensorHandle(x, 'x'), number(minVal, 'minVal'), number(maxVal, 'maxVal'));
}

export function prelu(x, weight) {
  return made('nnl_prelu', tensorHandle(x, 'x'), tensorHandle(weight, 'weight'));
}

export function softmax(x, axis) {
  return made('nnl_softmax', tensorHandle(x, 'x'), integer(axis, 'axis'));
}

export function logSoftmax(x, axis) {
  return made('nnl_log_softmax', tensorHandle(x, 'x'), integer(axis, 'axis'));
}

export function dropout(x, { p = 0.5, training = true, ...rest } = {}) {
  known(rest, ['p', 'training'], 'dropout');
  return made('nnl_dropout', tensorHandle(x, 'x'), number(p, 'p'), flag(training, 'training'));
}
