// The conformance program (see ../CONFORMANCE.md).
import { readFileSync, rmSync } from 'node:fs';
import * as nn from './index.js';

let state = 1;

function draw() {
  state = (state * 16807) % 2147483647; // below 2^46, so exact
  return state;
}

const drawUnit = () => (draw() % 1000) / 500 - 1;

/** A context as each case begins with. */
function begin() {
  state = 1;
  return new nn.Context({ seed: 7 });
}

/** A double as C's %.13a prints it. */
function hexadecimal(value) {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const sign = bits.getInt8(0) < 0 ? '-' : '';
  const exponent = ((bits.getUint16(0) >> 4) & 0x7ff) - 1023;
  const fraction = (bits.getBigUint64(0) & 0xfffffffffffffn).toString(16).padStart(13, '0');
  return `${sign}0x1.${fraction}p${exponent < 0 ? '' : '+'}${exponent}`;
}

const print = (...words) => console.log(words.join(' '));

/** Saves the model, prints the file's size and its 64-bit FNV-1a, and removes it. */
function printFile(name, model) {
  const path = `conformance-node-${name}.safetensors`;
  model.save(path);
  const bytes = readFileSync(path);
  rmSync(path);
  let hash = 14695981039346656037n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 1099511628211n);
  print(name, 'file', bytes.length, hash.toString(16).padStart(16, '0'));
}

/** The next batch; an epoch's end is passed over. */
const nextBatch = (loader) => loader.next() ?? loader.next();

function words() {
  const context = begin();
  const letters = Int32Array.from({ length: 4096 + 5 }, () => draw() % 27);
  const windows = new Int32Array(4096 * 5);
  for (let i = 0; i < 4096; ++i) windows.set(letters.subarray(i, i + 5), i * 5);
  const contexts = nn.tensor(windows, { shape: [4096, 5], context });
  const targets = nn.tensor(letters.subarray(5), { context });

  const model = new nn.Sequential([
    new nn.Embedding(27, 16, { context }),
    new nn.Flatten({ context }),
    new nn.Linear(80, 256, { bias: false, context }),
    new nn.BatchNorm1d(256, { context }),
    new nn.Tanh({ context }),
    new nn.Linear(256, 27, { context }),
  ], { context });
  const sgd = new nn.SGD(model.parameters(), { learningRate: 0.1, momentum: 0.9 });
  const loader = new nn.Loader([contexts, targets], { batchSize: 32, sampling: 'shuffle', seed: 3, lastBatch: 'drop' });

  for (let step = 1; step <= 200; ++step) {
    nn.scope(() => {
      const [x, y] = nextBatch(loader);
      const loss = nn.crossEntropy(model.forward(x), y);
      sgd.zeroGrad();
      loss.backward();
      sgd.step();
      print('words', step, hexadecimal(loss.item()));
    });
  }
  printFile('words', model);
}

function images() {
  const context = begin();
  const pixels = nn.tensor(Float32Array.from({ length: 64 * 12 * 12 }, drawUnit), { shape: [64, 1, 12, 12], context });
  const labels = nn.tensor(BigInt64Array.from({ length: 64 }, () => BigInt(draw() % 4)), { context });

  const model = new nn.Sequential([
    new nn.Conv2d(1, 8, 3, { padding: 1, context }),
    new nn.BatchNorm2d(8, { context }),
    new nn.ReLU({ context }),
    new nn.MaxPool2d(2, { context }),
    new nn.Conv2d(8, 16, 3, { padding: 1, context }),
    new nn.BatchNorm2d(16, { context }),
    new nn.LeakyReLU(0.1, { context }),
    new nn.AdaptiveAvgPool2d(1, { context }),
    new nn.Flatten({ context }),
    new nn.Linear(16, 4, { context }),
  ], { context });
  const loss = new nn.CrossEntropyLoss({ context });
  const adamw = new nn.AdamW(model.parameters(), { learningRate: 0.01 });
  const loader = new nn.Loader([pixels, labels], { batchSize: 16 });

  for (let step = 1; step <= 60; ++step) {
    nn.scope(() => {
      const [x, y] = nextBatch(loader);
      print('images', step, hexadecimal(nn.trainStep(model, loss, adamw, x, y)));
    });
  }
  model.eval();
  print('images', 'mean', hexadecimal(nn.noGrad(() => model.forward(pixels).mean().item())));
  printFile('images', model);
}

/** x * x * x in the doubles of JavaScript. */
function cube(x) {
  const forward = (input) => input.clone().write(input.read().map((v) => v * v * v));
  const backward = ({ inputs: [input], outputGradient }) => {
    const g = outputGradient.read();
    return input.clone().write(input.read().map((v, i) => 3 * v * v * g[i]));
  };
  return nn.customOp('cube', [x], forward, backward);
}

function custom() {
  const context = begin();
  const units = (count) => Float64Array.from({ length: count }, drawUnit);
  const inputs = nn.tensor(units(32 * 3), { shape: [32, 3], context });
  const targets = nn.tensor(units(32), { shape: [32, 1], context });
  const first = new nn.Linear(3, 4, { dtype: 'f64', context });
  const second = new nn.Linear(4, 1, { dtype: 'f64', context });
  const sgd = new nn.SGD([...first.parameters(), ...second.parameters()], { learningRate: 0.05 });

  for (let step = 1; step <= 50; ++step) {
    nn.scope(() => {
      const loss = nn.mseLoss(second.forward(cube(first.forward(inputs))), targets);
      sgd.zeroGrad();
      loss.backward();
      sgd.step();
      print('custom', step, hexadecimal(loss.item()));
    });
  }
  try {
    nn.customOp('cube', [inputs], () => {
      throw new Error('no cube today');
    });
  } catch (error) {
    if (error.message.includes('no cube today')) print('custom', 'failed', error.status);
  }
}

for (const run of [words, images, custom]) nn.scope(run);
if (nn.liveHandles() !== 0) {
  console.error(`conformance: ${nn.liveHandles()} handles were not released`);
  process.exitCode = 1;
}
