// Initial weights: each fills a floating tensor in place and returns it.
import { C } from './library.js';
import { check } from './error.js';
import { constantOf, Fan, Nonlinearity } from './enums.js';
import { getDouble, number } from './calls.js';
import { known } from './options.js';
import { tensorHandle } from './operands.js';

function fill(name, tensor, ...args) {
  check(C[name](tensorHandle(tensor, 'tensor'), ...args));
  return tensor;
}

export function constant(tensor, value) {
  return fill('nnl_init_constant', tensor, number(value, 'value'));
}

export function uniform(tensor, low = 0, high = 1) {
  return fill('nnl_init_uniform', tensor, number(low, 'low'), number(high, 'high'));
}

export function normal(tensor, mean = 0, std = 1) {
  return fill('nnl_init_normal', tensor, number(mean, 'mean'), number(std, 'std'));
}

export function xavierUniform(tensor, gain = 1) {
  return fill('nnl_init_xavier_uniform', tensor, number(gain, 'gain'));
}

export function xavierNormal(tensor, gain = 1) {
  return fill('nnl_init_xavier_normal', tensor, number(gain, 'gain'));
}

function kaiming({ slope = 0, mode = 'fanIn', nonlinearity = 'leakyRelu', ...rest } = {}, name) {
  known(rest, ['slope', 'mode', 'nonlinearity'], name);
  return [number(slope, 'slope'), constantOf(Fan, mode), constantOf(Nonlinearity, nonlinearity)];
}

export function kaimingUniform(tensor, options) {
  return fill('nnl_init_kaiming_uniform', tensor, ...kaiming(options, 'kaimingUniform'));
}

export function kaimingNormal(tensor, options) {
  return fill('nnl_init_kaiming_normal', tensor, ...kaiming(options, 'kaimingNormal'));
}

export function gain(nonlinearity, slope = 0.01) {
  return getDouble('nnl_init_gain', constantOf(Nonlinearity, nonlinearity), number(slope, 'slope'));
}
