// nnlite for Node.js: everything, flat, and initial weights as `init`.
import './src/methods.js';

export { NnliteError, Status } from './src/error.js';
export { keep, scope } from './src/handle.js';
export { Context, defaultContext } from './src/context.js';
export {
  abiVersion, buildInfo, enableGrad, gradEnabled, liveHandles, noGrad, setGradEnabled, shutdown, version,
} from './src/process.js';
export { handleReport, setHandleLabel, setHandleTracing } from './src/handle_report.js';
export { fromDlpack, toDlpack } from './src/dlpack.js';
export { full, ones, Tensor, tensor, zeros } from './src/tensor.js';
export * from './src/activations.js';
export * from './src/arithmetic.js';
export * from './src/reductions.js';
export * from './src/shapes.js';
export {
  adaptiveAvgPool2d, avgPool2d, batchNorm, conv1d, conv2d, embedding, embeddingBag, groupNorm, layerNorm, linear,
  maxPool2d,
} from './src/functional.js';
export {
  bceLoss, bceWithLogitsLoss, cosineEmbeddingLoss, crossEntropy, huberLoss, l1Loss, mseLoss, nllLoss, smoothL1Loss,
  tripletMarginLoss,
} from './src/losses.js';
export { Module } from './src/module.js';
export * from './src/layers.js';
export * from './src/loss_modules.js';
export { CustomModule, customOp, gradcheck } from './src/custom.js';
export * as init from './src/init.js';
export * from './src/optimizers.js';
export * from './src/schedules.js';
export { Loader } from './src/loader.js';
export { evaluate, fit, recalibrate, trainStep } from './src/training.js';
export { loadCheckpoint, saveCheckpoint } from './src/checkpoint.js';
export { NumberCheck } from './src/number_check.js';
export { Profile } from './src/profile.js';
