/**
 * The end of a metric series in the index: what came after a place, and the last rows, without reading the rest.
 * Proof: test/unit/main/workspace/index-tail.test.ts.
 */
import type { IndexDatabase } from './index-database.ts';
import { type ChunkRow, isIntact, numbersOf } from './series-chunk.ts';

/** Just after row number `count` of a part of a segment. Rows are never put in front of a place. */
export interface SeriesPlace {
  readonly segment: number;
  readonly part: number;
  readonly count: number;
}

export const seriesStart: SeriesPlace = { segment: 0, part: 0, count: 0 };

export interface SeriesTail {
  /** In the order in which they were written. */
  readonly update: Float64Array;
  /** The first number of each row. */
  readonly value: Float64Array;
  readonly segment: Uint32Array;
  readonly place: SeriesPlace;
}

interface Rows {
  readonly update: number[];
  readonly value: number[];
  readonly segment: number[];
}

const take = (rows: Rows, chunk: ChunkRow, from: number): void => {
  const updates = numbersOf(chunk.updates);
  const points = numbersOf(chunk.points);
  for (let i = from; i < chunk.count; i++) {
    rows.update.push(updates[i]!);
    rows.value.push(points[i * chunk.width] ?? NaN);
    rows.segment.push(chunk.segment);
  }
};

const tailOf = ({ update, value, segment }: Rows, place: SeriesPlace): SeriesTail => ({
  update: Float64Array.from(update),
  value: Float64Array.from(value),
  segment: Uint32Array.from(segment),
  place,
});

/** What a series has after `place`, or undefined when its chunks are damaged or do not reach back to that place. */
export const readTail = (
  database: IndexDatabase,
  run: string,
  name: string,
  place: SeriesPlace,
): SeriesTail | undefined => {
  const chunks = database
    .prepare(
      `SELECT * FROM series_chunk WHERE run = ?1 AND name = ?2 AND (segment > ?3 OR (segment = ?3 AND part >= ?4))
       ORDER BY segment, part`,
    )
    .all(run, name, place.segment, place.part) as ChunkRow[];
  const rows: Rows = { update: [], value: [], segment: [] };
  let end = place;
  for (const chunk of chunks) {
    const isOpen = chunk.segment === place.segment && chunk.part === place.part;
    if (!isIntact(chunk) || (isOpen && chunk.count < place.count)) return undefined;
    take(rows, chunk, isOpen ? place.count : 0);
    end = { segment: chunk.segment, part: chunk.part, count: chunk.count };
  }
  return tailOf(rows, end);
};

/** The end of a series as it is now. */
export const endOfSeries = (database: IndexDatabase, run: string, name: string): SeriesPlace => {
  const last = database
    .prepare(
      'SELECT segment, part, count FROM series_chunk WHERE run = ? AND name = ? ORDER BY segment DESC, part DESC LIMIT 1',
    )
    .get(run, name) as SeriesPlace | undefined;
  return last === undefined ? seriesStart : { ...last };
};

/** At least the last `count` rows, as far as there are that many; damaged chunks are left out. */
export const recentRows = (database: IndexDatabase, run: string, name: string, count: number): SeriesTail => {
  const statement = database.prepare(
    'SELECT * FROM series_chunk WHERE run = ? AND name = ? ORDER BY segment DESC, part DESC LIMIT ?',
  );
  const chunks: ChunkRow[] = [];
  for (let limit = 2; ; limit *= 2) {
    const found = statement.all(run, name, limit) as ChunkRow[];
    chunks.splice(0, chunks.length, ...found.filter(isIntact));
    if (found.length < limit || chunks.reduce((sum, chunk) => sum + chunk.count, 0) >= count) break;
  }
  const rows: Rows = { update: [], value: [], segment: [] };
  for (const chunk of chunks.reverse()) take(rows, chunk, 0);
  return tailOf(rows, endOfSeries(database, run, name));
};
