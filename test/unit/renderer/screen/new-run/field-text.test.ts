import { expect, test } from 'vitest';
import type { Leaf } from '../../../../../src-engine/api/spec/schema-node.ts';
import { schemaEntries } from '../../../../../src-engine/api/spec/schema-walk.ts';
import { stepped, textOfValue, valueOfText } from '../../../../../src-renderer/screen/new-run/field-text.ts';

const leaf = (path: string): Leaf => schemaEntries.find((entry) => entry.path === path)!.node as Leaf;

test.each([
  ['action.beta', '5.7', 5.7],
  ['action.beta', '1e-3', 1e-3],
  ['alarm.reversibility', '1e-8', 1e-8],
  ['seed', '12 345', 12345],
  ['lattice.dims', '8 8 8 16', [8, 8, 8, 16]],
  ['lattice.dims', '8x8x8x16', [8, 8, 8, 16]],
  ['lattice.dims', '8, 8, 8, 16', [8, 8, 8, 16]],
  ['run.budget', '1h 30m', '1h30m'],
  ['run.thermalisation', 'auto', 'auto'],
  ['run.thermalisation', '100', 100],
  ['lattice.twist', '{ xy = 1, zt = 2 }', { xy: 1, zt: 2 }],
  ['lattice.twist', 'xy=1', { xy: 1 }],
  ['name', ' two  words ', ' two  words '],
  ['exchange.models', 'one, two words;three', ['one', 'two words', 'three']],
  ['exchange.betas', '3.5 3', [3.5, 3]],
])('%s: "%s"', (path, text, value) => {
  expect(valueOfText(leaf(path), text)).toEqual(value);
});

test.each([
  ['action.beta', 'six', 'six'],
  ['action.beta', '5,7', '5,7'],
  ['lattice.dims', '8 8 eight 8', '8 8 eight 8'],
  ['lattice.twist', 'xy', 'xy'],
  ['lattice.twist', 'xy=1 zt', 'xy=1 zt'],
])('%s keeps what it cannot read, for the check to speak about: "%s"', (path, text, value) => {
  expect(valueOfText(leaf(path), text)).toBe(value);
});

test('texts are shown as they are typed', () => {
  const shown = textOfValue(['one', 'two words'], leaf('exchange.models'));
  expect(valueOfText(leaf('exchange.models'), shown)).toEqual(['one', 'two words']);
});

test('an empty field is a key that is not given', () => {
  expect(valueOfText(leaf('action.beta'), '  ')).toBeUndefined();
  expect(valueOfText(leaf('name'), '')).toBeUndefined();
});

test.each([[5.7], [1e-8], ['1h30m'], [[8, 8, 8, 16]], [{ xy: 1, zt: -2 }]])(
  '%j is shown as it is typed',
  (value) => {
    const paths = { number: 'action.beta', string: 'run.budget', object: 'lattice.dims' } as const;
    const path =
      Array.isArray(value) || typeof value !== 'object' ? paths[typeof value as 'number'] : 'lattice.twist';
    expect(valueOfText(leaf(path), textOfValue(value))).toEqual(value);
  },
);

test('arrows step within the range, from the default where nothing is given', () => {
  expect(stepped(leaf('action.beta'), 5.7, 1)).toBe(5.75);
  expect(stepped(leaf('action.beta'), 0, -1)).toBe(0);
  expect(stepped(leaf('phase.update.steps'), undefined, 1)).toBe(11);
  expect(stepped(leaf('phase.update.step-size'), 0.05, -1)).toBe(0.05);
  expect(stepped(leaf('name'), 'x', 1)).toBeUndefined();
});
