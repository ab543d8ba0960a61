// Reports of the handles that are live, and notes of what made them.
import { C, initialStruct } from './library.js';
import { check } from './error.js';
import { contextHandle } from './context.js';
import { flag, getInteger, getText, text } from './calls.js';
import { Handle } from './handle.js';
import { HandleKind, nameOf } from './enums.js';
import { known } from './options.js';

class Report extends Handle {
  constructor(handle) {
    super(handle, 'nnl_handle_report_release');
  }

  row(index) {
    const row = initialStruct('nnl_handle_row');
    check(C.nnl_handle_report_row(this.handle, index, row));
    return {
      kind: nameOf(HandleKind, row.kind),
      function: getText('nnl_handle_report_function', this.handle, index),
      label: getText('nnl_handle_report_label', this.handle, index),
      count: row.count, bytes: row.bytes, thread: row.thread,
    };
  }
}

export function handleReport({ context = null, ...rest } = {}) {
  known(rest, ['context'], 'handleReport');
  const report = new Report(getInteger('nnl_handle_report_create', contextHandle(context), context === null ? 1 : 0));
  try {
    const count = getInteger('nnl_handle_report_count', report.handle);
    return {
      rows: Array.from({ length: count }, (_, i) => report.row(i)),
      table: getText('nnl_handle_report_table', report.handle),
    };
  } finally {
    report.dispose();
  }
}

export function setHandleTracing(on) {
  check(C.nnl_set_handle_tracing(flag(on, 'on')));
}

export function setHandleLabel(label) {
  check(C.nnl_set_handle_label(label === null ? null : text(label, 'label')));
}
