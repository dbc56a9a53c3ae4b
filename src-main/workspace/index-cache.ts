/**
 * What was computed from a run and is costly to compute again: its averages, and what its specification says. Kept in the index, so it
 * is a cache: what cannot be read is as good as missing. Proof: test/unit/main/workspace/index-cache.test.ts.
 */
import { decode, encode } from '@msgpack/msgpack';
import { attemptSql, type IndexDatabase } from './index-database.ts';

/** What averages were made from. */
export interface SummaryKey {
  /** Update number of the last row, and the segment it was written in. */
  readonly lastUpdate: number;
  readonly segment: number;
}

export interface CachedSummary extends SummaryKey {
  /** Updates left out as thermalisation. */
  readonly cut: number;
  readonly value: unknown;
}

export interface IndexCache {
  summaries(): ReadonlyMap<string, CachedSummary>;
  keepSummary(run: string, summary: CachedSummary): void;
  specFacts(): ReadonlyMap<string, unknown>;
  keepSpecFacts(specSha256: string, facts: unknown): void;
}

const readValue = (bytes: unknown): unknown => {
  try {
    return decode(bytes as Uint8Array);
  } catch {
    return undefined;
  }
};

/** A cache that cannot be written does no harm. */
const rowsOf = (database: IndexDatabase, sql: string): readonly Readonly<Record<string, unknown>>[] => {
  const read = attemptSql(() => database.prepare(sql).all() as Readonly<Record<string, unknown>>[]);
  return read.ok ? read.value : [];
};

export const indexCache = (database: IndexDatabase): IndexCache => ({
  summaries: () =>
    new Map(
      rowsOf(database, 'SELECT * FROM summary').map((row) => [
        String(row.run),
        {
          lastUpdate: Number(row.last_update),
          segment: Number(row.segment),
          cut: Number(row.cut),
          value: readValue(row.value),
        },
      ]),
    ),
  keepSummary: (run, { lastUpdate, segment, cut, value }) =>
    void attemptSql(() =>
      database
        .prepare('INSERT OR REPLACE INTO summary VALUES (?, ?, ?, ?, ?)')
        .run(run, lastUpdate, segment, cut, encode(value)),
    ),
  specFacts: () =>
    new Map(
      rowsOf(database, 'SELECT * FROM spec_facts').map((row) => [
        String(row.spec_sha256),
        readValue(row.value),
      ]),
    ),
  keepSpecFacts: (specSha256, facts) =>
    void attemptSql(() =>
      database.prepare('INSERT OR REPLACE INTO spec_facts VALUES (?, ?)').run(specSha256, encode(facts)),
    ),
});
