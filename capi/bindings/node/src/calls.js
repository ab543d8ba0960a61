// Calls that give something through their last parameters, and arguments on their way to C.
import { check, Status } from './error.js';
import { C } from './library.js';
import { describe } from './handle.js';

/** The handle or count that a function gives through its last parameter. */
export function getInteger(name, ...args) {
  const out = new BigInt64Array(1);
  check(C[name](...args, out));
  return Number(out[0]);
}

/** Two handles, through its last two parameters. */
export function getTwo(name, ...args) {
  const out = new BigInt64Array(2);
  check(C[name](...args, out.subarray(0, 1), out.subarray(1)));
  return [Number(out[0]), Number(out[1])];
}

export function getNumber32(name, ...args) {
  const out = new Int32Array(1);
  check(C[name](...args, out));
  return out[0];
}

export function getFlag(name, ...args) {
  return getNumber32(name, ...args) !== 0;
}

export function getDouble(name, ...args) {
  const out = new Float64Array(1);
  check(C[name](...args, out));
  return out[0];
}

/** The text that a function copies out as (buffer, capacity, needed). It may grow between two calls. */
export function getText(name, ...args) {
  const needed = new BigInt64Array(1);
  let buffer = new Uint8Array(256);
  for (;;) {
    const status = C[name](...args, buffer, buffer.length, needed);
    if (status === Status.OK) break;
    if (status !== Status.BUFFER_TOO_SMALL) check(status);
    buffer = new Uint8Array(Number(needed[0]));
  }
  return new TextDecoder().decode(buffer.subarray(0, Number(needed[0]) - 1));
}

/** A whole number: a Number, or a BigInt where 64 bits are needed. */
export function integer(value, name) {
  if (Number.isSafeInteger(value)) return value;
  if (typeof value === 'bigint' && value === BigInt.asIntN(64, value)) return value;
  const shown = typeof value === 'number' || typeof value === 'bigint' ? String(value) : describe(value);
  throw new TypeError(`${name} must be a whole number of 64 bits, not ${shown}`);
}

/** A whole number of 32 bits. */
export function integer32(value, name) {
  if (value === (value | 0)) return value;
  throw new TypeError(`${name} must be a whole number of 32 bits, not ${typeof value === 'number' ? value : describe(value)}`);
}

export function number(value, name) {
  if (typeof value === 'number') return value;
  throw new TypeError(`${name} must be a number, not ${describe(value)}`);
}

export function flag(value, name) {
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new TypeError(`${name} must be a boolean, not ${describe(value)}`);
}

export function text(value, name) {
  if (typeof value !== 'string') throw new TypeError(`${name} must be a string, not ${describe(value)}`);
  if (value.includes('\0')) throw new TypeError(`${name} must not contain a NUL`);
  return value;
}

export function callable(value, name) {
  if (typeof value === 'function') return value;
  throw new TypeError(`${name} must be a function, not ${describe(value)}`);
}

/** Several whole numbers, such as a shape; one stands for itself. */
export function integers(values, name) {
  const list = typeof values === 'number' || typeof values === 'bigint' ? [values] : Array.from(values ?? []);
  return BigInt64Array.from(list, (value, i) => BigInt(integer(value, `${name}[${i}]`)));
}

/** Several numbers; one stands for itself. */
export function numbers(values, name) {
  const list = typeof values === 'number' ? [values] : Array.from(values ?? []);
  return Float64Array.from(list, (value, i) => number(value, `${name}[${i}]`));
}
