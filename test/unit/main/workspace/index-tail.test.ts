import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { openMemoryIndex } from '../../../../src-main/workspace/index-database.ts';
import { addRows } from '../../../../src-main/workspace/index-series.ts';
import {
  endOfSeries,
  readTail,
  recentRows,
  type SeriesPlace,
  seriesStart,
} from '../../../../src-main/workspace/index-tail.ts';

const row = (segment: number, update: number) => ({
  segment,
  update,
  values: [['p', [update + segment / 8]]] as const,
});
const rows = (segment: number, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => row(segment, from + i));

describe('the tail of a series', () => {
  it('is every row after a place, once, in the order of writing, over chunks and segments', () => {
    const { database } = unwrap(openMemoryIndex());
    const written = [rows(1, 1, 3), rows(1, 4, 1200), rows(2, 900, 905), rows(3, 906, 2000)];
    const seen: number[] = [];
    const segments: number[] = [];
    let place: SeriesPlace = seriesStart;
    for (const some of written) {
      addRows(database, 'r', some);
      const tail = readTail(database, 'r', 'p', place)!;
      seen.push(...tail.update);
      segments.push(...tail.segment);
      expect([...tail.value]).toEqual(some.map(({ update, segment }) => update + segment / 8));
      place = tail.place;
      expect(place).toEqual(endOfSeries(database, 'r', 'p'));
      expect(readTail(database, 'r', 'p', place)!.update).toHaveLength(0);
    }
    expect(seen).toEqual(written.flat().map(({ update }) => update));
    expect(segments).toEqual(written.flat().map(({ segment }) => segment));
  });

  it('is not told where chunks are damaged, or where the index was made anew and does not reach back', () => {
    const { database } = unwrap(openMemoryIndex());
    addRows(database, 'r', rows(1, 1, 5));
    expect(readTail(database, 'r', 'p', { segment: 1, part: 0, count: 9 })).toBeUndefined();
    database.prepare('UPDATE series_chunk SET updates = ?').run(new Uint8Array(40));
    expect(readTail(database, 'r', 'p', seriesStart)).toBeUndefined();
  });

  it('gives the last rows without the rest', () => {
    const { database } = unwrap(openMemoryIndex());
    addRows(database, 'r', [...rows(1, 1, 2000), ...rows(2, 2001, 2003)]);
    const recent = recentRows(database, 'r', 'p', 100);
    expect(recent.update.length).toBeGreaterThanOrEqual(100);
    expect(recent.update.length).toBeLessThan(1200);
    expect([...recent.update.slice(-4)]).toEqual([2000, 2001, 2002, 2003]);
    expect(recentRows(database, 'r', 'p', 1e6).update).toHaveLength(2003);
    expect(recentRows(database, 'r', 'none', 5).update).toHaveLength(0);
  });
});
