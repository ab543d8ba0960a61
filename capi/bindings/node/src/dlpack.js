// Tensors to and from other native libraries without a copy, as DLPack's structs.
import { contextHandle } from './context.js';
import { describe } from './handle.js';
import { C } from './library.js';
import { check } from './error.js';
import { flag } from './calls.js';
import { known } from './options.js';
import { made, tensorHandle } from './operands.js';

export function toDlpack(tensor, { versioned = true, ...rest } = {}) {
  known(rest, ['versioned'], 'toDlpack');
  const address = new BigUint64Array(1);
  check(C.nnl_tensor_to_dlpack(tensorHandle(tensor, 'tensor'), flag(versioned, 'versioned'), address));
  return address[0];
}

export function fromDlpack(address, { versioned = true, context, ...rest } = {}) {
  known(rest, ['versioned', 'context'], 'fromDlpack');
  if (typeof address !== 'bigint') throw new TypeError(`address must be a BigInt, not ${describe(address)}`);
  return made('nnl_tensor_from_dlpack', contextHandle(context), address, flag(versioned, 'versioned'));
}
