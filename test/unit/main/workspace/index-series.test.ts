import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { type IndexDatabase, openMemoryIndex } from '../../../../src-main/workspace/index-database.ts';
import {
  addRows,
  readWinningRows,
  removeRows,
  seriesNames,
} from '../../../../src-main/workspace/index-series.ts';

const index = (): IndexDatabase => unwrap(openMemoryIndex()).database;
const row = (segment: number, update: number, ...numbers: number[]) => ({
  segment,
  update,
  values: [['p', numbers]] as const,
});
const read = (database: IndexDatabase, name = 'p') => {
  const { update, value, segment, width } = readWinningRows(database, 'r', name)!;
  return { update: [...update], value: [...value], segment: [...segment], width };
};

describe('series in the index', () => {
  it('come back in order', () => {
    const database = index();
    addRows(database, 'r', [row(1, 1, 0.5), row(1, 2, 0.25)]);
    addRows(database, 'r', [row(1, 5, -0)]);
    addRows(database, 'other', [row(1, 9, 9)]);
    expect(read(database)).toEqual({
      update: [1, 2, 5],
      value: [0.5, 0.25, -0],
      segment: [1, 1, 1],
      width: 1,
    });
    expect(read(database, 'none')).toEqual({ update: [], value: [], segment: [], width: 0 });
    removeRows(database, 'r');
    expect(read(database).update).toEqual([]);
    expect(readWinningRows(database, 'other', 'p')!.update.length).toBe(1);
  });

  it('give the newest segment where update numbers repeat, and keep the rows of the older', () => {
    const database = index();
    addRows(
      database,
      'r',
      [1, 2, 3, 4].map((update) => row(1, update, update + 0.1)),
    );
    addRows(
      database,
      'r',
      [3, 5].map((update) => row(2, update, update + 0.2)),
    );
    expect(read(database)).toMatchObject({
      update: [1, 2, 3, 4, 5],
      value: [1.1, 2.1, 3.2, 4.1, 5.2],
      segment: [1, 1, 2, 1, 2],
    });
    const stored = database.prepare('SELECT SUM(count) AS rows FROM series_chunk').get() as { rows: number };
    expect(stored.rows).toBe(6);
  });

  it('give the row written last within a segment', () => {
    const database = index();
    addRows(database, 'r', [row(1, 2, 1), row(1, 1, 2), row(1, 2, 3)]);
    expect(read(database)).toMatchObject({ update: [1, 2], value: [2, 3] });
  });

  it('hold several numbers under one name, and fill up with NaN where there are fewer', () => {
    const database = index();
    addRows(database, 'r', [row(1, 1, 1, 2, 3), row(1, 2, 4, 5, 6)]);
    expect(read(database)).toMatchObject({ value: [1, 2, 3, 4, 5, 6], width: 3 });
    addRows(database, 'r', [row(1, 3, 7), row(1, 4, 8, 9, 10)]);
    expect(read(database).value).toEqual([1, 2, 3, 4, 5, 6, 7, NaN, NaN, 8, 9, 10]);
  });

  it('store the same bytes however the rows were batched', () => {
    const rows = Array.from({ length: 1500 }, (_, i) => row(1 + Math.floor(i / 1100), i, Math.sin(i), i));
    const dump = (sizes: readonly number[]): unknown => {
      const database = index();
      for (let from = 0, k = 0; from < rows.length; from += sizes[k++ % sizes.length]!)
        addRows(database, 'r', rows.slice(from, from + sizes[k % sizes.length]!));
      return database.prepare('SELECT * FROM series_chunk ORDER BY segment, part').all();
    };
    const whole = dump([1500]);
    expect(dump([7])).toEqual(whole);
    expect(dump([512])).toEqual(whole);
    expect(whole).toHaveLength(4);
  });

  it('notice damage to their numbers', () => {
    const database = index();
    addRows(database, 'r', [row(1, 1, 0.5)]);
    database.prepare('UPDATE series_chunk SET points = ?').run(new Uint8Array(8));
    expect(readWinningRows(database, 'r', 'p')).toBeUndefined();
  });

  it('are listed by name', () => {
    const database = index();
    const values = [
      ['z', [1]],
      ['a', [1]],
    ] as const;
    addRows(database, 'r', [{ segment: 1, update: 1, values }]);
    expect(seriesNames(database, 'r')).toEqual(['a', 'z']);
  });
});
