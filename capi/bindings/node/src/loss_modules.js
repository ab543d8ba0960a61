// Losses as modules, for training as one call.
import { contextHandle } from './context.js';
import { integer, number } from './calls.js';
import { Layer } from './layers.js';
import { reductionOf } from './losses.js';
import { optionalTensor } from './operands.js';
import * as settings from './settings.js';

export class MSELoss extends Layer {
  constructor({ context, ...rest } = {}) {
    super('nnl_mse_loss_create', contextHandle(context), reductionOf(rest, ['context'], 'MSELoss'));
  }
}

export class L1Loss extends Layer {
  constructor({ context, ...rest } = {}) {
    super('nnl_l1_loss_create', contextHandle(context), reductionOf(rest, ['context'], 'L1Loss'));
  }
}

export class SmoothL1Loss extends Layer {
  constructor({ beta = 1, context, ...rest } = {}) {
    super('nnl_smooth_l1_loss_create', contextHandle(context), number(beta, 'beta'),
      reductionOf(rest, ['beta', 'context'], 'SmoothL1Loss'));
  }
}

export class HuberLoss extends Layer {
  constructor({ delta = 1, context, ...rest } = {}) {
    super('nnl_huber_loss_create', contextHandle(context), number(delta, 'delta'),
      reductionOf(rest, ['delta', 'context'], 'HuberLoss'));
  }
}

export class BCELoss extends Layer {
  constructor({ weight, context, ...rest } = {}) {
    super('nnl_bce_loss_create', contextHandle(context), optionalTensor(weight, 'weight'),
      reductionOf(rest, ['weight', 'context'], 'BCELoss'));
  }
}

export class BCEWithLogitsLoss extends Layer {
  constructor({ weight, posWeight, context, ...rest } = {}) {
    super('nnl_bce_with_logits_loss_create', contextHandle(context), optionalTensor(weight, 'weight'),
      optionalTensor(posWeight, 'posWeight'),
      reductionOf(rest, ['weight', 'posWeight', 'context'], 'BCEWithLogitsLoss'));
  }
}

export class NLLLoss extends Layer {
  constructor({ weight, ignoreIndex = -100, context, ...rest } = {}) {
    super('nnl_nll_loss_create', contextHandle(context), optionalTensor(weight, 'weight'),
      integer(ignoreIndex, 'ignoreIndex'), reductionOf(rest, ['weight', 'ignoreIndex', 'context'], 'NLLLoss'));
  }
}

export class CrossEntropyLoss extends Layer {
  constructor({ context, ...options } = {}) {
    super('nnl_cross_entropy_loss_create', contextHandle(context), settings.crossEntropyOptions.read(options));
  }
}

export class CosineEmbeddingLoss extends Layer {
  constructor({ margin = 0, context, ...rest } = {}) {
    super('nnl_cosine_embedding_loss_create', contextHandle(context), number(margin, 'margin'),
      reductionOf(rest, ['margin', 'context'], 'CosineEmbeddingLoss'));
  }
}

export class TripletMarginLoss extends Layer {
  constructor({ context, ...options } = {}) {
    super('nnl_triplet_margin_loss_create', contextHandle(context),
      settings.tripletMarginOptions.read(options));
  }
}
