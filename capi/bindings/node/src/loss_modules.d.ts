// Losses as modules, for training as one call and for forward(prediction, target). Weights are shared, and are buffers.
import { Layer } from './layers.js';
import type { BceLossOptions, BceWithLogitsLossOptions, CosineEmbeddingLossOptions, HuberLossOptions, NllLossOptions, SmoothL1LossOptions } from './losses.js';
import type { CrossEntropyOptions, Reduced, TripletMarginOptions } from './settings.js';
import type { InContext } from './types.js';

export class MSELoss extends Layer {
  constructor(options?: Reduced & InContext);
}
export class L1Loss extends Layer {
  constructor(options?: Reduced & InContext);
}
export class SmoothL1Loss extends Layer {
  constructor(options?: SmoothL1LossOptions & InContext);
}
export class HuberLoss extends Layer {
  constructor(options?: HuberLossOptions & InContext);
}
export class BCELoss extends Layer {
  constructor(options?: BceLossOptions & InContext);
}
export class BCEWithLogitsLoss extends Layer {
  constructor(options?: BceWithLogitsLossOptions & InContext);
}
export class NLLLoss extends Layer {
  constructor(options?: NllLossOptions & InContext);
}
export class CrossEntropyLoss extends Layer {
  constructor(options?: CrossEntropyOptions & InContext);
}
/** Of two rows and a target. */
export class CosineEmbeddingLoss extends Layer {
  constructor(options?: CosineEmbeddingLossOptions & InContext);
}
/** Of anchor, positive and negative. */
export class TripletMarginLoss extends Layer {
  constructor(options?: TripletMarginOptions & InContext);
}
