import { expect, test } from 'vitest';
import { Lattice } from '../../../../../../../src-engine/lattice/lattice.ts';
import {
  makeRows,
  ROW_PERIOD,
  rowOfLayer,
  sweepLength,
} from '../../../../../../../src-engine/learn/flow/gauge/spectral/rows.ts';
import { newDevice } from '../../../../../../support/kernel-lab.ts';

test.each([2, 3] as const)(
  'SU(%d): what a sweep has set stays, and all but its first row is set',
  (colours) => {
    const length = sweepLength(colours);
    for (const sweep of [0, 1, 2]) {
      // plaquettes above row r: set when the links of row r move, disturbed when those of row r + 1 move
      const set = new Set<number>();
      for (let i = 0; i < length; i++) {
        const { row, reach } = rowOfLayer(colours, sweep * length + i);
        const below = (row + ROW_PERIOD - 1) % ROW_PERIOD;
        expect(set.has(below)).toBe(false);
        set.add(row);
        // the staple below ends at the first row of the sweep
        expect((row - reach + ROW_PERIOD) % ROW_PERIOD).toBe(((sweep % 2) * ROW_PERIOD) / 2);
      }
      expect(set.size).toBe(ROW_PERIOD - 1);
    }
  },
);

test('extents along rows are free, those across them are not', () => {
  const of = (dims: readonly number[]) => makeRows(new Lattice(newDevice(), dims, 'f64', 2));
  expect(of([3, 8]).ok).toBe(true);
  const refused = of([8, 12]);
  expect(refused.ok ? '' : refused.error.code).toBe('model.unsupported');
});
