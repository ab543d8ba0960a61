// Finds libnnlite, loads it and binds what nnlite.h declares.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import koffi from 'koffi';

import { callbacks, constants, functions, structs } from './declarations.js';

const FILE = { darwin: 'libnnlite.dylib', win32: 'nnlite.dll' }[process.platform] ?? 'libnnlite.so';

function path() {
  if (process.env.NNLITE_LIBRARY) return process.env.NNLITE_LIBRARY;
  const beside = fileURLToPath(new URL(`../${FILE}`, import.meta.url));
  if (existsSync(beside)) return beside;
  return FILE === 'libnnlite.so' ? 'libnnlite.so.1' : FILE;
}

function load() {
  try {
    return koffi.load(path());
  } catch (cause) {
    throw new Error(`nnlite: cannot load ${path()}; NNLITE_LIBRARY may name the library`, { cause });
  }
}

const library = load();

const structTypes = {};
for (const [name, fields] of Object.entries(structs)) {
  const members = {};
  for (const [field, [type, length]] of Object.entries(fields)) {
    members[field] = length === 0 ? type : koffi.array(type, length);
  }
  structTypes[name] = koffi.struct(members);
}

const directions = { in: (type) => type, out: koffi.out, inout: koffi.inout };

function parameterType(type) {
  const [direction, name] = type.split(':');
  return name === undefined ? type : directions[direction](koffi.pointer(structTypes[name]));
}

// How many calls this thread is inside of.
let depth = 0;

/** Whether this thread is inside a call. A callback that runs outside of one belongs to another thread's call. */
export function isInsideCall() {
  return depth > 0;
}

function counted(f) {
  return (...args) => {
    ++depth;
    try {
      return f(...args);
    } finally {
      --depth;
    }
  };
}

/** The functions of nnlite.h by their names. */
export const C = {};
for (const [name, [result, parameters]] of Object.entries(functions)) {
  C[name] = counted(library.func(name, result, parameters.map(parameterType)));
}

const version = C.nnl_version();
const wanted = constants.NNL_VERSION_MAJOR * 10000 + constants.NNL_VERSION_MINOR * 100 + constants.NNL_VERSION_PATCH;
if (Math.floor(version / 10000) !== constants.NNL_VERSION_MAJOR || version < wanted) {
  throw new Error(`nnlite: ${path()} has version ${version}, but this binding needs ${wanted} or a later one of its kind`);
}

/** A struct as its _init function fills it. */
export function initialStruct(name) {
  const value = {};
  C[`${name}_init`](value, koffi.sizeof(structTypes[name]));
  return value;
}

/** The struct at an address. */
export function structAt(name, address) {
  return koffi.decode(address, structTypes[name]);
}

/**
 * A C function pointer that calls `f`, for the life of this thread. To be made when the module is loaded: one that is made
 * inside of a callback remembers only what was left of koffi's stack then, and fails later on the rest of it (koffi 3.3).
 */
export function callbackPointer(name, f) {
  const [result, parameters] = callbacks[name];
  return koffi.register(f, koffi.pointer(koffi.proto(result, parameters)));
}

/** The memory of some bytes at an address. */
export function memoryAt(address, bytes) {
  return bytes === 0 ? new ArrayBuffer(0) : koffi.view(address, bytes);
}

/** `count` handles at an address. */
export function handlesAt(address, count) {
  return address === null || count === 0 ? [] : Array.from(koffi.decode(address, 'int64_t', count), Number);
}

/** `count` flags at an address. */
export function flagsAt(address, count) {
  return Array.from(koffi.decode(address, 'int32_t', count), (flag) => flag !== 0);
}

/** Writes the handle with that index at an address. */
export function putHandle(address, index, handle) {
  koffi.encode(address, 8 * index, 'int64_t', handle);
}

export function textAt(address) {
  return koffi.decode.string(address);
}
