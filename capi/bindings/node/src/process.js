// What belongs to the library or the thread.
import { C } from './library.js';
import { check } from './error.js';
import { flag, getFlag, getInteger, getText } from './calls.js';
import { refusePromise } from './handle.js';

export function version() {
  return C.nnl_version();
}

export function abiVersion() {
  return C.nnl_abi_version();
}

export function buildInfo() {
  return getText('nnl_build_info');
}

export function liveHandles() {
  return getInteger('nnl_live_handles');
}

export function shutdown() {
  check(C.nnl_shutdown());
}

export function gradEnabled() {
  return getFlag('nnl_grad_enabled');
}

export function setGradEnabled(enabled) {
  check(C.nnl_set_grad_enabled(flag(enabled, 'enabled')));
}

function withGrad(enabled, f, name) {
  const before = gradEnabled();
  setGradEnabled(enabled);
  try {
    return refusePromise(f(), name);
  } finally {
    setGradEnabled(before);
  }
}

export function noGrad(f) {
  return withGrad(false, f, 'noGrad');
}

export function enableGrad(f) {
  return withGrad(true, f, 'enableGrad');
}
