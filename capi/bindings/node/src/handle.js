// Objects of nnlite: their release, by hand, by a scope or by the garbage collector.
import { isMainThread } from 'node:worker_threads';

import { C } from './library.js';

// On a Worker, what it has not released. Its end releases that: the functions that C holds on to end with it.
const unreleased = isMainThread ? null : new Map();
if (!isMainThread) {
  process.once('exit', () => {
    for (const [handle, release] of unreleased) C[release](handle);
  });
}

const registry = new FinalizationRegistry(({ release, handle }) => {
  unreleased?.delete(handle);
  C[release](handle);
});

// Scopes that are open on this thread, the innermost last: each has what was made in it.
const scopes = [];

export class Handle {
  #handle;
  #release;
  #owned = true;

  constructor(handle, release) {
    this.#handle = handle;
    this.#release = release;
    registry.register(this, { release, handle }, this);
    unreleased?.set(handle, release);
    scopes.at(-1)?.add(this);
  }

  get handle() {
    return this.#handle;
  }

  get isReleased() {
    return !this.#owned;
  }

  giveHandle() {
    if (this.#owned) {
      registry.unregister(this);
      unreleased?.delete(this.#handle);
    }
    this.#owned = false;
    return this.#handle;
  }

  dispose() {
    if (!this.#owned) return;
    this.giveHandle();
    C[this.#release](this.#handle);
  }
}

const disposeSymbol = Symbol.dispose ?? Symbol.for('nodejs.dispose');
Handle.prototype[disposeSymbol] = Handle.prototype.dispose;

/** The objects in a result: itself, or those in arrays and plain objects. */
function* objectsIn(value) {
  if (value instanceof Handle) {
    yield value;
  } else if (Array.isArray(value)) {
    for (const part of value) yield* objectsIn(part);
  } else if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    for (const part of Object.values(value)) yield* objectsIn(part);
  }
}

/** A function that ends before its result is there would go on outside of what was set for it. */
export function refusePromise(result, name) {
  if (typeof result?.then === 'function') {
    result.then(undefined, () => {}); // what becomes of it is no longer anybody's concern
    throw new TypeError(`${name}: the function must not be asynchronous`);
  }
  return result;
}

export function scope(f) {
  const made = new Set();
  scopes.push(made);
  let kept = new Set();
  try {
    const result = refusePromise(f(), 'scope');
    kept = new Set(objectsIn(result));
    return result;
  } finally {
    scopes.pop();
    const outer = scopes.at(-1);
    for (const object of made) {
      if (!kept.has(object)) object.dispose();
      else outer?.add(object);
    }
  }
}

export function keep(value) {
  for (const object of objectsIn(value)) for (const made of scopes) made.delete(object);
  return value;
}

/** The C handle of an object of a class. */
export function handleOf(object, kind, name) {
  if (!(object instanceof kind)) throw new TypeError(`${name} must be a ${kind.name}, not ${describe(object)}`);
  return object.handle;
}

/** The same, or 0 for null and undefined. */
export function optionalHandle(object, kind, name) {
  return object === null || object === undefined ? 0 : handleOf(object, kind, name);
}

/** The C handles of objects, in order. */
export function handlesOf(objects, kind, name) {
  const list = Array.from(objects);
  return BigInt64Array.from(list, (object, i) => BigInt(handleOf(object, kind, `${name}[${i}]`)));
}

export function describe(value) {
  if (value === null || value === undefined) return String(value);
  return typeof value === 'object' ? value.constructor?.name ?? 'an object' : typeof value;
}
