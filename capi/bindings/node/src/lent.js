// What C holds on to: functions and memory of this thread, by the number that stands for them as user_data.
import { guardedQuietly } from './error.js';
import { callbackPointer } from './library.js';

const lent = new Map(); // id: { value, done }
let nextId = 1;

/** What an id (a user_data) stands for. */
export function lentBy(id) {
  return lent.get(Number(id))?.value;
}

/** Calls use(id); unless it throws, `value` stays until nnlite calls the release callback, and then done(). */
export function lend(value, use, done = null) {
  const id = nextId++;
  lent.set(id, { value, done });
  try {
    return use(BigInt(id));
  } catch (exception) {
    lent.delete(id);
    throw exception;
  }
}

/** Calls use(id), during which `value` stays. */
export function lendDuring(value, use) {
  const id = nextId++;
  lent.set(id, { value, done: null });
  try {
    return use(BigInt(id));
  } finally {
    lent.delete(id);
  }
}

/** How many values are lent. */
export function lentCount() {
  return lent.size;
}

/** The release callback for what lend() lends. */
export const releasePointer = callbackPointer('nnl_release_callback', (userData) => {
  const id = Number(userData);
  const entry = lent.get(id);
  lent.delete(id);
  if (entry?.done) guardedQuietly('a release callback', entry.done);
});
