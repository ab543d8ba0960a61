// Constants of nnlite.h by the strings that stand for them here.
import { constants } from './declarations.js';

function choices(title, names) {
  return { title, numbers: new Map(Object.entries(names).map(([name, constant]) => [name, constants[constant]])) };
}

export const DType = choices('dtype', {
  f32: 'NNL_F32', f64: 'NNL_F64', i32: 'NNL_I32', i64: 'NNL_I64', u8: 'NNL_U8', bool: 'NNL_BOOL',
});
export const Device = choices('device', { cpu: 'NNL_DEVICE_CPU' });
export const Reduction = choices('reduction', {
  none: 'NNL_REDUCTION_NONE', mean: 'NNL_REDUCTION_MEAN', sum: 'NNL_REDUCTION_SUM',
});
export const Nonlinearity = choices('nonlinearity', {
  linear: 'NNL_NONLINEARITY_LINEAR', sigmoid: 'NNL_NONLINEARITY_SIGMOID', tanh: 'NNL_NONLINEARITY_TANH',
  relu: 'NNL_NONLINEARITY_RELU', leakyRelu: 'NNL_NONLINEARITY_LEAKY_RELU',
});
export const Fan = choices('mode', { fanIn: 'NNL_FAN_IN', fanOut: 'NNL_FAN_OUT' });
export const Sampling = choices('sampling', {
  sequential: 'NNL_SAMPLING_SEQUENTIAL', shuffle: 'NNL_SAMPLING_SHUFFLE', replacement: 'NNL_SAMPLING_REPLACEMENT',
});
export const LastBatch = choices('lastBatch', {
  keep: 'NNL_LAST_BATCH_KEEP', drop: 'NNL_LAST_BATCH_DROP', merge: 'NNL_LAST_BATCH_MERGE',
});
export const LogLevel = choices('log level', {
  trace: 'NNL_LOG_TRACE', debug: 'NNL_LOG_DEBUG', info: 'NNL_LOG_INFO', warning: 'NNL_LOG_WARNING',
  error: 'NNL_LOG_ERROR', off: 'NNL_LOG_OFF',
});
export const BatchOfOne = choices('batchOfOne', {
  error: 'NNL_BATCH_OF_ONE_ERROR', running: 'NNL_BATCH_OF_ONE_RUNNING',
});
export const Gelu = choices('approximate', { none: 'NNL_GELU_NONE', tanh: 'NNL_GELU_TANH' });
export const Bag = choices('mode', { sum: 'NNL_BAG_SUM', mean: 'NNL_BAG_MEAN', max: 'NNL_BAG_MAX' });
export const Annealing = choices('annealing', { cosine: 'NNL_ANNEALING_COSINE', linear: 'NNL_ANNEALING_LINEAR' });
export const Plateau = choices('mode', { min: 'NNL_PLATEAU_MIN', max: 'NNL_PLATEAU_MAX' });
export const Threshold = choices('thresholdMode', { rel: 'NNL_THRESHOLD_REL', abs: 'NNL_THRESHOLD_ABS' });
export const FitEnd = choices('end', {
  epochs: 'NNL_FIT_EPOCHS', time: 'NNL_FIT_TIME', cancelled: 'NNL_FIT_CANCELLED', patience: 'NNL_FIT_PATIENCE',
});
export const LoadList = choices('list', {
  missing: 'NNL_LOAD_MISSING', unexpected: 'NNL_LOAD_UNEXPECTED', mismatched: 'NNL_LOAD_MISMATCHED',
});
export const ProfileKind = choices('kind', {
  op: 'NNL_PROFILE_OP', backward: 'NNL_PROFILE_BACKWARD', layer: 'NNL_PROFILE_LAYER',
  optimizer: 'NNL_PROFILE_OPTIMIZER', step: 'NNL_PROFILE_STEP',
});
export const NumberCheck = choices('mode', {
  off: 'NNL_NUMBER_CHECK_OFF', report: 'NNL_NUMBER_CHECK_REPORT', fail: 'NNL_NUMBER_CHECK_FAIL',
});
export const NumberKind = choices('kind', {
  forward: 'NNL_NUMBER_FORWARD', backward: 'NNL_NUMBER_BACKWARD', update: 'NNL_NUMBER_UPDATE', loss: 'NNL_NUMBER_LOSS',
});
export const HandleKind = choices('kind', {
  context: 'NNL_KIND_CONTEXT', tensor: 'NNL_KIND_TENSOR', module: 'NNL_KIND_MODULE', optimizer: 'NNL_KIND_OPTIMIZER',
  loader: 'NNL_KIND_LOADER', loadReport: 'NNL_KIND_LOAD_REPORT', schedule: 'NNL_KIND_SCHEDULE', scope: 'NNL_KIND_SCOPE',
  handleReport: 'NNL_KIND_HANDLE_REPORT',
});

/** The constant that a string stands for. */
export function constantOf(kind, name) {
  const found = kind.numbers.get(name);
  if (found !== undefined) return found;
  throw new TypeError(`${kind.title} must be one of ${[...kind.numbers.keys()].join(', ')}, not ${String(name)}`);
}

/** The string that stands for a constant; of one that is not known its number as text. */
export function nameOf(kind, constant) {
  for (const [name, number] of kind.numbers) if (number === constant) return name;
  return String(constant);
}
