// Number checks: where NaN and infinities arise.
import { C, initialStruct } from './library.js';
import { check } from './error.js';
import { contextHandle } from './context.js';
import { getText } from './calls.js';
import { constantOf, nameOf, NumberCheck as Mode, NumberKind } from './enums.js';

export class NumberCheck {
  #context;

  constructor(context = null) {
    this.#context = context;
    contextHandle(context);
  }

  setMode(mode) {
    check(C.nnl_context_set_number_check(this.#handle, constantOf(Mode, mode)));
  }

  get mode() {
    return nameOf(Mode, this.#read().mode);
  }

  report() {
    const found = this.#read();
    if (found.found === 0) return null;
    return {
      kind: nameOf(NumberKind, found.kind), isNan: found.is_nan !== 0, inputsFinite: found.inputs_finite !== 0,
      input: found.input < 0 ? null : found.input, position: found.position, step: found.step,
      op: getText('nnl_number_report_op', this.#handle),
      layer: getText('nnl_number_report_layer', this.#handle),
      text: getText('nnl_number_report_text', this.#handle),
    };
  }

  #read() {
    const report = initialStruct('nnl_number_report');
    check(C.nnl_number_report_read(this.#handle, report));
    return report;
  }

  get #handle() {
    return contextHandle(this.#context);
  }
}
