// Failed calls as exceptions.
import { constants } from './declarations.js';
import { C, isInsideCall } from './library.js';

const STATUS_NAMES = [
  'OK', 'INVALID_ARGUMENT', 'INVALID_HANDLE', 'SHAPE_MISMATCH', 'DTYPE_MISMATCH', 'INDEX_OUT_OF_RANGE', 'INVALID_STATE',
  'OUT_OF_MEMORY', 'IO_ERROR', 'INVALID_FILE', 'NOT_FOUND', 'CANCELLED', 'BUFFER_TOO_SMALL', 'NOT_SUPPORTED',
  'CALLBACK_FAILED', 'INTERNAL',
];

export const Status = Object.freeze(
  Object.fromEntries(STATUS_NAMES.map((name) => [name, constants[`NNL_${name}`]])));

const codes = new Map(Object.entries(Status).map(([name, status]) => [status, `NNL_${name}`]));

export class NnliteError extends Error {
  constructor(status, message, { function: name = '', argument = '', ...rest } = {}) {
    super(message, 'cause' in rest ? { cause: rest.cause } : undefined);
    this.status = status;
    this.code = codes.get(status) ?? `NNL_${status}`;
    this.function = name;
    this.argument = argument;
  }
}
Object.defineProperty(NnliteError.prototype, 'name', { value: 'NnliteError' });

// What a callback has thrown, as [value], on its way past C to the call that caused it.
let thrown = null;

/** Throws the thread's last error unless `status` is 0; its cause is what a callback threw. */
export function check(status) {
  if (status === Status.OK) return;
  const cause = status === Status.CALLBACK_FAILED && thrown !== null ? { cause: thrown[0] } : {};
  thrown = null;
  throw new NnliteError(C.nnl_last_error_status(), C.nnl_last_error_message(), {
    function: C.nnl_last_error_function(),
    argument: C.nnl_last_error_argument(),
    ...cause,
  });
}

const MOST_CHARACTERS = 511; // of a message of nnlite

/** The text of anything that was thrown. */
export function messageOf(exception) {
  try {
    return String(exception instanceof Error ? exception.message : exception).slice(0, MOST_CHARACTERS);
  } catch {
    return 'an exception that has no text';
  }
}

/**
 * Runs the inside of a callback: its status, or that of a failure if it throws, which waits for check(). A call from
 * another thread, which has its own grad mode and last error, is refused.
 */
export function guarded(body) {
  if (!isInsideCall()) return Status.NOT_SUPPORTED;
  thrown = null;
  try {
    return body() ?? Status.OK;
  } catch (exception) {
    thrown = [exception];
    C.nnl_set_last_error(messageOf(exception));
    return Status.CALLBACK_FAILED;
  }
}

/** Runs the inside of a callback that cannot fail a call: what it throws becomes a warning of the process. */
export function guardedQuietly(what, body) {
  try {
    body();
  } catch (exception) {
    process.emitWarning(`${what} threw: ${messageOf(exception)}`, 'NnliteWarning');
  }
}
