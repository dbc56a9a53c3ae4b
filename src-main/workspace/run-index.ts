/**
 * Makes the index follow the two logs of a run: reads what is new since last time and enters it, with its place, in one
 * transaction. There is no other way into the index, so a lagging, an emptied and a fresh index all end up the same.
 *
 * The place is an offset and the checksum digits in front of it; when these do not match the file (cut, swapped), the
 * run is entered again from the beginning. Proof: test/unit/main/workspace/run-index.test.ts, repair.test.ts.
 */
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { type LogPiece, markBefore, readLog } from '../storage/read-log.ts';
import { attempt } from '../storage/store-failure.ts';
import { attemptSql, type IndexDatabase, inTransaction } from './index-database.ts';
import { addAlarms, applyEvents, indexedRun, removeEvents } from './index-runs.ts';
import { addRows, removeRows } from './index-series.ts';
import type { RunPaths } from './layout.ts';
import { readMetricRecord } from './metric-record.ts';
import { readRunEvent } from './run-event.ts';

/** One of the followed files: how its records enter the index and leave it. */
interface Followed {
  readonly file: 'log' | 'metrics';
  enter(database: IndexDatabase, run: string, piece: LogPiece): void;
  forget(database: IndexDatabase, run: string): void;
}

const known = <T>(values: readonly (T | undefined)[]): readonly T[] =>
  values.filter((value) => value !== undefined);

const followedFiles: readonly Followed[] = [
  {
    file: 'log',
    enter: (database, run, piece) => {
      applyEvents(database, run, known(piece.records.map(readRunEvent)));
      addAlarms(database, run, piece.records.filter(({ event }) => event === 'alarm').length);
    },
    forget: removeEvents,
  },
  {
    file: 'metrics',
    enter: (database, run, piece) => addRows(database, run, known(piece.records.map(readMetricRecord))),
    forget: removeRows,
  },
];

interface Place {
  readonly offset: number;
  readonly mark: string;
  readonly damaged: number;
}

const start: Place = { offset: 0, mark: '', damaged: 0 };

const placeOf = (database: IndexDatabase, run: string, file: string): Place => {
  const row = database
    .prepare('SELECT offset, mark, damaged FROM cursor WHERE run = ? AND file = ?')
    .get(run, file);
  return row === undefined ? start : (row as Place);
};

/** How far the index has followed each file of each run, in bytes. */
export const placesOf = (
  database: IndexDatabase,
): ReadonlyMap<string, Readonly<Partial<Record<Followed['file'], number>>>> => {
  const places = new Map<string, Partial<Record<Followed['file'], number>>>();
  const rows = database.prepare('SELECT run, file, offset FROM cursor').all() as {
    run: string;
    file: Followed['file'];
    offset: number;
  }[];
  for (const { run, file, offset } of rows) places.set(run, { ...places.get(run), [file]: offset });
  return places;
};

/** Files with records that are not intact. */
export const damagedFiles = (
  database: IndexDatabase,
): readonly { readonly run: string; readonly file: Followed['file']; readonly damaged: number }[] =>
  database.prepare('SELECT run, file, damaged FROM cursor WHERE damaged > 0 ORDER BY run').all() as {
    run: string;
    file: Followed['file'];
    damaged: number;
  }[];

const setPlace = (
  database: IndexDatabase,
  run: string,
  file: string,
  { offset, mark, damaged }: Place,
): void => {
  database
    .prepare('INSERT OR REPLACE INTO cursor VALUES (?, ?, ?, ?, ?)')
    .run(run, file, offset, mark, damaged);
};

const forgetFile = (database: IndexDatabase, run: string, followed: Followed): void => {
  followed.forget(database, run);
  database.prepare('DELETE FROM cursor WHERE run = ? AND file = ?').run(run, followed.file);
};

/** Thrown out of a transaction when another process has moved the place meanwhile. */
class Overtaken extends Error {}

const enterPiece = (
  database: IndexDatabase,
  run: string,
  followed: Followed,
  from: Place,
  piece: LogPiece,
): Place => {
  const damaged = from.damaged + piece.damage.reduce((sum, range) => sum + range.bytes, 0);
  const next = { offset: piece.validEnd, mark: piece.mark, damaged };
  inTransaction(database, () => {
    if (placeOf(database, run, followed.file).offset !== from.offset) throw new Overtaken();
    followed.enter(database, run, piece);
    setPlace(database, run, followed.file, next);
  });
  return next;
};

const isOurPlace = async (files: FileSystem, path: string, size: number, place: Place): Promise<boolean> => {
  if (place.offset === 0) return true;
  return place.offset <= size && (await markBefore(files, path, place.offset)) === place.mark;
};

const followFile = async (
  files: FileSystem,
  database: IndexDatabase,
  run: string,
  path: string,
  followed: Followed,
): Promise<void> => {
  for (;;) {
    const size = (await files.facts(path))?.size ?? 0;
    let place = placeOf(database, run, followed.file);
    if (!(await isOurPlace(files, path, size, place))) {
      inTransaction(database, () => forgetFile(database, run, followed));
      place = start;
    }
    if (place.offset === size) return;
    try {
      await readLog(files, path, place.offset, (piece) => {
        place = enterPiece(database, run, followed, place, piece);
      });
      return;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
};

/** Errors of SQLite and of the file system become failures. */
const attemptBoth = async (doing: string, action: () => Promise<void>): Promise<Result<void>> => {
  const outcome = await attempt(doing, async (): Promise<Result<void>> => {
    try {
      return ok(await action());
    } catch (error) {
      return attemptSql(() => {
        throw error;
      });
    }
  });
  return outcome.ok ? outcome.value : outcome;
};

/** Brings the index up to date with a run's folder, or with its log alone. */
export const followRun = async (
  files: FileSystem,
  database: IndexDatabase,
  run: string,
  paths: RunPaths,
  extent: 'all' | 'log' = 'all',
): Promise<Result<void>> => {
  for (const followed of followedFiles) {
    if (extent === 'log' && followed.file !== 'log') continue;
    const path = paths[followed.file];
    const done = await attemptBoth(`read ${path}`, () => followFile(files, database, run, path, followed));
    if (!done.ok) return done;
  }
  // A run is in the index even when nothing of its log is intact.
  return attemptSql(() => {
    if (indexedRun(database, run) === undefined) applyEvents(database, run, []);
  });
};

/** Removes a run from the index. */
export const forgetRun = (database: IndexDatabase, run: string): Result<void> =>
  attemptSql(() =>
    inTransaction(database, () => {
      for (const followed of followedFiles) forgetFile(database, run, followed);
    }),
  );
