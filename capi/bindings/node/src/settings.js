// The option structs that operations and layers share.
import { Bag, BatchOfOne, DType, Reduction } from './enums.js';
import { OptionReader } from './options.js';
import { Tensor } from './tensor.js';

const dtype = DType;
const layer = { kinds: { dtype } };

export const linearOptions = new OptionReader('nnl_linear_options', layer);
export const layerNormOptions = new OptionReader('nnl_layer_norm_options', layer);
export const groupNormOptions = new OptionReader('nnl_group_norm_options', layer);
export const embeddingOptions = new OptionReader('nnl_embedding_options', layer);
export const embeddingBagOptions = new OptionReader('nnl_embedding_bag_options', {
  kinds: { dtype, mode: Bag },
});
export const maxPool2dOptions = new OptionReader('nnl_max_pool2d_options', layer);
export const avgPool2dOptions = new OptionReader('nnl_avg_pool2d_options', layer);
export const crossEntropyOptions = new OptionReader('nnl_cross_entropy_options', {
  kinds: { reduction: Reduction, weight: Tensor },
});
export const tripletMarginOptions = new OptionReader('nnl_triplet_margin_options', {
  kinds: { reduction: Reduction },
});

const convReader = new OptionReader('nnl_conv_options', { ...layer, hidden: ['padding_same'] });

/** Options of convolutions, whose padding may be 'same'. */
export function convOptions({ padding, ...options } = {}) {
  return padding === 'same' ? convReader.read(options, { padding_same: 1 }) : convReader.read({ padding, ...options });
}

const batchNormReader = new OptionReader('nnl_batch_norm_options', {
  kinds: { dtype, batch_of_one: BatchOfOne },
  hidden: ['cumulative_average'],
});

/** Options of batch norms, whose momentum may be null: the average of all batches. */
export function batchNormOptions({ momentum, ...options } = {}) {
  if (momentum === null) return batchNormReader.read(options, { cumulative_average: 1 });
  return batchNormReader.read({ momentum, ...options });
}
