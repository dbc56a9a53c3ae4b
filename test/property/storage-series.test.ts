import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { openMemoryIndex } from '../../src-main/workspace/index-database.ts';
import { addRows, readWinningRows } from '../../src-main/workspace/index-series.ts';
import type { StoredRow } from '../../src-main/workspace/metric-record.ts';

/** Rows of growing segments, each starting anywhere, with repeats. */
const rows = fc
  .array(fc.array(fc.tuple(fc.nat({ max: 60 }), fc.double()), { maxLength: 40 }), { maxLength: 4 })
  .map((segments) =>
    segments.flatMap((some, index) =>
      some.map(
        ([update, number]): StoredRow => ({ segment: index + 1, update, values: [['p', [number, index]]] }),
      ),
    ),
  );

describe('the winning rows', () => {
  it('are those of a table in which later rows overwrite earlier ones', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 50 }), (all, batch) => {
        const { database } = unwrap(openMemoryIndex());
        for (let from = 0; from < all.length; from += batch)
          addRows(database, 'r', all.slice(from, from + batch));
        const table = new Map<number, StoredRow>();
        for (const row of all) table.set(row.update, row);
        const expected = [...table.values()].sort((a, b) => a.update - b.update);
        const series = readWinningRows(database, 'r', 'p')!;
        database.close();
        expect([...series.update]).toEqual(expected.map(({ update }) => update));
        expect([...series.segment]).toEqual(expected.map(({ segment }) => segment));
        expect([...series.value]).toEqual(expected.flatMap(({ values }) => values[0]![1]));
      }),
      { seed: 20261121, numRuns: 200 },
    );
  });
});
