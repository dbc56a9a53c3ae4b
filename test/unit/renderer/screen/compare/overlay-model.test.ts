import { expect, test } from 'vitest';
import {
  type OverlayRun,
  overlayModel,
  rowsFrom,
} from '../../../../../src-renderer/screen/compare/overlay-model.ts';
import { estimate } from '../../../../support/run-row.ts';

const data = {
  name: 'plaquette',
  update: Float64Array.of(1, 2, 5, 9),
  value: Float64Array.of(0.1, 0.2, 0.5, 0.9),
  segment: Uint32Array.of(1, 1, 2, 2),
  total: 400,
  kind: 'minmax',
} as const;

test.each([
  [0, 4],
  [2, 3],
  [3, 2],
  [10, 0],
])('rows from update %i: %i', (from, count) => {
  const { x, y, segment } = rowsFrom(data, from);
  expect([x.length, y.length, segment.length]).toEqual([count, count, count]);
  expect(x.every((update) => update >= from)).toBe(true);
});

const run: OverlayRun = {
  run: 'r1',
  name: 'one',
  place: 3,
  data,
  cut: 4,
  estimate: estimate('plaquette', 0.5, 0.003),
};

test('a run keeps its colour, says its value and begins at its own cut', () => {
  const [series] = overlayModel('plaquette', [run], false).series;
  expect(series).toMatchObject({ id: 'r1', label: 'one: 0.500(3)', colour: 3, total: 400 });
  expect([...series!.x]).toEqual([5, 9]);
  expect(overlayModel('plaquette', [run], true).series[0]!.x.length).toBe(4);
});

test('without an average there is only the name', () => {
  const [series] = overlayModel('plaquette', [{ ...run, estimate: undefined }], false).series;
  expect(series!.label).toBe('one');
  expect(series).not.toHaveProperty('estimate');
});
