/** Thinning for the screen: spikes survive, nothing is invented, nothing depends on how the data arrived. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Columns, decimate } from '../../src-engine/api/series/decimate.ts';

const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0),
  },
);
/** Rising x with gaps and repetitions, as a log has them. */
const series = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), value), { minLength: 0, maxLength: 300, size: 'max' })
  .map((steps) => {
    let at = 1;
    const x = Float64Array.from(steps, ([step]) => (at += step));
    return { x, y: Float64Array.from(steps, ([, y]) => y) };
  });
/** No point lies on the edge of a column, where rounding would decide. */
const columns = fc
  .record({
    from: fc.integer({ min: 1, max: 100 }),
    span: fc.integer({ min: 1, max: 400 }),
    columns: fc.integer({ min: 1, max: 40 }),
    logX: fc.boolean(),
    logY: fc.boolean(),
  })
  .map(({ from, span, ...rest }) => ({ ...rest, from: from + 0.3183, to: from + 0.3183 + span * 1.0577 }));

/** The column by its definition: edges, not a formula for the column of a point. */
function columnOf(x: number, { from, to, columns: count, logX }: Columns): number {
  const share = logX ? Math.log10(x / from) / Math.log10(to / from) : (x - from) / (to - from);
  return Math.min(count - 1, Math.floor(share * count + 1e-9));
}
const drawable = (x: number, y: number, { logX, logY }: Columns): boolean =>
  Number.isFinite(x) && Number.isFinite(y) && !(logX && x <= 0) && !(logY && y <= 0);

const settings = { seed: 20261, numRuns: 300, endOnFailure: true };

it('keeps first, least, greatest and last of every column, at most four points of each', () => {
  fc.assert(
    fc.property(series, columns, ({ x, y }, grid) => {
      const { index } = decimate(x, y, grid);
      expect([...index]).toEqual([...new Set(index)].sort((a, b) => a - b));
      const byColumn = new Map<number, number[]>();
      for (let i = 0; i < x.length; i++) {
        if (!drawable(x[i]!, y[i]!, grid) || x[i]! < grid.from || x[i]! > grid.to) {
          expect(index).not.toContain(i);
          continue;
        }
        const column = columnOf(x[i]!, grid);
        byColumn.set(column, [...(byColumn.get(column) ?? []), i]);
      }
      for (const places of byColumn.values()) {
        const kept = places.filter((i) => index.includes(i));
        const heights = (list: number[]) => list.map((i) => y[i]!);
        expect(kept.length).toBeLessThanOrEqual(4);
        if (places.length <= 4) expect(kept).toEqual(places);
        expect(Math.min(...heights(kept))).toBe(Math.min(...heights(places)));
        expect(Math.max(...heights(kept))).toBe(Math.max(...heights(places)));
        expect(kept[0]).toBe(places[0]);
        expect(kept.at(-1)).toBe(places.at(-1));
      }
    }),
    settings,
  );
});

it('counts every point once: in range, outside, or impossible to show', () => {
  fc.assert(
    fc.property(series, columns, ({ x, y }, grid) => {
      const { inRange, kept, index, nonFinite, nonPositive, unshown } = decimate(x, y, grid);
      const points = [...x].map((xi, i) => ({ x: xi, y: y[i]! }));
      expect(nonFinite).toBe(points.filter((p) => !Number.isFinite(p.y)).length);
      expect(nonFinite + nonPositive).toBe(points.filter((p) => !drawable(p.x, p.y, grid)).length);
      const inside = (p: { x: number }) => p.x >= grid.from && p.x <= grid.to;
      expect(inRange).toBe(points.filter((p) => inside(p) && drawable(p.x, p.y, grid)).length);
      expect(kept).toBe(index.length);
      const lost = points.filter((p) => inside(p) && !drawable(p.x, p.y, grid));
      expect(unshown.length > 0).toBe(lost.length > 0);
    }),
    settings,
  );
});

it('gives the same points whether the data came at once or bit by bit', () => {
  fc.assert(
    fc.property(series, columns, fc.boolean(), fc.array(fc.nat(300)), ({ x, y }, grid, neighbours, cuts) => {
      const wanted = { ...grid, neighbours };
      let grown = decimate(x.subarray(0, 0), y.subarray(0, 0), wanted);
      for (const cut of [...cuts.sort((a, b) => a - b), x.length])
        grown = decimate(x.subarray(0, cut), y.subarray(0, cut), wanted, grown);
      expect(grown).toEqual(decimate(x, y, wanted));
    }),
    settings,
  );
});

it('keeps a single spike wherever it is', () => {
  const x = Float64Array.from({ length: 100_000 }, (_, i) => i);
  fc.assert(
    fc.property(fc.nat(99_999), fc.integer({ min: 1, max: 2000 }), (at, count) => {
      const y = Float64Array.from(x, (i) => Math.sin(i));
      y[at] = -7;
      expect(decimate(x, y, { from: 0, to: 99_999, columns: count }).index).toContain(at);
    }),
    { seed: 3, numRuns: 20 },
  );
});
