// Objects of nnlite: their release, by hand, by a scope or by the garbage collector.
import { isMainThread } from 'node:worker_threads';

import { C } from './library.js';
import { check } from './error.js';

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

/** Has the garbage collector release a handle when nothing refers to `target` any more. */
export function releaseAfter(target, handle, release, token) {
  registry.register(target, { release, handle }, token);
  unreleased?.set(handle, release);
}

// Scopes that are open on this thread, the innermost last: each has what was made in it, and the handle of one of
// nnlite's, which ends handles that no object came to hold too. A Worker has none of those (0): a thread's end ends them,
// and after terminate() they would call functions that are gone.
const scopes = [];

function beginScope() {
  const out = new BigInt64Array(1);
  if (isMainThread) check(C.nnl_scope_begin(out));
  const begun = { made: new Set(), handle: Number(out[0]) };
  scopes.push(begun);
  return begun;
}

function keepHandle(scope, handle) {
  if (scope?.handle) check(C.nnl_scope_keep(scope.handle, handle));
  return handle;
}

/** Has a handle that no object holds outlive the innermost scope; returns it. */
export function passOut(handle) {
  return keepHandle(scopes.at(-1), handle);
}

/** Has one outlive all scopes; returns it. */
export function passOutOfAll(handle) {
  return keepHandle(scopes[0], handle);
}

export class Handle {
  #handle;
  #release;
  #owned = true;

  constructor(handle, release) {
    this.#handle = handle;
    this.#release = release;
    releaseAfter(this, handle, release, this);
    scopes.at(-1)?.made.add(this);
  }

  get handle() {
    return this.#handle;
  }

  get isReleased() {
    return !this.#owned;
  }

  giveHandle() {
    if (this.#owned) passOutOfAll(this.#handle);
    this.#disown();
    return this.#handle;
  }

  dispose() {
    if (!this.#owned) return;
    this.#disown();
    C[this.#release](this.#handle);
  }

  #disown() {
    if (!this.#owned) return;
    registry.unregister(this);
    unreleased?.delete(this.#handle);
    this.#owned = false;
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

/** Ends the innermost scope, but for what is kept of it. */
function leaveScope(kept) {
  const { made } = scopes.pop();
  const outer = scopes.at(-1);
  for (const object of made) {
    if (!kept.has(object)) object.dispose();
    else outer?.made.add(object);
  }
}

export function scope(f) {
  const { handle } = beginScope();
  let result;
  let kept;
  try {
    result = refusePromise(f(), 'scope');
    kept = new Set(objectsIn(result));
    for (const object of kept) if (!object.isReleased) passOut(object.handle);
  } catch (exception) {
    leaveScope(new Set());
    C.nnl_scope_release(handle);
    throw exception;
  }
  leaveScope(kept);
  if (handle !== 0) check(C.nnl_scope_end(handle));
  return result;
}

export function keep(value) {
  for (const object of objectsIn(value)) {
    for (const { made } of scopes) made.delete(object);
    if (!object.isReleased) passOutOfAll(object.handle);
  }
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
