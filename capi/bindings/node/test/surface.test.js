// The binding has all of nnlite.h, and its declarations all of the binding.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import ts from 'typescript';

import * as nn from 'nnlite';
import { constants, functions, structs } from '../src/declarations.js';

const folder = new URL('../', import.meta.url);
const written = readdirSync(new URL('src', folder))
  .filter((name) => name.endsWith('.js') && name !== 'declarations.js')
  .map((name) => readFileSync(new URL(`src/${name}`, folder), 'utf8')).join('\n');

test('the raw declarations are what the header gives', () => {
  execFileSync('python3', ['-B', fileURLToPath(new URL('generate.py', folder)), '--check']);
});

test('every function of the header is used', () => {
  assert.ok(Object.keys(functions).length >= 335);
  const names = new Set(written.match(/\bnnl_\w+/g));
  const initialised = [...names].map((name) => `${name}_init`); // by initialStruct
  const unused = Object.keys(functions).filter((name) => !names.has(name) && !initialised.includes(name));
  assert.deepEqual(unused, []);
  assert.deepEqual(Object.keys(structs).filter((name) => name !== 'nnl_fit_progress' && !functions[`${name}_init`]), []);
});

test('every constant of the header has a name here', () => {
  const statuses = Object.keys(nn.Status).map((name) => `NNL_${name}`);
  const inner = ['NNL_MAX_RANK']; // the library says itself what exceeds it
  const unused = Object.keys(constants)
    .filter((name) => !written.includes(name) && !statuses.includes(name) && !inner.includes(name));
  assert.deepEqual(unused, []);
});

function declared() {
  const program = ts.createProgram([fileURLToPath(new URL('index.d.ts', folder))],
    { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'], types: [] });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(fileURLToPath(new URL('index.d.ts', folder))));
  return { checker, symbols: checker.getExportsOfModule(module) };
}

const { checker, symbols } = declared();
const resolve = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);

test('index.d.ts declares what index.js exports', () => {
  const values = symbols.filter((symbol) => resolve(symbol).flags & ts.SymbolFlags.Value).map((symbol) => symbol.name);
  assert.deepEqual(values.sort(), Object.keys(nn).sort());
});

test('classes have the members that are declared', () => {
  const shared = new Set(['constructor', 'toString']);
  for (const symbol of symbols) {
    const value = nn[symbol.name];
    if (typeof value !== 'function' || !(resolve(symbol).flags & ts.SymbolFlags.Class)) continue;
    const members = checker.getDeclaredTypeOfSymbol(resolve(symbol)).getProperties().map((member) => member.name);
    const actual = new Set();
    for (let at = value.prototype; at !== Object.prototype && at !== null; at = Object.getPrototypeOf(at)) {
      for (const name of Object.getOwnPropertyNames(at)) if (!shared.has(name)) actual.add(name);
    }
    const wanted = members.filter((name) => !name.startsWith('__@'));
    if (value.prototype instanceof Error) continue; // its members are the instance's own
    assert.deepEqual(wanted.filter((name) => !shared.has(name)).sort(), [...actual].sort(), symbol.name);
  }
});
