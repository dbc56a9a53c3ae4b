import { expect, test } from 'vitest';
import { withoutRun, withProgress, withRow } from '../../../../src-renderer/state/run-rows.ts';
import { runRow } from '../../../support/run-row.ts';

const a = runRow('a');
const b = runRow('b');

test('a changed run keeps its place, a new one comes at the end', () => {
  const changed = { ...a, alarms: 3 };
  expect(withRow([a, b], changed)).toEqual([changed, b]);
  expect(withRow([a], b)).toEqual([a, b]);
});

test('progress touches only the runs it is about, so that nothing else is drawn again', () => {
  const progress = { ...b.progress, done: 500 };
  const rows = withProgress(
    [a, b],
    [
      { run: 'b', progress, plaquette: 0.5 },
      { run: 'unknown', progress, plaquette: null },
    ],
  );
  expect(rows.map(({ progress: { done } }) => done)).toEqual([a.progress.done, 500]);
  expect(rows[0]).toBe(a);
});

test('a removed run is gone', () => {
  expect(withoutRun([a, b], 'a')).toEqual([b]);
});
