import { expect, test } from 'vitest';
import {
  areTrainings,
  isFar,
  keyRows,
  resultRows,
} from '../../../../../src-renderer/screen/compare/compare-rows.ts';
import { estimate } from '../../../../support/run-row.ts';

const comparison = {
  runs: ['a', 'b', 'c'],
  results: [
    [estimate('rectangle', 0.3, 0.01), estimate('plaquette', 0.5, 0.003)],
    [estimate('plaquette', 0.52, 0.004)],
    [estimate('plaquette', null, null)],
  ],
};

test('each run stands in its column, the plaquette in the first row', () => {
  const rows = resultRows(comparison, 'a');
  expect(rows.map(({ name }) => name)).toEqual(['plaquette', 'rectangle']);
  expect(rows[1]!.cells.map((cell) => cell.estimate?.value)).toEqual([0.3, undefined, undefined]);
});

test('differences are from the chosen reference', () => {
  const sigmas = (reference: string) =>
    resultRows(comparison, reference)[0]!.cells.map((cell) => cell.difference?.sigma ?? null);
  expect(sigmas('a')).toEqual([null, expect.closeTo(4), null]);
  expect(sigmas('b')).toEqual([expect.closeTo(4), null, null]);
  expect(sigmas('c')).toEqual([null, null, null]);
  expect(resultRows(comparison, 'a')[0]!.cells.map(isFar)).toEqual([false, true, false]);
});

test('keys of all runs, and which of them differ', () => {
  const rows = keyRows([
    new Map([
      ['seed', '1'],
      ['action.beta', '5.7'],
    ]),
    new Map([
      ['seed', '2'],
      ['action.beta', '5.7'],
      ['measure.flow.every', '50'],
    ]),
    null,
  ]);
  expect(rows).toEqual([
    { path: 'seed', values: ['1', '2', null], differs: true },
    { path: 'action.beta', values: ['5.7', '5.7', null], differs: false },
    { path: 'measure.flow.every', values: [null, '50', null], differs: true },
  ]);
});

test('trainings are told from chains', () => {
  const training = [estimate('loss', 3, 0.1), estimate('acceptance', 0.5, null)];
  expect(areTrainings({ results: [training, training] })).toBe(true);
  expect(areTrainings({ results: [training, []] })).toBe(true);
  expect(areTrainings({ results: [training, comparison.results[0]!] })).toBe(false);
  expect(areTrainings({ results: [[], []] })).toBe(false);
});
