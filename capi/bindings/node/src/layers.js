// The layers, and several modules as one.
import { flag, getInteger, integer, integers, number } from './calls.js';
import { constantOf, DType, Gelu } from './enums.js';
import { contextHandle } from './context.js';
import { handlesOf } from './handle.js';
import { heightAndWidth } from './functional.js';
import { known } from './options.js';
import { Module } from './module.js';
import { tensorHandle } from './operands.js';
import * as settings from './settings.js';

/** A module that a function of nnlite.h makes. */
export class Layer extends Module {
  constructor(name, ...args) {
    super(getInteger(name, ...args));
  }
}

export class Sequential extends Layer {
  constructor(modules, { context, ...rest } = {}) {
    known(rest, ['context'], 'Sequential');
    const handles = handlesOf(modules, Module, 'modules');
    super('nnl_sequential_create', contextHandle(context), handles.length, handles);
  }
}

export class Linear extends Layer {
  constructor(inFeatures, outFeatures, { context, ...options } = {}) {
    super('nnl_linear_create', contextHandle(context), integer(inFeatures, 'inFeatures'),
      integer(outFeatures, 'outFeatures'), settings.linearOptions.read(options));
  }
}

export class Embedding extends Layer {
  constructor(numEmbeddings, embeddingDim, { context, ...options } = {}) {
    super('nnl_embedding_create', contextHandle(context), integer(numEmbeddings, 'numEmbeddings'),
      integer(embeddingDim, 'embeddingDim'), settings.embeddingOptions.read(options));
  }

  static fromPretrained(weight, { freeze = true, ...options } = {}) {
    return new Layer('nnl_embedding_from_pretrained', tensorHandle(weight, 'weight'), flag(freeze, 'freeze'),
      settings.embeddingOptions.read(options));
  }
}

export class EmbeddingBag extends Layer {
  constructor(numEmbeddings, embeddingDim, { context, ...options } = {}) {
    super('nnl_embedding_bag_create', contextHandle(context), integer(numEmbeddings, 'numEmbeddings'),
      integer(embeddingDim, 'embeddingDim'), settings.embeddingBagOptions.read(options));
  }

  static fromPretrained(weight, { freeze = true, ...options } = {}) {
    return new Layer('nnl_embedding_bag_from_pretrained', tensorHandle(weight, 'weight'), flag(freeze, 'freeze'),
      settings.embeddingBagOptions.read(options));
  }
}

/** A class of batch norms. */
function batchNorm(name) {
  return class extends Layer {
    constructor(numFeatures, { context, ...options } = {}) {
      super(name, contextHandle(context), integer(numFeatures, 'numFeatures'),
        settings.batchNormOptions(options));
    }
  };
}

export const BatchNorm1d = batchNorm('nnl_batch_norm1d_create');
export const BatchNorm2d = batchNorm('nnl_batch_norm2d_create');
export const BatchNorm3d = batchNorm('nnl_batch_norm3d_create');

export class LayerNorm extends Layer {
  constructor(normalizedShape, { context, ...options } = {}) {
    const shape = integers(normalizedShape, 'normalizedShape');
    super('nnl_layer_norm_create', contextHandle(context), shape.length, shape,
      settings.layerNormOptions.read(options));
  }
}

export class GroupNorm extends Layer {
  constructor(numGroups, numChannels, { context, ...options } = {}) {
    super('nnl_group_norm_create', contextHandle(context), integer(numGroups, 'numGroups'),
      integer(numChannels, 'numChannels'), settings.groupNormOptions.read(options));
  }
}

export class Conv1d extends Layer {
  constructor(inChannels, outChannels, kernel, { context, ...options } = {}) {
    super('nnl_conv1d_create', contextHandle(context), integer(inChannels, 'inChannels'),
      integer(outChannels, 'outChannels'), integer(kernel, 'kernel'), settings.convOptions(options));
  }
}

export class Conv2d extends Layer {
  constructor(inChannels, outChannels, kernel, { context, ...options } = {}) {
    super('nnl_conv2d_create', contextHandle(context), integer(inChannels, 'inChannels'),
      integer(outChannels, 'outChannels'), ...heightAndWidth(kernel, 'kernel'), settings.convOptions(options));
  }
}

export class MaxPool2d extends Layer {
  constructor(kernel, { context, ...options } = {}) {
    super('nnl_max_pool2d_create', contextHandle(context), ...heightAndWidth(kernel, 'kernel'),
      settings.maxPool2dOptions.read(options));
  }
}

export class AvgPool2d extends Layer {
  constructor(kernel, { context, ...options } = {}) {
    super('nnl_avg_pool2d_create', contextHandle(context), ...heightAndWidth(kernel, 'kernel'),
      settings.avgPool2dOptions.read(options));
  }
}

export class AdaptiveAvgPool2d extends Layer {
  constructor(outputSize, { context, ...rest } = {}) {
    known(rest, ['context'], 'AdaptiveAvgPool2d');
    super('nnl_adaptive_avg_pool2d_create', contextHandle(context), ...heightAndWidth(outputSize, 'outputSize'));
  }
}

/** A class of layers that have no settings. */
function plain(name) {
  return class extends Layer {
    constructor({ context, ...rest } = {}) {
      known(rest, ['context'], name);
      super(name, contextHandle(context));
    }
  };
}

export const Flatten = plain('nnl_flatten_create');
export const Sigmoid = plain('nnl_sigmoid_create');
export const Tanh = plain('nnl_tanh_create');
export const ReLU = plain('nnl_relu_create');
export const SiLU = plain('nnl_silu_create');

/** A class of layers that have one number for a setting. */
function withNumber(name, setting, fallback, read = number) {
  return class extends Layer {
    constructor(value = fallback, { context, ...rest } = {}) {
      known(rest, ['context'], name);
      super(name, contextHandle(context), read(value, setting));
    }
  };
}

export const LeakyReLU = withNumber('nnl_leaky_relu_create', 'negativeSlope', 0.01);
export const ELU = withNumber('nnl_elu_create', 'alpha', 1);
export const Dropout = withNumber('nnl_dropout_create', 'p', 0.5);
export const Softmax = withNumber('nnl_softmax_create', 'axis', undefined, integer);
export const LogSoftmax = withNumber('nnl_log_softmax_create', 'axis', undefined, integer);

export class GELU extends Layer {
  constructor({ approximate = 'none', context, ...rest } = {}) {
    known(rest, ['approximate', 'context'], 'GELU');
    super('nnl_gelu_create', contextHandle(context), constantOf(Gelu, approximate));
  }
}

export class Softplus extends Layer {
  constructor({ beta = 1, threshold = 20, context, ...rest } = {}) {
    known(rest, ['beta', 'threshold', 'context'], 'Softplus');
    super('nnl_softplus_create', contextHandle(context), number(beta, 'beta'), number(threshold, 'threshold'));
  }
}

export class Hardtanh extends Layer {
  constructor(minVal = -1, maxVal = 1, { context, ...rest } = {}) {
    known(rest, ['context'], 'Hardtanh');
    super('nnl_hardtanh_create', contextHandle(context), number(minVal, 'minVal'), number(maxVal, 'maxVal'));
  }
}

export class PReLU extends Layer {
  constructor({ numParameters = 1, init = 0.25, dtype = 'f32', context, ...rest } = {}) {
    known(rest, ['numParameters', 'init', 'dtype', 'context'], 'PReLU');
    super('nnl_prelu_create', contextHandle(context), integer(numParameters, 'numParameters'), number(init, 'init'),
      constantOf(DType, dtype));
  }
}
