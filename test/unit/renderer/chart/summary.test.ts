import { expect, it } from 'vitest';
import type { ChartModel, ChartSeries } from '../../../../src-renderer/chart/chart-model.ts';
import { summaryOf } from '../../../../src-renderer/chart/data/summary.ts';
import { viewOf } from '../../../../src-renderer/chart/data/view.ts';
import { model, options, series } from '../../../support/chart-lab.ts';

const say = (shown: readonly ChartSeries[], more: Partial<ChartModel> = {}) =>
  summaryOf(viewOf(model(shown, more), options()));
const estimate = { value: 0.59368, error: 0.00003, flatSince: 400 };

it('states the average with its error and since when it is flat', () => {
  expect(say([series([1, 0.6], { estimate })], { subtitle: 'run a' })).toBe(
    'Plaquette, run a: 0.59368(3), flat since update 400.',
  );
  expect(say([series([1], { estimate: { value: 0.5, error: 0.1 } })])).toBe('Plaquette: 0.50(10).');
});

it('otherwise states the range and the last value, and guesses no trend', () => {
  expect(say([series([3, 1, 2])])).toBe('Plaquette: between 1 and 3; 2 at update 2.');
  expect(say([series([2, 2])])).toBe('Plaquette: 2 throughout.');
  expect(say([series([1, 5, 2], { kind: 'bars' })])).toBe(
    'Plaquette: histogram of 3 bins with its peak at 1.',
  );
});

it('names each series, up to three, and the accepted value', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((label) => series([1, 1], { id: label, label }));
  expect(
    say(many, { marks: [{ kind: 'accepted', value: 0.5937, error: 0.0001, label: 'Accepted value' }] }),
  ).toBe(
    'Plaquette, a: 1 throughout. Plaquette, b: 1 throughout. Plaquette, c: 1 throughout. ' +
      '2 more series are shown. Accepted value: 0.59370(10).',
  );
});

it('says that there is nothing yet, and what its owner wants', () => {
  expect(say([series([])])).toBe('Plaquette: no points yet.');
  expect(say([series([1])], { summary: 'As told.' })).toBe('As told.');
});
