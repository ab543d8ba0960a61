// Optimizers, and the clipping of gradients.
import { C } from './library.js';
import { check } from './error.js';
import { flag, getDouble, getInteger, integer, number } from './calls.js';
import { Handle } from './handle.js';
import { known, OptionReader } from './options.js';
import { tensorHandles } from './operands.js';

export class Optimizer extends Handle {
  constructor(handle) {
    super(handle, 'nnl_optimizer_release');
  }

  step() {
    check(C.nnl_optimizer_step(this.handle));
  }

  settle() {
    check(C.nnl_optimizer_settle(this.handle));
  }

  zeroGrad() {
    check(C.nnl_optimizer_zero_grad(this.handle));
  }

  get numGroups() {
    return getInteger('nnl_optimizer_num_groups', this.handle);
  }

  learningRate(group = 0) {
    return getDouble('nnl_optimizer_learning_rate', this.handle, integer(group, 'group'));
  }

  setLearningRate(learningRate, group = 0) {
    check(C.nnl_optimizer_set_learning_rate(this.handle, integer(group, 'group'), number(learningRate, 'learningRate')));
  }

  momentum(group = 0) {
    return getDouble('nnl_optimizer_momentum', this.handle, integer(group, 'group'));
  }

  setMomentum(momentum, group = 0) {
    check(C.nnl_optimizer_set_momentum(this.handle, integer(group, 'group'), number(momentum, 'momentum')));
  }
}

/** A class of optimizers by its functions and its option struct. */
function optimizer(create, addGroup, struct) {
  const reader = new OptionReader(struct);
  return class extends Optimizer {
    constructor(parameters, options) {
      const handles = tensorHandles(parameters, 'parameters');
      super(getInteger(create, handles.length, handles, reader.read(options)));
    }

    addGroup(parameters, options) {
      const handles = tensorHandles(parameters, 'parameters');
      check(C[addGroup](this.handle, handles.length, handles, reader.read(options)));
      return this;
    }
  };
}

export const SGD = optimizer('nnl_sgd_create', 'nnl_sgd_add_group', 'nnl_sgd_options');
export const Adam = optimizer('nnl_adam_create', 'nnl_adam_add_group', 'nnl_adam_options');
export const AdamW = optimizer('nnl_adamw_create', 'nnl_adamw_add_group', 'nnl_adamw_options');
export const SparseAdam = optimizer('nnl_sparse_adam_create', 'nnl_sparse_adam_add_group', 'nnl_sparse_adam_options');
export const Adagrad = optimizer('nnl_adagrad_create', 'nnl_adagrad_add_group', 'nnl_adagrad_options');
export const RMSprop = optimizer('nnl_rmsprop_create', 'nnl_rmsprop_add_group', 'nnl_rmsprop_options');

export function clipGradNorm(parameters, maxNorm, { normType = 2, errorIfNonfinite = false, ...rest } = {}) {
  known(rest, ['normType', 'errorIfNonfinite'], 'clipGradNorm');
  const handles = tensorHandles(parameters, 'parameters');
  return getDouble('nnl_clip_grad_norm', handles.length, handles, number(maxNorm, 'maxNorm'),
    number(normType, 'normType'), flag(errorIfNonfinite, 'errorIfNonfinite'));
}

export function clipGradValue(parameters, clipValue) {
  const handles = tensorHandles(parameters, 'parameters');
  check(C.nnl_clip_grad_value(handles.length, handles, number(clipValue, 'clipValue')));
}
