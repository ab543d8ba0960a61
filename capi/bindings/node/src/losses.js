// Losses as functions.
import { integer, number } from './calls.js';
import { constantOf, Reduction } from './enums.js';
import { made, optionalTensor, tensorHandle } from './operands.js';
import { known } from './options.js';
import * as settings from './settings.js';

/** The reduction of an options object that has nothing else. */
export function reductionOf({ reduction = 'mean', ...rest }, keys, name) {
  known(rest, ['reduction', ...keys], name);
  return constantOf(Reduction, reduction);
}

export function mseLoss(input, target, options = {}) {
  return made('nnl_mse_loss', tensorHandle(input, 'input'), tensorHandle(target, 'target'),
    reductionOf(options, [], 'mseLoss'));
}

export function l1Loss(input, target, options = {}) {
  return made('nnl_l1_loss', tensorHandle(input, 'input'), tensorHandle(target, 'target'),
    reductionOf(options, [], 'l1Loss'));
}

export function smoothL1Loss(input, target, { beta = 1, ...rest } = {}) {
  return made('nnl_smooth_l1_loss', tensorHandle(input, 'input'), tensorHandle(target, 'target'), number(beta, 'beta'),
    reductionOf(rest, ['beta'], 'smoothL1Loss'));
}

export function huberLoss(input, target, { delta = 1, ...rest } = {}) {
  return made('nnl_huber_loss', tensorHandle(input, 'input'), tensorHandle(target, 'target'), number(delta, 'delta'),
    reductionOf(rest, ['delta'], 'huberLoss'));
}

export function bceLoss(input, target, { weight, ...rest } = {}) {
  return made('nnl_bce_loss', tensorHandle(input, 'input'), tensorHandle(target, 'target'),
    optionalTensor(weight, 'weight'), reductionOf(rest, ['weight'], 'bceLoss'));
}

export function bceWithLogitsLoss(input, target, { weight, posWeight, ...rest } = {}) {
  return made('nnl_bce_with_logits_loss', tensorHandle(input, 'input'), tensorHandle(target, 'target'),
    optionalTensor(weight, 'weight'), optionalTensor(posWeight, 'posWeight'),
    reductionOf(rest, ['weight', 'posWeight'], 'bceWithLogitsLoss'));
}

export function nllLoss(input, target, { weight, ignoreIndex = -100, ...rest } = {}) {
  return made('nnl_nll_loss', tensorHandle(input, 'input'), tensorHandle(target, 'target'),
    optionalTensor(weight, 'weight'), integer(ignoreIndex, 'ignoreIndex'),
    reductionOf(rest, ['weight', 'ignoreIndex'], 'nllLoss'));
}

export function crossEntropy(logits, target, options) {
  return made('nnl_cross_entropy', tensorHandle(logits, 'logits'), tensorHandle(target, 'target'),
    settings.crossEntropyOptions.read(options));
}

export function cosineEmbeddingLoss(a, b, target, { margin = 0, ...rest } = {}) {
  return made('nnl_cosine_embedding_loss', tensorHandle(a, 'a'), tensorHandle(b, 'b'), tensorHandle(target, 'target'),
    number(margin, 'margin'), reductionOf(rest, ['margin'], 'cosineEmbeddingLoss'));
}

export function tripletMarginLoss(anchor, positive, negative, options) {
  return made('nnl_triplet_margin_loss', tensorHandle(anchor, 'anchor'), tensorHandle(positive, 'positive'),
    tensorHandle(negative, 'negative'), settings.tripletMarginOptions.read(options));
}
