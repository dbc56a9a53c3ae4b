import { expect, it } from 'vitest';
import { readoutOf } from '../../../../src-renderer/chart/data/readout.ts';
import { viewOf } from '../../../../src-renderer/chart/data/view.ts';
import { model, options, series, view } from '../../../support/chart-lab.ts';

const two = [
  series([0.5, 0.25], { id: 'a', label: 'a', error: Float64Array.of(0.01, 0.02), kind: 'points' }),
  series([3, 4], { id: 'b', label: 'b', unit: 's' }),
];

it('states the point of the cursor first, with its error and unit', () => {
  const readout = readoutOf(view(two), { series: 'b', place: 1 }, null);
  expect(readout).toMatchObject({ x: 1, xText: 'Update 1', more: 0 });
  expect(readout!.rows.map(({ label, value }) => `${label} ${value}`)).toEqual(['b 4 s', 'a 0.25(2)']);
});

it('answers where a linked chart points, if that is in view', () => {
  expect(readoutOf(view(two), null, 0.2)?.rows[0]?.value).toBe('0.500(10)');
  expect(readoutOf(view(two), null, 7)).toBeNull();
  expect(readoutOf(view(two), null, null)).toBeNull();
});

it('counts the series it has no room for', () => {
  const many = Array.from({ length: 12 }, (_, k) => series([k, k], { id: `s${k}`, label: `s${k}` }));
  const readout = readoutOf(view(many), { series: 's11', place: 0 }, null)!;
  expect(readout.rows.map(({ id }) => id)).toEqual(['s11', 's10', 's9', 's8', 's7', 's6', 's5', 's4']);
  expect(readout.rows.length + readout.more).toBe(12);
});

it('names events that lie at the cursor', () => {
  const marked = viewOf(
    model([series(Array.from({ length: 1000 }, (_, i) => i))], {
      marks: [
        { kind: 'alarm', at: 500, label: 'dH jumped' },
        { kind: 'accepted', value: 500, label: 'accepted' },
      ],
    }),
    options(),
  );
  expect(readoutOf(marked, { series: 'a', place: 501 }, null)?.events).toEqual(['dH jumped']);
  expect(readoutOf(marked, { series: 'a', place: 600 }, null)?.events).toEqual([]);
});
