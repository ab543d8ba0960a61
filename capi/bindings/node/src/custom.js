// Modules and operations of the caller's own, and the check of gradients.
import { C, callbackPointer, flagsAt, handlesAt, putHandle } from './library.js';
import { callable, getInteger, text } from './calls.js';
import { check, guarded } from './error.js';
import { contextHandle } from './context.js';
import { handleOf, passOut, scope } from './handle.js';
import { known, OptionReader } from './options.js';
import { lend, lendDuring, lentBy, releasePointer } from './lent.js';
import { made, tensorHandle, tensorHandles } from './operands.js';
import { Module } from './module.js';
import { Tensor } from './tensor.js';

/** Tensors for handles that a callback borrows. */
function borrowed(handles) {
  return handles.map((handle) => made('nnl_tensor_share', handle));
}

/** A handle of its own, for nnlite to keep. */
function given(tensor, name) {
  return passOut(getInteger('nnl_tensor_share', handleOf(tensor, Tensor, name)));
}

/** The inside of a callback whose output is a tensor; all that `compute` makes besides ends with it. */
function answer(output, compute) {
  return guarded(() => scope(() => {
    putHandle(output, 0, given(compute(), 'the result'));
  }));
}

function forwardModule(module, count, inputs, output, id) {
  return answer(output, () => {
    const self = new Module(getInteger('nnl_module_share', module));
    return lentBy(id)(self, ...borrowed(handlesAt(inputs, count)));
  });
}

function forwardOperation(count, inputs, output, id) {
  return answer(output, () => lentBy(id).forward(...borrowed(handlesAt(inputs, count))));
}

function backwardOperation(count, inputs, output, outputGradient, wanted, gradients, id) {
  return guarded(() => scope(() => {
    const wantedFlags = flagsAt(wanted, count);
    const [out, gradient] = borrowed([output, outputGradient]);
    const result = lentBy(id).backward({
      inputs: borrowed(handlesAt(inputs, count)), output: out, outputGradient: gradient, wanted: wantedFlags,
    });
    const list = result instanceof Tensor ? [result] : Array.from(result ?? []);
    if (list.length !== wantedFlags.length) {
      throw new TypeError(`backward gave ${list.length} gradients for ${wantedFlags.length} inputs`);
    }
    list.forEach((each, i) => {
      if (wantedFlags[i] && each !== null && each !== undefined) {
        putHandle(gradients, i, given(each, `the gradient of input ${i}`));
      }
    });
  }));
}

const modulePointer = callbackPointer('nnl_module_callback', forwardModule);
const functionPointer = callbackPointer('nnl_function_callback', forwardOperation);
const backwardPointer = callbackPointer('nnl_backward_callback', backwardOperation);

export class CustomModule extends Module {
  constructor(kind, forward = null, { context, ...rest } = {}) {
    known(rest, ['context'], 'CustomModule');
    const args = [contextHandle(context), text(kind, 'kind')];
    if (forward === null) {
      super(getInteger('nnl_module_create', ...args, null, null, null));
    } else {
      super(lend(callable(forward, 'forward'),
        (id) => getInteger('nnl_module_create', ...args, modulePointer, releasePointer, id)));
    }
  }

  addParameter(name, parameter) {
    check(C.nnl_module_add_parameter(this.handle, text(name, 'name'), tensorHandle(parameter, 'parameter')));
    return this;
  }

  addBuffer(name, buffer) {
    check(C.nnl_module_add_buffer(this.handle, text(name, 'name'), tensorHandle(buffer, 'buffer')));
    return this;
  }

  addChild(name, child) {
    check(C.nnl_module_add_child(this.handle, text(name, 'name'), handleOf(child, Module, 'child')));
    return this;
  }
}

export function customOp(name, inputs, forward, backward = null) {
  const operation = {
    forward: callable(forward, 'forward'),
    backward: backward === null ? null : callable(backward, 'backward'),
  };
  const handles = tensorHandles(inputs, 'inputs');
  return lend(operation, (id) => made('nnl_custom_op', text(name, 'name'), handles.length, handles,
    functionPointer, backward === null ? null : backwardPointer, releasePointer, id));
}

const REPORT_BYTES = 4096; // it never needs more

const gradcheckOptions = new OptionReader('nnl_gradcheck_options');

export function gradcheck(f, inputs, options) {
  const operation = { forward: callable(f, 'f') };
  const handles = tensorHandles(inputs, 'inputs');
  const settings = gradcheckOptions.read(options);
  const passed = new Int32Array(1);
  const report = new Uint8Array(REPORT_BYTES);
  const needed = new BigInt64Array(1);
  lendDuring(operation, (id) => check(C.nnl_gradcheck(functionPointer, id, handles.length, handles, settings, passed,
    report, report.length, needed)));
  return { passed: passed[0] !== 0, report: new TextDecoder().decode(report.subarray(0, Number(needed[0]) - 1)) };
}
