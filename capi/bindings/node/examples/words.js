// Trains a character-level language model (Bengio et al. 2003, with batch norm) on a word list: 5 characters in, the next
// one out. Then it measures the model on words it has not seen, and invents words.
//
//   node words.js [FILE]      the word list, one word a line; without one, a few names of stars
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import * as nn from '../index.js';

const LENGTH = 5;
const SYMBOLS = 27; // the end of a word, and a to z
const STARS = `achernar adhara albireo alcor aldebaran alderamin algieba algol alhena alioth alkaid almach alnair alnilam
  alnitak alphard alphecca alpheratz altair aludra ankaa antares arcturus arneb ascella aspidiske atlas atria avior
  bellatrix betelgeuse canopus capella caph castor cebalrai chara cursa deneb denebola diphda dschubba dubhe electra
  elnath eltanin enif fomalhaut furud gacrux gienah hadar hamal izar kochab kraz larawag lesath maia markab megrez
  meissa menkar menkent merak merope miaplacidus mimosa mintaka mira mirach mirfak mirzam mizar muphrid naos nashira
  nunki peacock phact phecda pherkad pleione polaris pollux porrima procyon rasalgethi rasalhague regulus rigel ruchbah
  sabik sadalmelik sadalsuud saiph scheat schedar shaula sheratan sirius spica tarazed thuban unukalhai vega vindemiatrix
  wezen zaurak zubenelgenubi zubeneschamali`;

const text = process.argv[2] === undefined ? STARS : readFileSync(process.argv[2], 'utf8');
const words = text.toLowerCase().split(/\s+/).filter((word) => /^[a-z]+$/.test(word));
const symbol = (letter) => (letter === undefined ? 0 : letter.charCodeAt(0) - 96);

/** Tensors of contexts (n, LENGTH) and of the symbols that follow them (n). */
function samples(these) {
  const [contexts, targets] = [[], []];
  for (const word of these) {
    const symbols = [...Array(LENGTH).fill(0), ...[...word, undefined].map(symbol)];
    for (let i = LENGTH; i < symbols.length; ++i) {
      contexts.push(...symbols.slice(i - LENGTH, i));
      targets.push(symbols[i]);
    }
  }
  return [nn.tensor(Int32Array.from(contexts), { shape: [targets.length, LENGTH] }), nn.tensor(Int32Array.from(targets))];
}

const isHeldBack = (word, i) => i % 10 === 9;
const training = samples(words.filter((word, i) => !isHeldBack(word, i)));
const validation = samples(words.filter(isHeldBack));

const makeModel = () => new nn.Sequential([
  new nn.Embedding(SYMBOLS, 16),
  new nn.Flatten(),
  new nn.Linear(LENGTH * 16, 64, { bias: false }),
  new nn.BatchNorm1d(64),
  new nn.Tanh(),
  new nn.Linear(64, SYMBOLS),
]);
const model = makeModel();
const loss = new nn.CrossEntropyLoss();
const sgd = new nn.SGD(model.parameters(), { learningRate: 0.1, momentum: 0.9 });
const report = nn.fit(model, loss, sgd, new nn.Loader(training, { batchSize: 64, sampling: 'shuffle', lastBatch: 'drop' }), {
  epochs: 60,
  validation: new nn.Loader(validation, { batchSize: 256 }),
  schedule: new nn.CosineAnnealingLR(sgd, 60),
  keepBest: true, // few words are soon known by heart
  onProgress(at) {
    if (at.epochEnded && at.epoch % 10 === 9) console.log(`epoch ${at.epoch + 1}: loss ${at.loss.toFixed(4)}`);
  },
});
console.log(`${report.steps} steps in ${report.seconds.toFixed(1)} s, validation loss ${report.bestLoss.toFixed(4)} nats a character`);

/** Draws letters until the end mark. */
function invent() {
  let word = '';
  for (let context = Array(LENGTH).fill(0); word.length < 20;) {
    const probabilities = nn.scope(() =>
      model.forward(nn.tensor([context], { dtype: 'i32' })).softmax(1).read());
    let left = Math.random();
    const drawn = probabilities.findIndex((p) => (left -= p) < 0);
    if (drawn <= 0) break;
    word += String.fromCharCode(96 + drawn);
    context = [...context.slice(1), drawn];
  }
  return word;
}

model.eval();
nn.noGrad(() => {
  const invented = new Set(Array.from({ length: 60 }, invent).filter((word) => word.length > 2 && !words.includes(word)));
  console.log(`Words that it invented: ${[...invented].slice(0, 12).join(' ')}`);
});

const folder = mkdtempSync(join(tmpdir(), 'nnlite-'));
const path = join(folder, 'words.safetensors');
model.save(path);
const loaded = makeModel();
loaded.load(path);
const again = nn.evaluate(loaded, loss, new nn.Loader(validation, { batchSize: 256 }));
console.log(`Saved and loaded into a new model, its validation loss is ${again.toFixed(4)}`);
rmSync(folder, { recursive: true });
