// Modules: layers, or several as one.
import { C } from './library.js';
import { check } from './error.js';
import { flag, getFlag, getInteger, getText, text } from './calls.js';
import { contextOf } from './context.js';
import { Handle, handleOf } from './handle.js';
import { LoadList } from './enums.js';
import { OptionReader } from './options.js';
import { made, optionalTensors } from './operands.js';
import { Tensor } from './tensor.js';

const loadOptions = new OptionReader('nnl_load_options');

class LoadReport extends Handle {
  constructor(handle) {
    super(handle, 'nnl_load_report_release');
  }

  names(list) {
    const count = getInteger('nnl_load_report_count', this.handle, list);
    return Array.from({ length: count }, (_, i) => getText('nnl_load_report_name', this.handle, list, i));
  }
}

export class Module extends Handle {
  constructor(handle) {
    super(handle, 'nnl_module_release');
  }

  share() {
    return new Module(getInteger('nnl_module_share', this.handle));
  }

  get context() {
    return contextOf('nnl_module_context', this.handle);
  }

  forward(...inputs) {
    if (inputs.length === 1 && inputs[0] instanceof Tensor) {
      return made('nnl_module_forward', this.handle, inputs[0].handle);
    }
    return made('nnl_module_forward_inputs', this.handle, inputs.length, optionalTensors(inputs, 'inputs'));
  }

  train(training = true) {
    check(C.nnl_module_train(this.handle, flag(training, 'training')));
    return this;
  }

  eval() {
    return this.train(false);
  }

  get isTraining() {
    return getFlag('nnl_module_is_training', this.handle);
  }

  setRequiresGrad(requiresGrad) {
    check(C.nnl_module_set_requires_grad(this.handle, flag(requiresGrad, 'requiresGrad')));
    return this;
  }

  zeroGrad() {
    check(C.nnl_module_zero_grad(this.handle));
  }

  *parameters() {
    for (let i = 0; i < getInteger('nnl_module_num_parameters', this.handle); ++i) {
      yield made('nnl_module_parameter', this.handle, i);
    }
  }

  *namedParameters() {
    for (let i = 0; i < getInteger('nnl_module_num_parameters', this.handle); ++i) {
      yield [getText('nnl_module_parameter_name', this.handle, i), made('nnl_module_parameter', this.handle, i)];
    }
  }

  *namedBuffers() {
    for (let i = 0; i < getInteger('nnl_module_num_buffers', this.handle); ++i) {
      yield [getText('nnl_module_buffer_name', this.handle, i), made('nnl_module_buffer', this.handle, i)];
    }
  }

  tensor(name) {
    return made('nnl_module_tensor', this.handle, text(name, 'name'));
  }

  get kind() {
    return getText('nnl_module_kind', this.handle);
  }

  *namedChildren() {
    for (let i = 0; i < getInteger('nnl_module_num_children', this.handle); ++i) {
      yield [getText('nnl_module_child_name', this.handle, i), new Module(getInteger('nnl_module_child', this.handle, i))];
    }
  }

  child(name) {
    for (const [childName, child] of this.namedChildren()) {
      if (childName === name) return child;
      child.dispose();
    }
    return null;
  }

  save(path) {
    check(C.nnl_module_save(this.handle, text(path, 'path')));
  }

  load(path, options) {
    if (options === undefined) {
      check(C.nnl_module_load(this.handle, text(path, 'path')));
      return { missing: [], unexpected: [], mismatched: [] };
    }
    const report = new LoadReport(
      getInteger('nnl_module_load_with', this.handle, text(path, 'path'), loadOptions.read(options)));
    try {
      return Object.fromEntries([...LoadList.numbers].map(([name, list]) => [name, report.names(list)]));
    } finally {
      report.dispose();
    }
  }

  summary(...inputs) {
    return getText('nnl_module_summary', this.handle, inputs.length, optionalTensors(inputs, 'inputs'));
  }

  batchNormReport(...inputs) {
    return getText('nnl_batch_norm_report', this.handle, inputs.length, optionalTensors(inputs, 'inputs'));
  }

  freezeStatistics(frozen = true) {
    check(C.nnl_module_freeze_statistics(this.handle, flag(frozen, 'frozen')));
  }

  get statisticsFrozen() {
    return getFlag('nnl_module_statistics_frozen', this.handle);
  }

  accumulateStatistics(accumulate = true) {
    check(C.nnl_module_accumulate_statistics(this.handle, flag(accumulate, 'accumulate')));
  }

  commitStatistics() {
    check(C.nnl_module_commit_statistics(this.handle));
  }

  foldBatchNorms() {
    return new Module(getInteger('nnl_module_fold_batch_norms', this.handle));
  }

  toString() {
    return this.isReleased ? 'Module(released)' : `Module(${this.kind})`;
  }
}

export function moduleHandle(module, name) {
  return handleOf(module, Module, name);
}
