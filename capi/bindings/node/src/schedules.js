// Schedules of the learning rate.
import { C } from './library.js';
import { Annealing, Plateau, Threshold } from './enums.js';
import { check, NnliteError, Status } from './error.js';
import { getDouble, getInteger, integer, integers, number, numbers } from './calls.js';
import { Handle, handleOf, handlesOf } from './handle.js';
import { known, OptionReader } from './options.js';
import { Optimizer } from './optimizers.js';

export class Schedule extends Handle {
  constructor(name, ...args) {
    super(getInteger(name, ...args), 'nnl_schedule_release');
  }

  step() {
    check(C.nnl_schedule_step(this.handle));
  }

  get lastEpoch() {
    return getInteger('nnl_schedule_last_epoch', this.handle);
  }

  lastLearningRate(group = 0) {
    return getDouble('nnl_schedule_last_learning_rate', this.handle, integer(group, 'group'));
  }
}

function optimizerHandle(optimizer) {
  return handleOf(optimizer, Optimizer, 'optimizer');
}

export class StepLR extends Schedule {
  constructor(optimizer, stepSize, { gamma = 0.1, ...rest } = {}) {
    known(rest, ['gamma'], 'StepLR');
    super('nnl_step_lr_create', optimizerHandle(optimizer), integer(stepSize, 'stepSize'), number(gamma, 'gamma'));
  }
}

export class MultiStepLR extends Schedule {
  constructor(optimizer, milestones, { gamma = 0.1, ...rest } = {}) {
    known(rest, ['gamma'], 'MultiStepLR');
    const list = integers(milestones, 'milestones');
    super('nnl_multi_step_lr_create', optimizerHandle(optimizer), list.length, list, number(gamma, 'gamma'));
  }
}

export class ExponentialLR extends Schedule {
  constructor(optimizer, gamma) {
    super('nnl_exponential_lr_create', optimizerHandle(optimizer), number(gamma, 'gamma'));
  }
}

export class LinearLR extends Schedule {
  constructor(optimizer, { startFactor = 1 / 3, endFactor = 1, totalIters = 5, ...rest } = {}) {
    known(rest, ['startFactor', 'endFactor', 'totalIters'], 'LinearLR');
    super('nnl_linear_lr_create', optimizerHandle(optimizer), number(startFactor, 'startFactor'),
      number(endFactor, 'endFactor'), integer(totalIters, 'totalIters'));
  }
}

export class CosineAnnealingLR extends Schedule {
  constructor(optimizer, tMax, { etaMin = 0, ...rest } = {}) {
    known(rest, ['etaMin'], 'CosineAnnealingLR');
    super('nnl_cosine_annealing_lr_create', optimizerHandle(optimizer), integer(tMax, 'tMax'), number(etaMin, 'etaMin'));
  }
}

export class CosineAnnealingWarmRestarts extends Schedule {
  constructor(optimizer, t0, { tMult = 1, etaMin = 0, ...rest } = {}) {
    known(rest, ['tMult', 'etaMin'], 'CosineAnnealingWarmRestarts');
    super('nnl_cosine_annealing_warm_restarts_create', optimizerHandle(optimizer), integer(t0, 't0'),
      integer(tMult, 'tMult'), number(etaMin, 'etaMin'));
  }

  step(epoch) {
    if (epoch === undefined) super.step();
    else check(C.nnl_schedule_step_epoch(this.handle, number(epoch, 'epoch')));
  }
}

const oneCycleOptions = new OptionReader('nnl_one_cycle_lr_options', { kinds: { annealing: Annealing } });

export class OneCycleLR extends Schedule {
  constructor(optimizer, maxLr, totalSteps, options) {
    const rates = numbers(maxLr, 'maxLr');
    super('nnl_one_cycle_lr_create', optimizerHandle(optimizer), rates.length, rates,
      integer(totalSteps, 'totalSteps'), oneCycleOptions.read(options));
  }
}

const plateauOptions = new OptionReader('nnl_reduce_lr_on_plateau_options', {
  kinds: { mode: Plateau, threshold_mode: Threshold },
});

export class ReduceLROnPlateau extends Schedule {
  constructor(optimizer, { minLr = [], ...options } = {}) {
    const rates = numbers(minLr, 'minLr');
    super('nnl_reduce_lr_on_plateau_create', optimizerHandle(optimizer), rates.length, rates,
      plateauOptions.read(options));
  }

  step(metric) {
    check(C.nnl_schedule_step_metric(this.handle, number(metric, 'metric')));
  }
}

export class SequentialLR extends Schedule {
  constructor(schedules, milestones) {
    const handles = handlesOf(schedules, Schedule, 'schedules');
    const list = integers(milestones, 'milestones');
    if (list.length + 1 !== handles.length) {
      throw new NnliteError(Status.INVALID_ARGUMENT, 'there must be one milestone less than schedules',
        { function: 'nnl_sequential_lr_create', argument: 'milestones' });
    }
    super('nnl_sequential_lr_create', handles.length, handles, list);
  }
}
