// Contexts: what two users in one process must not share.
import { isMainThread } from 'node:worker_threads';

import { callbackPointer, C, textAt } from './library.js';
import { callable, getInteger, getNumber32, integer, integer32 } from './calls.js';
import { check, guardedQuietly, NnliteError, Status } from './error.js';
import { constantOf, Device, LogLevel, nameOf } from './enums.js';
import { Handle, optionalHandle } from './handle.js';
import { lend, lentBy, releasePointer } from './lent.js';
import { OptionReader } from './options.js';

const reader = new OptionReader('nnl_context_options', { kinds: { device: Device, threads: integer32 } });

function log(level, text, id) {
  const callback = lentBy(id);
  if (callback !== undefined) {
    guardedQuietly('the log callback', () => callback(nameOf(LogLevel, level), textAt(text)));
  }
  return Status.OK;
}

const logPointer = callbackPointer('nnl_log_callback', log);

export class Context extends Handle {
  constructor(options) {
    super(typeof options === 'number' ? options : getInteger('nnl_context_create', reader.read(options)),
      'nnl_context_release');
  }

  get threads() {
    return getNumber32('nnl_context_threads', this.handle);
  }

  set threads(threads) {
    check(C.nnl_context_set_threads(this.handle, integer32(threads, 'threads')));
  }

  get memoryUsed() {
    return getInteger('nnl_context_memory_used', this.handle);
  }

  setMemoryLimit(bytes) {
    check(C.nnl_context_set_memory_limit(this.handle, integer(bytes, 'bytes')));
  }

  seed(seed) {
    check(C.nnl_context_seed(this.handle, integer(seed, 'seed')));
  }

  setLogLevel(level) {
    check(C.nnl_context_set_log_level(this.handle, constantOf(LogLevel, level)));
  }

  setLogCallback(callback) {
    if (callback === null) {
      check(C.nnl_context_set_log_callback(this.handle, null, null, null));
      return;
    }
    callable(callback, 'callback');
    if (!isMainThread && this.handle === 0) {
      throw new NnliteError(Status.NOT_SUPPORTED, 'the log of the default context is the main thread\'s',
        { function: 'nnl_context_set_log_callback', argument: 'callback' });
    }
    lend(callback, (id) => check(C.nnl_context_set_log_callback(this.handle, logPointer, releasePointer, id)));
  }
}

/** The context of everything that names no other. */
export const defaultContext = Object.create(Context.prototype, {
  handle: { value: 0 },
  isReleased: { value: false },
  dispose: { value() {} },
});

/** The context that a function of nnlite.h gives: an object of its own, or the default one for 0. */
export function contextOf(name, ...args) {
  const handle = getInteger(name, ...args);
  return handle === 0 ? defaultContext : new Context(handle);
}

/** The C handle of a context; 0, the default one, for null and undefined. */
export function contextHandle(context) {
  return optionalHandle(context, Context, 'context');
}
