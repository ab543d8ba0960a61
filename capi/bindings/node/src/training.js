// Training as one call: a step, or epochs over a data set.
import { C, callbackPointer, initialStruct, structAt } from './library.js';
import { callable, getDouble, getInteger, integer } from './calls.js';
import { camelCase, known, OptionReader } from './options.js';
import { check, guarded, Status } from './error.js';
import { FitEnd, nameOf } from './enums.js';
import { handleOf, refusePromise, scope } from './handle.js';
import { lendDuring, lentBy } from './lent.js';
import { Loader } from './loader.js';
import { moduleHandle } from './module.js';
import { Optimizer } from './optimizers.js';
import { Schedule } from './schedules.js';
import { Tensor } from './tensor.js';
import { tensorHandles } from './operands.js';

const stepOptions = new OptionReader('nnl_train_step_options');
const fitOptions = new OptionReader('nnl_fit_options', { kinds: { validation: Loader, schedule: Schedule } });

function listOf(tensors) {
  return tensors instanceof Tensor ? [tensors] : tensors;
}

export function trainStep(model, loss, optimizer, inputs, targets, options) {
  const ins = tensorHandles(listOf(inputs), 'inputs');
  const outs = tensorHandles(listOf(targets), 'targets');
  const settings = stepOptions.read(options);
  const value = new Float64Array(1);
  check(C.nnl_train_step(moduleHandle(model, 'model'), moduleHandle(loss, 'loss'),
    handleOf(optimizer, Optimizer, 'optimizer'), ins.length, ins, outs.length, outs, settings, value));
  return value[0];
}

export function evaluate(model, loss, loader, { numInputs = 0, ...rest } = {}) {
  known(rest, ['numInputs'], 'evaluate');
  return getDouble('nnl_evaluate', moduleHandle(model, 'model'), moduleHandle(loss, 'loss'),
    handleOf(loader, Loader, 'loader'), integer(numInputs, 'numInputs'));
}

/** A struct with its keys in camel case and without its size. */
function plainObject({ struct_size: _, ...fields }) {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [camelCase(field), value]));
}

function progress(address, id) {
  return guarded(() => scope(() => {
    const { epochEnded, ...at } = plainObject(structAt('nnl_fit_progress', address));
    const answer = refusePromise(lentBy(id)({ epochEnded: epochEnded !== 0, ...at }), 'fit');
    return answer === false ? Status.CANCELLED : Status.OK;
  }));
}

const progressPointer = callbackPointer('nnl_fit_callback', progress);

export function fit(model, loss, optimizer, loader, { onProgress = null, ...options } = {}) {
  const settings = fitOptions.read(options);
  const report = initialStruct('nnl_fit_report');
  const args = [moduleHandle(model, 'model'), moduleHandle(loss, 'loss'), handleOf(optimizer, Optimizer, 'optimizer'),
    handleOf(loader, Loader, 'loader'), settings];
  if (onProgress === null) {
    check(C.nnl_fit(...args, null, null, report));
  } else {
    lendDuring(callable(onProgress, 'onProgress'), (id) => check(C.nnl_fit(...args, progressPointer, id, report)));
  }
  const { end, ...numbers } = plainObject(report);
  return { end: nameOf(FitEnd, end), ...numbers };
}

export function recalibrate(module, loader, { maxBatches = 0, ...rest } = {}) {
  known(rest, ['maxBatches'], 'recalibrate');
  return getInteger('nnl_recalibrate', moduleHandle(module, 'module'), handleOf(loader, Loader, 'loader'),
    integer(maxBatches, 'maxBatches'));
}
