import type { InContext } from './types.js';
import type { Tensor } from './tensor.js';

export interface DlpackOptions {
  /** true: a DLManagedTensorVersioned of DLPack 1; false: a DLManagedTensor. */
  versioned?: boolean;
}
/**
 * A tensor's memory for another native library of the process: the address of a struct of DLPack. Whoever has it calls its
 * deleter once; until then the memory stays, whatever becomes of the tensor. Each side sees what the other writes. A tensor
 * that requires a gradient is INVALID_STATE (export what detach() gives); one that is read-only is flagged as such, and
 * NOT_SUPPORTED without a version. A tensor over a Worker's memory must not outlive the Worker here either.
 */
export function toDlpack(tensor: Tensor, options?: DlpackOptions): bigint;
/**
 * A tensor over the memory of another native library, which the struct at the address describes; an address of anything else
 * ends the process. nnlite calls the deleter when the last user of the memory is gone; on failure the struct stays the
 * caller's. Read-only memory cannot be written to (INVALID_STATE). Another device, major version or dtype, a negative
 * stride, or memory that is not aligned is NOT_SUPPORTED.
 */
export function fromDlpack(address: bigint, options?: DlpackOptions & InContext): Tensor;
