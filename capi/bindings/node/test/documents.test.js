// What README.md shows is what happens, and the examples run.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const folder = new URL('../', import.meta.url);
const scratch = fileURLToPath(new URL('../../../build/bindings/node/', folder));

function run(file, ...args) {
  return execFileSync(process.execPath, [file, ...args], { cwd: scratch, encoding: 'utf8' });
}

/** What the comments after console.log say, in order. */
function promised(code) {
  return [...code.matchAll(/^ *(?:console\.log\(.*|\w+\.dispose\(\);) \/\/ (.*)$/gm)].map((match) => match[1]);
}

mkdirSync(scratch, { recursive: true });
const blocks = [...readFileSync(new URL('README.md', folder), 'utf8').matchAll(/```js\n(.*?)```/gs)].map((match) => match[1]);

test('README.md has its blocks', () => assert.ok(blocks.length >= 8));

blocks.forEach((code, i) => {
  test(`README.md, block ${i + 1}`, () => {
    const index = new URL('index.js', folder).href;
    const file = `${scratch}readme-${i + 1}.mjs`;
    writeFileSync(file, code.replace("'nnlite'", `'${index}'`));
    const printed = run(file).trimEnd().split('\n');
    const expected = promised(code);
    assert.ok(expected.length > 0);
    expected.forEach((text, line) => {
      assert.ok(text === printed[line] || text.startsWith(`${printed[line]}: `), `line ${line + 1}: '${printed[line]}', not '${text}'`);
    });
    rmSync(file);
  });
});

test('examples/words.js learns', () => {
  const printed = run(fileURLToPath(new URL('examples/words.js', folder)));
  const [, loss] = /validation loss (\d\.\d{4}) nats/.exec(printed);
  assert.ok(Number(loss) < Math.log(27) - 0.5, printed); // better than guessing
  assert.match(printed, new RegExp(`its validation loss is ${loss}`));
  assert.match(printed, /Words that it invented: \w/);
});
