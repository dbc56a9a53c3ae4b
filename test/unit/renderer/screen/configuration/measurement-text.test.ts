import { expect, test } from 'vitest';
import {
  measurementTsv,
  observablesFor,
} from '../../../../../src-renderer/screen/configuration/measurement-text.ts';

test('the topological charge is offered in two and four dimensions only', () => {
  expect([2, 3, 4].map((d) => observablesFor(d).includes('topological-charge'))).toEqual([true, false, true]);
});

test('results are copied with every digit', () => {
  const text = measurementTsv([
    { observable: 'plaquette', values: [{ name: 'plaquette', value: 0.1 + 0.2 }], table: null },
    { observable: 'flow', values: [], table: { columns: ['t', 'E'], rows: [[0.5, 1 / 3]] } },
  ]);
  expect(text.split('\n')).toEqual(['plaquette\t0.30000000000000004', 't\tE', '0.5\t0.3333333333333333']);
});
