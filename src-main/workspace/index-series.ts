/**
 * Metric series in the index: per run, name and segment, chunks of up to 512 rows as little-endian float64 blobs.
 *
 * Chunks fill up before a new one begins, so the stored bytes do not depend on how the rows were batched. Reading gives the
 * winning rows: of several rows with one update number, that of the newest segment, and in it the one written last.
 * Proof: test/unit/main/workspace/index-series.test.ts, test/property/storage-series.test.ts.
 */
import type { IndexDatabase } from './index-database.ts';
import type { StoredRow } from './metric-record.ts';
import {
  bytesOf,
  type ChunkRow,
  checksumOf,
  copyNumbers,
  isIntact,
  numbersOf,
  rowsPerChunk,
} from './series-chunk.ts';

export interface Series {
  /** Numbers per row. */
  readonly width: number;
  /** Ascending, each once. */
  readonly update: Float64Array;
  /** `width` numbers for each update; NaN where a row had fewer. */
  readonly value: Float64Array;
  /** The segment each row comes from. */
  readonly segment: Uint32Array;
}

/** New rows of one series and segment, all of one width. */
interface Batch {
  readonly name: string;
  readonly segment: number;
  readonly width: number;
  readonly updates: number[];
  readonly points: number[];
}

/** Groups rows by series and segment, keeping their order; a change of width begins a new batch. */
const batchesOf = (rows: readonly StoredRow[]): readonly Batch[] => {
  const open = new Map<string, Batch>();
  const batches: Batch[] = [];
  for (const { segment, update, values } of rows)
    for (const [name, numbers] of values) {
      const key = `${segment} ${name}`;
      let batch = open.get(key);
      if (batch === undefined || batch.width !== numbers.length) {
        batch = { name, segment, width: numbers.length, updates: [], points: [] };
        open.set(key, batch);
        batches.push(batch);
      }
      batch.updates.push(update);
      batch.points.push(...numbers);
    }
  return batches;
};

const appendBatch = (database: IndexDatabase, run: string, batch: Batch): void => {
  const { name, segment, width } = batch;
  const last = database
    .prepare(
      'SELECT * FROM series_chunk WHERE run = ? AND name = ? AND segment = ? ORDER BY part DESC LIMIT 1',
    )
    .get(run, name, segment) as ChunkRow | undefined;
  const room =
    last !== undefined && last.width === width && last.count < rowsPerChunk && isIntact(last)
      ? last
      : undefined;
  const updates = [...(room === undefined ? [] : numbersOf(room.updates)), ...batch.updates];
  const points = [...(room === undefined ? [] : numbersOf(room.points)), ...batch.points];
  const put = database.prepare('INSERT OR REPLACE INTO series_chunk VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  let part = room?.part ?? (last === undefined ? 0 : last.part + 1);
  for (let from = 0; from < updates.length; from += rowsPerChunk, part++) {
    const some = updates.slice(from, from + rowsPerChunk);
    const u = bytesOf(some);
    const p = bytesOf(points.slice(from * width, (from + some.length) * width));
    put.run(
      run,
      name,
      segment,
      part,
      width,
      some.length,
      some.at(-1)!,
      u,
      p,
      checksumOf({ run, name, segment, part }, u, p),
    );
  }
};

/** Adds rows in the order in which they stand in the run's file. Call inside a transaction. */
export const addRows = (database: IndexDatabase, run: string, rows: readonly StoredRow[]): void => {
  for (const batch of batchesOf(rows)) appendBatch(database, run, batch);
  const last = rows.at(-1);
  if (last !== undefined)
    database.prepare('INSERT OR REPLACE INTO progress VALUES (?, ?)').run(run, last.update);
};

/** Forgets the rows of a run, and the averages made from them. */
export const removeRows = (database: IndexDatabase, run: string): void => {
  for (const table of ['series_chunk', 'progress', 'summary'])
    database.prepare(`DELETE FROM ${table} WHERE run = ?`).run(run);
};

/** Names of a run's series, sorted. */
export const seriesNames = (database: IndexDatabase, run: string): readonly string[] =>
  (
    database.prepare('SELECT DISTINCT name FROM series_chunk WHERE run = ? ORDER BY name').all(run) as {
      name: string;
    }[]
  ).map(({ name }) => name);

interface Rows {
  readonly update: Float64Array;
  readonly value: Float64Array;
  readonly segment: Uint32Array;
}

const isAscending = (values: Float64Array): boolean => {
  for (let i = 1; i < values.length; i++) if (!(values[i]! > values[i - 1]!)) return false;
  return true;
};

/** Row numbers in ascending order of update, the winner of each. Later rows win: rows come by segment, then as written. */
const winnersOf = (update: Float64Array): Uint32Array => {
  const order = Uint32Array.from(update, (_, row) => row).sort((a, b) => update[a]! - update[b]! || a - b);
  return order.filter((row, i) => i + 1 === order.length || update[order[i + 1]!] !== update[row]);
};

const pick = (rows: Rows, width: number, chosen: Uint32Array): Series => {
  const update = new Float64Array(chosen.length);
  const segment = new Uint32Array(chosen.length);
  const value = new Float64Array(chosen.length * width);
  for (let i = 0; i < chosen.length; i++) {
    const row = chosen[i]!;
    update[i] = rows.update[row]!;
    segment[i] = rows.segment[row]!;
    for (let k = 0; k < width; k++) value[i * width + k] = rows.value[row * width + k]!;
  }
  return { width, update, value, segment };
};

const fillRows = (chunks: readonly ChunkRow[], width: number): Rows => {
  const count = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  const rows = {
    update: new Float64Array(count),
    value: chunks.every((chunk) => chunk.width === width)
      ? new Float64Array(count * width)
      : new Float64Array(count * width).fill(NaN),
    segment: new Uint32Array(count),
  };
  let at = 0;
  for (const chunk of chunks) {
    copyNumbers(rows.update, chunk.updates, at);
    rows.segment.fill(chunk.segment, at, at + chunk.count);
    if (chunk.width === width) copyNumbers(rows.value, chunk.points, at * width);
    else {
      const points = numbersOf(chunk.points);
      for (let i = 0; i < chunk.count; i++)
        rows.value.set(points.subarray(i * chunk.width, (i + 1) * chunk.width), (at + i) * width);
    }
    at += chunk.count;
  }
  return rows;
};

/** Parts of a segment count from 0 without a gap. */
const partAfter = (last: ChunkRow | undefined, chunk: ChunkRow): number =>
  last?.segment === chunk.segment ? last.part + 1 : 0;

/** The winning rows of a series (none when there is no such series), or undefined when its chunks are damaged. */
export const readWinningRows = (database: IndexDatabase, run: string, name: string): Series | undefined => {
  const chunks = database
    .prepare('SELECT * FROM series_chunk WHERE run = ? AND name = ? ORDER BY segment, part')
    .all(run, name) as ChunkRow[];
  if (!chunks.every((chunk, i) => isIntact(chunk) && chunk.part === partAfter(chunks[i - 1], chunk)))
    return undefined;
  const width = chunks.reduce((widest, chunk) => Math.max(widest, chunk.width), 0);
  const rows = fillRows(chunks, width);
  return isAscending(rows.update) ? { width, ...rows } : pick(rows, width, winnersOf(rows.update));
};
