// Profiles: where time and memory go.
import { C, initialStruct } from './library.js';
import { check } from './error.js';
import { contextHandle } from './context.js';
import { getText, text } from './calls.js';
import { nameOf, ProfileKind } from './enums.js';
import { OptionReader } from './options.js';

const reader = new OptionReader('nnl_profile_options');

export class Profile {
  #context;

  constructor(context = null) {
    this.#context = context;
    contextHandle(context);
  }

  start(options) {
    check(C.nnl_profile_start(this.#handle, reader.read(options)));
  }

  stop() {
    check(C.nnl_profile_stop(this.#handle));
  }

  table() {
    return getText('nnl_profile_table', this.#handle);
  }

  saveTrace(path) {
    check(C.nnl_profile_save_trace(this.#handle, text(path, 'path')));
  }

  summary() {
    const found = initialStruct('nnl_profile_summary');
    check(C.nnl_profile_read_summary(this.#handle, found));
    return {
      recording: found.recording !== 0, rows: found.rows, events: found.events,
      droppedEvents: found.dropped_events, totalNs: found.total_ns,
    };
  }

  *rows() {
    for (let i = 0; i < this.summary().rows; ++i) {
      const row = initialStruct('nnl_profile_row');
      check(C.nnl_profile_read_row(this.#handle, i, row));
      yield {
        kind: nameOf(ProfileKind, row.kind),
        name: getText('nnl_profile_row_name', this.#handle, i),
        layer: getText('nnl_profile_row_layer', this.#handle, i),
        calls: row.calls, totalNs: row.total_ns, selfNs: row.self_ns, bytes: row.bytes,
      };
    }
  }

  get #handle() {
    return contextHandle(this.#context);
  }
}
