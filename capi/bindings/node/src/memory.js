// The memory of tensors, without a copy.
import { markAsUntransferable } from 'node:worker_threads';

import { C, memoryAt } from './library.js';
import { check } from './error.js';
import { getInteger } from './calls.js';
import { passOutOfAll, releaseAfter } from './handle.js';

/**
 * An ArrayBuffer over a tensor's elements, `known` if that is one already. A handle of its own keeps the memory as long as
 * the buffer lives, which stays on its thread.
 */
export function memoryOf(tensor, writing, known) {
  const [address, bytes] = [new BigInt64Array(1), new BigInt64Array(1)];
  check(C.nnl_tensor_data(tensor.handle, writing, address, bytes));
  if (known !== undefined) return known;
  const buffer = memoryAt(BigInt.asUintN(64, address[0]), Number(bytes[0]));
  markAsUntransferable(buffer);
  releaseAfter(buffer, passOutOfAll(getInteger('nnl_tensor_share', tensor.handle)), 'nnl_tensor_release');
  return buffer;
}
