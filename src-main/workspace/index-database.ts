/**
 * Opens index.sqlite, and replaces it when it cannot be used: it holds nothing that the run folders do not.
 *
 * WAL with synchronous=NORMAL: a crash of the process loses nothing, loss of power may lose the last transactions, which
 * the index then reads again from the folders. A damaged or unknown file is moved aside, never deleted, and said so.
 * Proof: test/unit/main/workspace/index-database.test.ts.
 */
import { DatabaseSync } from '@photostructure/sqlite';
import type { Failure, Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';
import { indexSteps } from './index-schema.ts';

export type IndexDatabase = InstanceType<typeof DatabaseSync>;

export interface OpenedIndex {
  readonly database: IndexDatabase;
  /** Empty when an existing index was opened as it is. */
  readonly problems: readonly Failure[];
}

const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;

/** SQLite result codes: https://www.sqlite.org/rescode.html */
const sqlite = { readOnly: 8, io: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;
const unusable: ReadonlySet<unknown> = new Set(Object.values(sqlite));

/** Whether a failure means that the file of the index cannot be used (any more), and not that something else went wrong. */
export const isIndexUnusable = ({ detail }: Failure): boolean => unusable.has(detail?.sqlite);

const indexFailure = (error: unknown): Failure | undefined => {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_STATE')
    return fail('ipc.gone', 'The workspace was closed meanwhile.', 'Open it again.').error;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const what = error instanceof Error ? error.message : '';
  const detail = { sqlite: code };
  if (code === sqlite.full)
    return fail(
      'store.diskFull',
      'There was no space left to write the index of the workspace.',
      'Free some space on this disk.',
      detail,
    ).error;
  if (code === sqlite.readOnly || code === sqlite.cannotOpen)
    return fail(
      'store.readOnly',
      'The index of the workspace cannot be written here.',
      'Check the permissions of the folder.',
      detail,
    ).error;
  if (code === sqlite.corrupt || code === sqlite.notADatabase)
    return fail(
      'workspace.damaged',
      `The index of the workspace is damaged (${what}).`,
      'Run plaquette workspace repair; it is rebuilt from the run folders.',
      detail,
    ).error;
  return fail(
    'store.failed',
    `The index of the workspace could not be used (${what}).`,
    'Try again; if it stays, run plaquette workspace repair.',
    detail,
  ).error;
};

/** Runs `action`; errors of SQLite become failures, others are thrown on. */
export const attemptSql = <T>(action: () => T): Result<T> => {
  try {
    return ok(action());
  } catch (error) {
    const failure = indexFailure(error);
    if (failure === undefined) throw error;
    return { ok: false, error: failure };
  }
};

/** All of `action` or nothing of it; takes the write lock first. */
export const inTransaction = <T>(database: IndexDatabase, action: () => T): T => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const value = action();
    database.exec('COMMIT');
    return value;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};

/** `action` reads one state of the index, whatever others write meanwhile. */
export const inSnapshot = <T>(database: IndexDatabase, action: () => T): T => {
  database.exec('BEGIN');
  try {
    return action();
  } finally {
    database.exec('COMMIT');
  }
};

const versionOf = (database: IndexDatabase): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);

/** Takes the steps that are missing. Answers false when the file has more than this build knows. */
const bringUpToDate = (database: IndexDatabase, steps: readonly string[]): boolean => {
  if (versionOf(database) > steps.length) return false;
  if (versionOf(database) === steps.length) return true;
  inTransaction(database, () => {
    for (let version = versionOf(database); version < steps.length; version++) {
      database.exec(steps[version]!);
      database.exec(`PRAGMA user_version = ${version + 1}`);
    }
  });
  return true;
};

/** `quick` looks at every page; `full` also compares tables with their indexes; `none` trusts who opened it before. */
export type IndexCheck = 'none' | 'quick' | 'full';

const schemaOf = (database: IndexDatabase): string =>
  JSON.stringify(database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all());

/** The tables as these steps make them, so that damage to the table definitions is noticed too. */
const expectedSchema = (steps: readonly string[]): string => {
  const database = new DatabaseSync(':memory:');
  bringUpToDate(database, steps);
  const schema = schemaOf(database);
  database.close();
  return schema;
};

const checkOf = (database: IndexDatabase, depth: 'quick' | 'full'): string => {
  const check = database.prepare(`PRAGMA ${depth === 'quick' ? 'quick_check' : 'integrity_check'}(1)`).get();
  return String(Object.values(check ?? {})[0]);
};

const openAt = (location: string, steps: readonly string[], depth: IndexCheck): Result<IndexDatabase> => {
  let database: IndexDatabase | undefined;
  const opened = attemptSql(() => {
    const opening = (database = new DatabaseSync(location, { timeout: 10_000 }));
    opening.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF');
    const verdict = depth === 'none' ? 'ok' : checkOf(opening, depth);
    if (verdict !== 'ok')
      return fail(
        'workspace.damaged',
        `The index of the workspace is damaged (${verdict}).`,
        'It is rebuilt from the run folders.',
      );
    const isNew = versionOf(opening) === 0;
    if (!bringUpToDate(opening, steps))
      return fail(
        'workspace.damaged',
        'The index of the workspace was made by a newer Plaquette.',
        'It is rebuilt from the run folders.',
      );
    if (!isNew && schemaOf(opening) !== expectedSchema(steps))
      return fail(
        'workspace.damaged',
        'The index of the workspace does not have the tables it should have.',
        'It is rebuilt from the run folders.',
      );
    return ok(opening);
  });
  const result = opened.ok ? opened.value : opened;
  if (!result.ok && database !== undefined) attemptSql(() => database?.close());
  return result;
};

const moveAside = (files: FileSystem, path: string, suffix: string): Promise<Result<string>> =>
  attempt(`move ${path} aside`, async () => {
    // The journal first: SQLite would replay an old one into a new database of the same name.
    for (const part of ['-wal', '-shm', ''])
      if ((await files.facts(path + part)) !== undefined)
        await files.rename(path + part, `${path}.damaged-${suffix}${part}`);
    return `${path}.damaged-${suffix}`;
  });

/** An index in memory in place of one that cannot be used, with a problem that says why. */
export const temporaryIndex = (
  cause: Failure,
  steps: readonly string[] = indexSteps,
): Result<OpenedIndex> => {
  const database = openAt(':memory:', steps, 'quick');
  if (!database.ok) return database;
  return ok({
    database: database.value,
    problems: [
      fail(
        cause.code,
        `${cause.message} This session uses a temporary index in memory; the runs themselves are not affected.`,
        cause.remedy,
      ).error,
    ],
  });
};

/** Opens the index at `path`, making it when it is missing. */
export const openIndex = async (
  files: FileSystem,
  path: string,
  suffix: string,
  check: IndexCheck = 'quick',
  steps: readonly string[] = indexSteps,
): Promise<Result<OpenedIndex>> => {
  const first = openAt(path, steps, check);
  if (first.ok) return ok({ database: first.value, problems: [] });
  if (first.error.code !== 'workspace.damaged') return temporaryIndex(first.error, steps);
  const moved = await moveAside(files, path, suffix);
  if (!moved.ok) return temporaryIndex(moved.error, steps);
  const second = openAt(path, steps, check);
  if (!second.ok) return temporaryIndex(second.error, steps);
  const rebuilt = fail(
    'workspace.damaged',
    `${first.error.message} It was moved to ${moved.value} and rebuilt from the run folders.`,
    'Nothing needs to be done; the moved file may be deleted.',
    { movedTo: moved.value },
  ).error;
  return ok({ database: second.value, problems: [rebuilt] });
};

/** An index that is not kept. */
export const openMemoryIndex = (): Result<OpenedIndex> => {
  const database = openAt(':memory:', indexSteps, 'quick');
  return database.ok ? ok({ database: database.value, problems: [] }) : database;
};
