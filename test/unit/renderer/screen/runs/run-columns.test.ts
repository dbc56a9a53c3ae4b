import { expect, test } from 'vitest';
import {
  choosable,
  observableOf,
  observablesOf,
  runColumns,
  withDeltas,
} from '../../../../../src-renderer/screen/runs/run-columns.ts';
import { arrangeRows } from '../../../../../src-renderer/table/arrange.ts';
import { plainView, shownColumns } from '../../../../../src-renderer/table/view.ts';
import { estimate, runRow } from '../../../../support/run-row.ts';

const rows = [
  runRow('a', { results: [estimate('plaquette', 0.5, 0.003), estimate('acceptance', 0.8, 0.01)] }),
  runRow('b', { results: [estimate('plaquette', 0.51, 0.004)], queued: 2, state: 'prepared' }),
  runRow('c', { results: [], lattice: null, action: null, summaryPending: true }),
];
const observables = observablesOf(rows);
const columns = runColumns(observables, null);
const filtered = (filter: string): string =>
  arrangeRows(rows, columns, { filter, sort: [] }, () => false, 0)
    .rows.map(({ id }) => id)
    .join('');
const cell = (id: string, row: (typeof rows)[0], all = columns): string =>
  all.find((column) => column.id === id)!.text(row);

test('every id is a name of its own that the filter can read', () => {
  const ids = columns.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z][\w.-]*$/);
});

test('filters name columns of runs', () => {
  expect(filtered('state:queued')).toBe('b');
  expect(filtered('beta>5 group:SU(3) plaquette.tau<5 name~run')).toBe('ab');
  expect(filtered('lattice:8x8x8x16 -state:finished')).toBe('b');
  expect(filtered('acceptance:none')).toBe('bc');
  expect(filtered('progress>=100%')).toBe('abc');
});

test('an average is written with its error, a missing one not at all', () => {
  expect(cell('plaquette', rows[0]!)).toBe('0.500(3)');
  expect(cell('acceptance', rows[1]!)).toBe('');
  expect(cell('plaquette', rows[2]!)).toBe('');
});

test('with a baseline, differences stand behind each shown average', () => {
  const all = runColumns(observables, rows[0]!);
  expect(cell('plaquette.delta', rows[1]!, all)).toBe('+0.010(5)');
  expect(cell('plaquette.sigma', rows[1]!, all)).toBe('2.0 σ');
  expect(cell('plaquette.delta', rows[0]!, all)).toBe('');
  const view = { ...plainView, columns: ['name', 'plaquette', 'beta'] };
  expect(withDeltas(shownColumns(choosable(all), view), all).map(({ id }) => id)).toEqual([
    'name',
    'plaquette',
    'plaquette.delta',
    'plaquette.sigma',
    'beta',
  ]);
});

test('differences are not chosen: they come with the baseline', () => {
  expect(choosable(runColumns(observables, rows[0]!)).map(({ id }) => id)).toEqual(
    columns.map(({ id }) => id),
  );
});

test('what is usually looked at comes first', () => {
  const results = ['acceptance', 'delta-h', 'plaquette'].map((name) => estimate(name, 1, 0.1));
  expect(observablesOf([runRow('x', { results })])).toEqual(['plaquette', 'acceptance', 'delta-h']);
});

test('an observable may be called like another column: the action of a scalar field', () => {
  const scalar = runRow('s', { results: [estimate('action', 8.1, 0.1)] });
  const baseline = runRow('t', { results: [estimate('action', 8.3, 0.1)] });
  const made = runColumns(observablesOf([scalar]), baseline);
  const ids = made.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(cell('action', scalar, made)).toBe(scalar.action);
  expect(cell('action.mean', scalar, made)).toBe('8.10(10)');
  expect(observableOf('action.mean')).toBe('action');
  expect(observableOf('plaquette')).toBe('plaquette');
  const view = { ...plainView, columns: ['action.mean'] };
  expect(withDeltas(shownColumns(choosable(made), view), made).map(({ id }) => id)).toEqual([
    'action.mean',
    'action.mean.delta',
    'action.mean.sigma',
  ]);
});

test('trainings have last values: no autocorrelation, and sortable', () => {
  const trained = (id: string, ess: number) =>
    runRow(id, { results: [estimate('evaluation-ess', ess, 0.01), estimate('training-seconds', 12, null)] });
  const all = [trained('low', 0.2), trained('high', 0.7)];
  const made = runColumns(observablesOf(all), null);
  expect(observablesOf([...rows, ...all]).slice(0, 3)).toEqual(['plaquette', 'acceptance', 'evaluation-ess']);
  const ids = made.map(({ id }) => id);
  expect(ids).toContain('evaluation-ess.max');
  expect(ids).not.toContain('evaluation-ess.tau');
  expect(made.find(({ id }) => id === 'evaluation-ess')).toMatchObject({ shown: true });
  const view = { filter: '', sort: [{ column: 'evaluation-ess', descending: true }] };
  expect(arrangeRows(all, made, view, () => false, 0).rows.map(({ id }) => id)).toEqual(['high', 'low']);
});
