// Checkpoints: a training as a file.
import { C } from './library.js';
import { check } from './error.js';
import { Loader } from './loader.js';
import { Module } from './module.js';
import { OptionReader } from './options.js';
import { Optimizer } from './optimizers.js';
import { Schedule } from './schedules.js';
import { text } from './calls.js';

const parts = new OptionReader('nnl_checkpoint_parts', {
  kinds: { model: Module, optimizer: Optimizer, schedule: Schedule, loader: Loader },
});

export function saveCheckpoint(path, these) {
  check(C.nnl_checkpoint_save(text(path, 'path'), parts.read(these)));
}

export function loadCheckpoint(path, these) {
  check(C.nnl_checkpoint_load(text(path, 'path'), parts.read(these)));
}
