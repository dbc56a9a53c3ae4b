/**
 * The index that an open workspace works with: its file, until that cannot be used (a full disk, a folder that became read-only, damage),
 * then one in memory, which is filled from the run folders again. Proof: test/unit/main/engine-host/bad-input-disk.test.ts.
 */
import type { Failure, Result } from '../../src-engine/base/result.ts';
import { attemptSql, type IndexDatabase, isIndexUnusable, temporaryIndex } from './index-database.ts';

export interface WorkingIndex {
  /** The one in use now: ask anew after every wait. */
  now(): IndexDatabase;
  /** Answers what `action` does with the index; it is done again when the file has to give way. */
  use<T>(action: (database: IndexDatabase) => Promise<Result<T>>): Promise<Result<T>>;
  close(): void;
}

/** `onProblem` hears once that the file gave way. */
export const workingIndex = (first: IndexDatabase, onProblem: (problem: Failure) => void): WorkingIndex => {
  let database = first;
  const giveWay = (cause: Failure): void => {
    const temporary = temporaryIndex(cause);
    if (!temporary.ok) return;
    // the file stays open for whoever is in the middle of reading it
    database = temporary.value.database;
    for (const problem of temporary.value.problems) onProblem(problem);
  };
  return {
    now: () => database,
    use: async (action) => {
      const used = database;
      const done = await action(used);
      if (done.ok || !isIndexUnusable(done.error)) return done;
      if (database === first && used === first) giveWay(done.error);
      return database === used ? done : action(database);
    },
    close: () => {
      for (const open of new Set([first, database])) attemptSql(() => open.close());
    },
  };
};
